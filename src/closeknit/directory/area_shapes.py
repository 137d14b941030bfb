"""The areas as the map draws them: outlines no finer than it can show, and how many groups are there
for the whole of each, without a pin."""

import json

from closeknit.algorithms.polygons import Outline, simplify_all
from closeknit.directory.search import bitmaps
from closeknit.directory.search.catalogue import Catalogue
from closeknit.directory.search.matching import match
from closeknit.directory.search.query import GroupQuery
from closeknit.directory.search.snapshot import Snapshot
from closeknit.places.area_index import AreaIndex, IndexedArea
from closeknit.places.models import Area

SHOWN_AT = 12.2  # the zoom at which outlines are as fine as they get
MOST_AREAS = 2000


def areas_as_geojson(query: GroupQuery, snapshot: Snapshot) -> str:
    """A FeatureCollection. ``rank`` tells where in the tree an area is (outer, middle, inner),
    ``pattern`` its selvedge, ``lat`` and ``lng`` a place for its name, ``area_only`` the number of
    its groups without a pin."""
    outlines = _outlines(snapshot)
    counts = _counts(query, snapshot)
    shown = (area for area in snapshot.catalogue.areas.values() if area.id in outlines)
    features = (_feature(area, _told(area, counts, snapshot.catalogue), outlines[area.id]) for area in shown)
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'


def _feature(area: IndexedArea, told: dict[str, object], outline: str) -> str:
    """The outline is text already: it is long, and the same for every query."""
    return f'{{"type":"Feature","id":{area.id},"properties":{json.dumps(told)},"geometry":{outline}}}'


_drawn: tuple[AreaIndex | None, dict[int, str]] = (None, {})


def _outlines(snapshot: Snapshot) -> dict[int, str]:
    """By area its outline as GeoJSON text, drawn anew only when an area has changed. One query then."""
    global _drawn  # noqa: PLW0603 - one tuple, replaced whole
    index = snapshot.catalogue.area_index
    if _drawn[0] is not index:
        _drawn = (index, _draw(snapshot.using, index))
    return _drawn[1]


def _draw(using: str, index: AreaIndex) -> dict[int, str]:
    """Areas of one level share their edges, also when these are made coarse."""
    levels: dict[tuple[str, int], dict[int, Outline]] = {}
    rows = Area.objects.using(using).current().exclude(boundary=None).order_by("path")
    for area_id, boundary in rows.values_list("pk", "boundary")[:MOST_AREAS]:
        if area := index.areas.get(area_id):
            levels.setdefault((area.kind, area.depth), {})[area_id] = boundary
    drawn = (simplify_all(level, SHOWN_AT) for level in levels.values())
    return {
        area_id: json.dumps(outline, separators=(",", ":")) for level in drawn for area_id, outline in level.items()
    }


def _told(area: IndexedArea, counts: dict[int, int], catalogue: Catalogue) -> dict[str, object]:
    return {
        "name": area.name,
        "slug": area.slug,
        "rank": _rank(area, catalogue),
        "pattern": area.pattern,
        "lat": area.lat,
        "lng": area.lng,
        "area_only": counts.get(area.id, 0),
    }


def _rank(area: IndexedArea, catalogue: Catalogue) -> str:
    if area.id not in catalogue.areas_below:
        return "inner"
    return "middle" if area.parent_id in catalogue.areas else "outer"


def _counts(query: GroupQuery, snapshot: Snapshot) -> dict[int, int]:
    """How many groups without a pin are there for each area: its own, and those of the whole of an
    area above it. What is there for the whole hub shades nothing."""
    found = match(query.filters, snapshot).found
    afloat = found - snapshot.bitmaps.get(bitmaps.PINNED)
    catalogue = snapshot.catalogue
    counts: dict[int, int] = {}
    for area in sorted(catalogue.areas.values(), key=lambda area: area.depth):
        here = afloat & snapshot.bitmaps.get(bitmaps.area(area.id))
        below = snapshot.bitmaps.either(bitmaps.area(one.id) for one in catalogue.areas_below.get(area.id, ()))
        own = len(here - below) if area.parent_id in catalogue.areas else 0
        counts[area.id] = own + counts.get(area.parent_id or 0, 0)
    return counts
