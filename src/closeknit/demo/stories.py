"""The hand-written part of Loomwick into the tables: themes, venues, groups and their ties."""

import hashlib
from collections.abc import Iterator
from dataclasses import astuple
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from closeknit.algorithms.text import slugify_name
from closeknit.demo.known import SOURCE, Known, named_uuid
from closeknit.demo.loomwick.groups import GROUPS
from closeknit.demo.loomwick.plane import to_lng_lat
from closeknit.demo.loomwick.records import DemoGroup, DemoService, DemoVenue
from closeknit.demo.loomwick.relations import RELATIONS
from closeknit.demo.loomwick.streets import streets_by_name
from closeknit.demo.loomwick.themes import THEMES, DemoTheme
from closeknit.demo.loomwick.venues import venues
from closeknit.demo.writing import Spot, Told, ToldService
from closeknit.directory.importing.slugs import free_slugs
from closeknit.directory.models import Group, Relation, Theme, Venue
from closeknit.places.models import Point, PointArea


@transaction.atomic
def load_themes() -> int:
    """The vocabulary, parents first; how many themes are new or were told otherwise."""
    return sum(map(_load_theme, THEMES))


def _load_theme(told: DemoTheme) -> bool:
    theme = Theme.objects.filter(slug=told.slug).first() or Theme(slug=told.slug, uuid=named_uuid("theme", told.slug))
    wanted = {
        "name": told.name,
        "description": told.description,
        "synonyms": list(told.synonyms),
        "crosswalk": told.crosswalk,
        "parent": Theme.objects.get(slug=told.parent) if told.parent else None,
    }
    return _bring_up_to_date(theme, wanted)


@transaction.atomic
def load_venues(known: Known) -> int:
    """Venues with their points; how many are new or were told otherwise."""
    return sum(_load_venue(venue, known) for venue in venues())


def _load_venue(told: DemoVenue, known: Known) -> bool:
    venue = Venue.objects.filter(source=SOURCE, external_id=told.key).select_related("point").first()
    if venue is None:
        number = named_uuid("venue", told.key)
        slug = free_slugs(Venue, [(told.key, f"{told.key}-{SOURCE}")])[0]
        venue = Venue(source=SOURCE, external_id=told.key, uuid=number, slug=slug)
    wanted = {
        "name": told.name,
        "access": list(told.access),
        "access_text": told.access_text,
        "is_confidential": told.is_confidential,
        "point": _load_point(told, venue, known),
    }
    return _bring_up_to_date(venue, wanted)


def _load_point(told: DemoVenue, venue: Venue, known: Known) -> Point:
    place = told.place
    point = venue.point or Point(uuid=named_uuid("venue point", told.key))
    wanted = {name: getattr(place, name) for name in ("lat", "lng", "precision", "address", "postcode")}
    if _bring_up_to_date(point, wanted):
        PointArea.objects.filter(point=point).delete()
        PointArea.objects.bulk_create(PointArea(point=point, area_id=pk) for pk in known.ward_lines[place.ward])
    return point


def _bring_up_to_date(row: Any, wanted: dict[str, Any]) -> bool:
    if row.pk and all(getattr(row, name) == value for name, value in wanted.items()):
        return False
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save()
    return True


def tell_stories(known: Known, today: date) -> Iterator[Told]:
    for group in GROUPS:
        yield _told(group, known, today)


def _told(group: DemoGroup, known: Known, today: date) -> Told:
    where = group.where
    mark = hashlib.blake2b(repr((group, today)).encode(), digest_size=16).hexdigest()
    return Told(
        key=group.key,
        number=named_uuid("group", group.key),
        mark=mark,
        slugs=(slugify_name(group.name), group.key, f"{group.key}-{SOURCE}"),
        fields=_fields(group, today),
        spot=_spot(where, known) if ":" in where else None,
        venue="" if ":" in where else where,
        covers=tuple(dict.fromkeys(known.covered(name) for name in group.covers)),
        themes=tuple(known.theme_ids[slug] for slug in group.themes),
        services=tuple(map(_told_service, group.services)),
        identifiers=group.identifiers,
    )


def _fields(group: DemoGroup, today: date) -> tuple[Any, ...]:
    days_ago = group.confirmed_days_ago
    return (
        group.name, group.kind, group.summary, group.aims, group.who_for, list(group.languages), group.since,
        group.state, group.visibility, group.is_sensitive, group.covers_text, group.speak_to, group.email,
        group.phone, group.website, None if days_ago is None else today - timedelta(days=days_ago),
        group.confirmed_by, group.confirmed_how,
    )  # fmt: skip


def _spot(where: str, known: Known) -> Spot:
    """``street:NAME`` is the middle of the street, ``ward:NAME`` a spot inside the ward."""
    precision, _, name = where.partition(":")
    if precision == "ward":
        return Spot(*known.ward_spots[name], precision, "", "", name)
    street = streets_by_name()[name]
    lng, lat = to_lng_lat(street.middle)
    return Spot(lat, lng, precision, name, "", street.ward)


def _told_service(service: DemoService) -> ToldService:
    fields = (
        service.name, service.summary, service.schedule_text, service.cost_kind, service.cost_text, service.audience,
        service.minimum_age, service.maximum_age, list(service.access), service.access_text,
    )  # fmt: skip
    return ToldService(
        fields, service.venue, service.freq, service.interval, service.byday, service.opens_at, service.closes_at
    )


@transaction.atomic
def load_ties(today: date) -> int:
    """The ties between the demo's own groups; how many are new or were told otherwise."""
    keys = {key for tie in RELATIONS for key in (tie.offered_by, tie.offered_to)}
    ids = dict(Group.objects.filter(source=SOURCE, external_id__in=keys).values_list("external_id", "pk"))
    found = Relation.objects.filter(offered_by__in=ids.values(), offered_to__in=ids.values())
    there = {(tie.offered_by_id, tie.offered_to_id, tie.kind): tie for tie in found}
    confirmed = datetime.combine(today, time(9), UTC)
    changed = 0
    for told in RELATIONS:
        pair = (ids[told.offered_by], ids[told.offered_to], told.kind)
        number = named_uuid("tie", *astuple(told)[:3])
        tie = there.get(pair) or Relation(offered_by_id=pair[0], offered_to_id=pair[1], kind=told.kind, uuid=number)
        if tie.pk is None or (tie.note, tie.since) != (told.note, told.since):
            tie.note, tie.since = told.note, told.since
            tie.confirmed_at = confirmed if told.is_confirmed else None
            tie.save()
            changed += 1
    return changed
