"""Where a text lies: a postcode or part of one, coordinates, the name of an area."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process, utils

from closeknit.algorithms import postcodes
from closeknit.algorithms.geo import parse_coordinates
from closeknit.places.area_index import AreaIndex, IndexedArea, current_index
from closeknit.places.models import Postcode
from closeknit.places.vocabulary import AreaKind, Precision

LONGEST = 100
LIKE_ENOUGH = 82  # of 100, for a name with a typing mistake


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Where a text lies. ``note`` says what was assumed, in a sentence; ``area`` is a slug."""

    lat: float
    lng: float
    precision: str
    label: str
    note: str = ""
    area: str = ""


def find_place(text: str) -> FoundPlace | None:
    """A postcode, part of one, "lat,lng", or the name of an area, typing mistakes forgiven.

    Costs at most two queries; None when nothing is like it (then see ``similar_places``).
    """
    text = " ".join(text.split())[:LONGEST]
    if not text or "\0" in text:
        return None
    return _postcode(text) or _coordinates(text) or _area(text)


def similar_places(text: str, limit: int = 3) -> list[str]:
    """What the text may have meant: postcodes that look alike and are known, names that sound alike."""
    text = " ".join(text.split())[:LONGEST]
    alike = postcodes.suggestions(text)[:20]
    known = list(Postcode.objects.filter(pk__in=alike).values_list("pk", flat=True)) if alike else []
    named = process.extract(text, _names(current_index()), scorer=fuzz.WRatio, processor=_plain, limit=limit)
    return [*known, *(name for name, score, _key in named if score >= LIKE_ENOUGH - 20)][:limit]


def _postcode(text: str) -> FoundPlace | None:
    full = postcodes.normalise(text)
    wanted = [full, postcodes.outcode(full)] if full else _part_of_postcode(text)
    if not full:
        wanted += postcodes.suggestions(text)[:20]
    if not wanted:
        return None
    known = {row.code: row for row in Postcode.objects.filter(pk__in=wanted)}
    found = next((known[code] for code in wanted if code in known), None)
    if found is None:
        return None
    return FoundPlace(found.lat, found.lng, _closeness(found.code), found.code, _about(found.code, text, full))


def _part_of_postcode(text: str) -> list[str]:
    """``LW1`` or ``LW1 4``, as the text may be read."""
    outcode, inside = postcodes.normalise_outcode(text), postcodes.normalise(f"{text}AA")
    sector = [postcodes.sector(inside), postcodes.outcode(inside)] if inside else []
    whole = [outcode] if outcode else []
    return [*sector, *whole] if " " in text else [*whole, *sector]


def _closeness(code: str) -> Precision:
    """How closely the middle of this part of a postcode tells a place."""
    if postcodes.normalise(code):
        return Precision.POSTCODE
    return Precision.WARD if " " in code else Precision.BOROUGH


def _about(code: str, text: str, full: str | None) -> str:
    if full == code:
        return ""
    if full:
        return _("We do not know %(postcode)s, so this is the middle of %(outcode)s.") % {
            "postcode": full,
            "outcode": code,
        }
    if postcodes.normalise(code):
        return _("We took “%(text)s” to mean %(postcode)s.") % {"text": text, "postcode": code}
    return _("This is the middle of %(outcode)s.") % {"outcode": code}


def _coordinates(text: str) -> FoundPlace | None:
    place = parse_coordinates(text)
    if place is None:
        return None
    return FoundPlace(*place, precision=Precision.EXACT, label=f"{place[0]:.4f}, {place[1]:.4f}")


def _area(text: str) -> FoundPlace | None:
    """The area of this name, the widest of several; else the one whose name is most like it."""
    index = current_index()
    names = _names(index)
    same = [key for key, name in names.items() if _plain(name) == _plain(text)]
    if same:
        return _found_area(index.areas[min(same, key=lambda key: index.areas[key].depth)])
    like = process.extractOne(text, names, scorer=fuzz.ratio, processor=_plain, score_cutoff=LIKE_ENOUGH)
    if like is None:
        return None
    area = index.areas[like[2]]
    return _found_area(area, _("We took “%(text)s” to mean %(name)s.") % {"text": text, "name": area.name})


def _plain(name: str) -> str:
    """Small letters and single spaces, no full stops."""
    return " ".join(utils.default_process(name).split())


def _names(index: AreaIndex) -> dict[int, str]:
    return {area.id: area.name for area in index.areas.values() if area.lat is not None}


def _found_area(area: IndexedArea, note: str = "") -> FoundPlace:
    is_small = area.kind in (AreaKind.WARD, AreaKind.NEIGHBOURHOOD, AreaKind.OTHER)
    precision = Precision.WARD if is_small else Precision.BOROUGH
    return FoundPlace(area.lat or 0.0, area.lng or 0.0, precision, area.name, note, area.slug)
