"""Reads a query as a person means it: where its place lies, and what in its text is a place."""

import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from pyroaring import BitMap

from closeknit.algorithms import postcodes, text
from closeknit.directory.search import bitmaps
from closeknit.directory.search.query import GroupQuery
from closeknit.directory.search.snapshot import Snapshot
from closeknit.places.models import Area
from closeknit.places.reads import FoundPlace, find_place, similar_places, standing_in_for

NEAR = re.compile(r"(?P<words>.*?)\s*\b(?:near to|near|around|close to)\s+(?P<place>\S.*)", re.IGNORECASE)
IN = re.compile(r"(?P<words>.*?)\s*\bin\s+(?P<place>\S.*)", re.IGNORECASE)
HANGING = re.compile(r"\s*\b(?:near to|near|around|close to|in|at)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Understood:
    """A query with its text taken apart: ``words`` to look for, the ``place`` it is about, and
    ``inside``, the groups of an area that the text names."""

    query: GroupQuery
    words: str
    place: FoundPlace | None = None
    inside: BitMap | None = None
    notes: tuple[str, ...] = ()


def understand(query: GroupQuery, snapshot: Snapshot) -> Understood:
    """At most two queries for a place, and two more for areas that have ended."""
    query = _with_heirs(query, snapshot)
    if query.near:
        place = find_place(query.near)
        notes = _about_place(query.near, place)
        return Understood(query, query.q, place, notes=notes)
    return (
        _postcode_within(query) or _area_within(query, snapshot) or _place_within(query) or Understood(query, query.q)
    )


def _with_heirs(query: GroupQuery, snapshot: Snapshot) -> GroupQuery:
    """The query with areas that have ended replaced by those that lie where they lay."""
    gone = [slug for slug in query.area if slug not in snapshot.catalogue.areas_by_slug]
    if not gone:
        return query
    ended = Area.objects.using(snapshot.using).for_lists().filter(slug__in=gone)
    heirs = {heir.slug for area in ended for heir in standing_in_for(area)}
    kept = {slug for slug in query.area if slug not in gone}
    return replace(query, area=tuple(sorted(kept | heirs)))


def _about_place(said: str, place: FoundPlace | None) -> tuple[str, ...]:
    if place:
        return (place.note,) if place.note else ()
    told = _("We do not know where “%(place)s” is, so these groups are from the whole area.") % {"place": said}
    alike = similar_places(said)
    return (told, _("Did you mean %(places)s?") % {"places": ", ".join(alike)}) if alike else (told,)


def _postcode_within(query: GroupQuery) -> Understood | None:
    """“singing LW1 4TT”, with or without “near”; or an outcode alone."""
    found = postcodes.find_postcodes(query.q)
    outcode = postcodes.normalise_outcode(query.q)
    place = find_place(found[0] if found else query.q) if found or outcode else None
    if not place:
        return None
    rest = _without_postcode(query.q) if found else ""
    return Understood(query, HANGING.sub("", rest), place, notes=_about_place(query.q, place))


def _without_postcode(said: str) -> str:
    """The text without the runs of letters and digits that are a postcode together."""
    parts = said.split()
    for size in (2, 1):
        for start in range(len(parts) - size + 1):
            if postcodes.normalise(" ".join(parts[start : start + size])):
                return " ".join(parts[:start] + parts[start + size :])
    return said


def _area_within(query: GroupQuery, snapshot: Snapshot) -> Understood | None:
    """“singing in Bobbin Green”: what comes after “in” must be the name of an area."""
    asked = IN.fullmatch(query.q)
    if not asked:
        return None
    name = text.words(asked["place"])
    same = [area for area in snapshot.catalogue.areas.values() if text.words(area.name) == name]
    if not same:
        return None
    inside = snapshot.bitmaps.get(bitmaps.area(min(same, key=lambda area: (area.depth, area.id)).id))
    return Understood(query, asked["words"], inside=inside)


def _place_within(query: GroupQuery) -> Understood | None:
    """“singing near Bobbin Green”."""
    asked = NEAR.fullmatch(query.q)
    place = find_place(asked["place"]) if asked else None
    return Understood(query, asked["words"], place, notes=_about_place(query.q, place)) if asked and place else None
