"""Generated groups into the tables' shape. Their mark is that of the generator itself, so that a
million unchanged ones are recognised by counting."""

import hashlib
import uuid
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from closeknit.algorithms.text import slugify_name
from closeknit.demo import loomwick
from closeknit.demo.known import SOURCE, Known, named_uuid
from closeknit.demo.loomwick.generator import generate_groups
from closeknit.demo.loomwick.records import GeneratedGroup, GeneratedService
from closeknit.demo.writing import Spot, Told, ToldService
from closeknit.directory.models import Group

PLAIN_ADDRESSES = 20_000


def key_of(seed: int, number: int) -> str:
    return f"g{seed}-{number}"


def uuid_of(seed: int, number: int) -> uuid.UUID:
    """In order, so that a million of them go into an index one after the other."""
    return uuid.UUID(int=(_first_uuid(seed) >> 48 << 48) + (number << 16))


@cache
def _first_uuid(seed: int) -> int:
    return named_uuid("crowd", seed).int


def mark_of(today: date) -> str:
    """Changes when a generated group might differ: with its day, or with the drawing's own code."""
    return hashlib.blake2b(f"{today}{_code()}".encode(), digest_size=16).hexdigest()


@cache
def _code() -> str:
    """A digest of all that the generator is made of, but not of the hand-written groups."""
    files = sorted(Path(loomwick.__path__[0]).glob("*.py"))
    return hashlib.blake2b(b"".join(file.read_bytes() for file in files), digest_size=16).hexdigest()


def count_there(seed: int) -> int:
    """How many groups of this seed the hub has."""
    return Group.objects.filter(source=SOURCE, external_id__startswith=f"g{seed}-").count()


def is_all_there(count: int, seed: int, today: date) -> bool:
    """Whether the first ``count`` groups of the seed are here and as they would be told now."""
    of_seed = Group.objects.filter(source=SOURCE, external_id__startswith=f"g{seed}-")
    return of_seed.filter(import_mark=mark_of(today)).count() == max(count, of_seed.count())


def tell_crowd(count: int, seed: int, known: Known, today: date) -> Iterator[Told]:
    mark = mark_of(today)
    for group in generate_groups(count, seed, today):
        yield _told(group, seed, mark, known)


def _told(group: GeneratedGroup, seed: int, mark: str, known: Known) -> Told:
    slug = slugify_name(group.name)
    return Told(
        key_of(seed, group.number),
        uuid_of(seed, group.number),
        mark,
        _addresses(slug, seed, group.number),
        _fields(group),
        _spot(group, known),
        group.venue,
        tuple(dict.fromkeys(known.covered(name) for name in group.covers)),
        tuple(known.theme_ids[theme] for theme in group.themes),
        tuple(_told_service(service, group.venue) for service in group.services),
    )


def _addresses(slug: str, seed: int, number: int) -> tuple[str, ...]:
    """Plain ones for as many as people look at; a million groups soon have used those up."""
    numbered = (f"{slug}-{number}", f"{slug}-{seed}-{number}")
    return (slug, *numbered) if number < PLAIN_ADDRESSES else numbered[1:]


def _fields(group: GeneratedGroup) -> tuple[Any, ...]:
    return (
        group.name, group.kind, group.summary, group.aims, group.who_for, list(group.languages), group.since,
        group.state, "public", False, group.covers_text, "", group.email, group.phone, group.website,
        group.confirmed_on, group.confirmed_by, group.confirmed_how,
    )  # fmt: skip


def _spot(group: GeneratedGroup, known: Known) -> Spot | None:
    if group.venue:
        return None
    lat, lng = known.ward_spots[group.ward] if group.precision == "ward" else (group.lat, group.lng)
    return Spot(lat, lng, group.precision, group.address, group.postcode, group.ward)


def _told_service(service: GeneratedService, venue: str) -> ToldService:
    fields = (
        service.name, service.summary, service.schedule_text, service.cost_kind, service.cost_text, service.audience,
        service.minimum_age, service.maximum_age, list(service.access), "",
    )  # fmt: skip
    return ToldService(fields, venue, service.freq, 1, service.byday, service.opens_at, service.closes_at)
