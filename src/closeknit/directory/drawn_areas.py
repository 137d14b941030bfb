"""Where a group works, drawn on the map: read from what was sent, and spread over the areas that it stands for.

The one home of the rule which areas a drawing stands for. What may be shown of it says ``publishing``.
"""

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.algorithms import polygons
from closeknit.algorithms.geo import Bounds
from closeknit.directory.models import Coverage, Group
from closeknit.places.area_index import IndexedArea, current_index
from closeknit.places.drawing import DrawnPicture, picture_over
from closeknit.places.models import Area
from closeknit.places.outlines import Unsound, said

GeoJson = dict[str, Any]

MOST_CORNERS = 500
LONGEST = 60_000  # letters: what so many corners take, and room for strangers' decimals
COARSER = (18, 16, 14, 13, 12, 11, 10)  # zooms at which a shape with too many corners may still be drawn
CHUNK = 500
MUCH_OF_AREA = 0.1
MUCH_OF_DRAWING = 0.25  # a corner where three or four areas meet still stands for each of them
ROUNDING = 1e-3  # corners are kept to the metre


def read_drawing(text: str) -> GeoJson:
    """The outline as it is kept, from GeoJSON of any sort. ``Unsound`` with what to do about it."""
    index = current_index()
    geometry = parse(text, near=index.outlines.box)
    if not index.is_in_reach(geometry):
        raise Unsound(_("This shape lies outside our place, or reaches far beyond it. Draw what lies in it."))
    return geometry


def parse(text: str, near: Bounds | None = None) -> GeoJson:
    """The same, wherever on the globe it lies. No query."""
    if len(text) > LONGEST:
        raise Unsound(
            _("This is too long for a hand-drawn shape. It can have %(most)d corners.") % {"most": MOST_CORNERS}
        )
    try:
        shapes = _shapes(json.loads(text))
    except (ValueError, RecursionError):
        raise Unsound(_("This is not GeoJSON. Draw on the map instead, or tick areas above.")) from None
    try:
        return polygons.hand_drawn(shapes, near=near, max_points=MOST_CORNERS).geometry
    except polygons.BadShape as bad:
        raise Unsound(said(bad.sentence)) from bad


def _shapes(told: Any) -> Any:
    """One MultiPolygon of all that a feature, or a collection of them, holds; a geometry as it is."""
    match told:
        case {"type": "FeatureCollection", "features": list(features)}:
            parts = [_shapes(feature) for feature in features]
            return {"type": "MultiPolygon", "coordinates": [one for part in parts for one in _polygons(part)]}
        case {"type": "Feature", "geometry": geometry}:
            return geometry
    return told


def _polygons(geometry: Any) -> list[Any]:
    match geometry:
        case {"type": "Polygon", "coordinates": rings}:
            return [rings]
        case {"type": "MultiPolygon", "coordinates": list(several)}:
            return several
    return []


def joined(one: GeoJson | None, other: GeoJson | None) -> GeoJson | None:
    """The land of both, with no more corners than a form takes back; of two that no such shape can hold, the first."""
    if one is None or other is None:
        return one or other
    whole = polygons.as_geojson(polygons.union([one, other]))
    for coarser in (None, *COARSER):
        shape = whole if coarser is None else polygons.simplify_all({0: whole}, coarser)[0]
        with suppress(polygons.BadShape):
            return polygons.hand_drawn(shape, max_points=MOST_CORNERS).geometry
    return one


def written(drawing: GeoJson | None) -> str:
    """As forms and files carry it; empty for none."""
    return json.dumps(drawing, separators=(",", ":")) if drawing else ""


def in_words(drawing: GeoJson) -> str:
    """How much land it is: “2 shapes, about 0.4 square kilometres”."""
    number = len(drawing["coordinates"]) if drawing["type"] == "MultiPolygon" else 1
    land = number_format(round(polygons.square_km(drawing), 2))
    return ngettext(
        "A shape of about %(land)s square kilometres",
        "%(number)d shapes, about %(land)s square kilometres",
        number,
    ) % {"number": number, "land": land}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing as pages show it: a picture, the areas it stands for, and how large it is."""

    picture: DrawnPicture
    areas: tuple[IndexedArea, ...]
    size: str


class Sketcher:
    """Makes the pictures of several drawings, all in one frame. Two queries; none where nothing was drawn."""

    def __init__(self, drawings: Collection[GeoJson | None]) -> None:
        self._told = [drawing for drawing in drawings if drawing]
        index = current_index() if self._told else None
        touched = {json.dumps(one): index.touched_by(one) for one in self._told if index}
        wanted = {pk: index.areas[pk] for found in touched.values() for pk in found if index}
        self._areas = {drawn: tuple(wanted[pk] for pk in stands_for(found)) for drawn, found in touched.items()}
        rows = Area.objects.filter(pk__in=wanted).order_by("path") if wanted else Area.objects.none()
        self._beneath = [(wanted[pk], outline) for pk, outline in rows.values_list("pk", "boundary")]

    def drawn(self, drawing: GeoJson | None) -> Drawn | None:
        if drawing is None:
            return None
        picture = picture_over(drawing, self._beneath, self._told)
        return Drawn(picture, self._areas[json.dumps(drawing)], in_words(drawing))


def stands_for(touched: Mapping[int, polygons.Shared]) -> list[int]:
    """Of the areas that a drawing touches those where the group is looked for: where it takes up a tenth of the
    area, or a quarter of the drawing lies; if there is none, the one that holds most of it."""
    least = polygons.Shared(MUCH_OF_AREA - ROUNDING, MUCH_OF_DRAWING - ROUNDING)
    enough = [pk for pk, has in touched.items() if has.of_area >= least.of_area or has.of_outline >= least.of_outline]
    return enough or sorted(touched, key=lambda pk: touched[pk].of_outline)[-1:]


def spread(group_ids: Collection[int]) -> None:
    """Keep for each of these groups which areas its drawing stands for, in the caller's transaction. Three
    queries for each 500, and one for the areas."""
    index, ids = current_index(), sorted(group_ids)
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        Coverage.objects.filter(group__in=chunk, is_drawn=True).delete()
        drawn = Group.objects.filter(pk__in=chunk).filter(drawn_area__isnull=False).values_list("pk", "drawn_area")
        Coverage.objects.bulk_create(
            Coverage(group_id=pk, area_id=area_id, is_drawn=True)
            for pk, drawing in drawn
            for area_id in stands_for(index.touched_by(drawing))
        )


def spread_again(_area_ids: Collection[int]) -> None:
    """After a change of boundaries: all drawings lie in other areas, perhaps."""
    spread(list(Group.objects.filter(drawn_area__isnull=False).values_list("pk", flat=True)))
