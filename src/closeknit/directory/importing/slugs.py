"""Addresses for many new pages at once: by name, else with the place, else with a mark of the row."""

import hashlib
from collections.abc import Iterable, Sequence

from django.db import models

from closeknit.algorithms.text import slugify_name
from closeknit.directory.dialect.records import Record
from closeknit.directory.importing import bulk
from closeknit.directory.models import Group

RESERVED = frozenset(("add", "tell", "told", "similar"))  # pages of our own below /groups/


def group_slugs(records: Sequence[Record], keys: Sequence[str]) -> list[str]:
    """A free slug for each record, the same for the same row every time if nothing is in its way."""
    ladders = [
        _ladder(record["slug"], record["name"], record["postcode"], key)
        for record, key in zip(records, keys, strict=True)
    ]
    return free_slugs(Group, ladders)


def free_slugs(model: type[models.Model], ladders: Sequence[Sequence[str]]) -> list[str]:
    """The first of each ladder that nobody has, here or in the database. Costs one query."""
    taken = RESERVED | set(_taken(model, {slug for ladder in ladders for slug in ladder}))
    chosen = []
    for ladder in ladders:
        slug = next((slug for slug in ladder if slug not in taken), None)
        number = 2
        while slug is None or slug in taken:
            slug, number = f"{ladder[-1]}-{number}", number + 1
            if slug not in taken and list(_taken(model, {slug})):
                taken |= {slug}
        taken |= {slug}
        chosen.append(slug)
    return chosen


def _ladder(wish: str, name: str, place: str, key: str) -> list[str]:
    mark = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=3).hexdigest()
    plain = slugify_name(name, (), fallback="group", limit=80)
    near = place.lower().replace(" ", "")
    return [slug for slug in (wish, plain, f"{plain}-{near}" if near else "", f"{plain}-{mark}") if slug]


def venue_ladder(wish: str, name: str, place: str, key: str) -> list[str]:
    """The slugs that a venue may get, the best first."""
    return _ladder(wish, name, place, key)


def _taken(model: type[models.Model], slugs: Iterable[str]) -> Iterable[str]:
    found = bulk.select(f"SELECT slug FROM {model._meta.db_table} WHERE {bulk.any_of('slug')}", bulk.listed(slugs))  # noqa: S608 - our own tables and columns
    return [slug for (slug,) in found]
