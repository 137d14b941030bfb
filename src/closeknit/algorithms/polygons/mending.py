"""A polygon from a stranger's file: sound, or mended and said so, or refused with a reason.

An outline that crosses itself is mended by GEOS ``make_valid`` (structure method), which keeps the
land that the outline goes round. O(n log n) in the corners.
"""

from dataclasses import dataclass

import shapely
from shapely.geometry import MultiPolygon, Polygon

from closeknit.algorithms.geo.bounds import Bounds
from closeknit.algorithms.polygons.rings import Ring, read_rings, refuse
from closeknit.algorithms.polygons.shapes import GeoJson, as_geojson, only_land
from closeknit.algorithms.sentences import Sentence, gettext_noop

_LEAST_LAND = 1e-11  # square degrees: a tenth of a square metre, far above what rounding makes
_SWAPPED = gettext_noop("Latitude and longitude seem to be the wrong way round. In GeoJSON longitude comes first.")
_OFF_THE_GLOBE = gettext_noop(
    "The shape is not on the globe. Longitude runs from -180 to 180, latitude from -90 to 90."
)


@dataclass(frozen=True, slots=True)
class Mended:
    """A sound GeoJSON Polygon or MultiPolygon, and what had to be done to it."""

    geometry: GeoJson
    notes: tuple[Sentence, ...] = ()


def mend(geometry: object, *, near: Bounds | None = None, max_points: int = 200_000) -> Mended:
    """The sound form of a GeoJSON geometry. BadShape if there is none.

    With ``near``, a shape that would touch that box only with its coordinates the other way
    round is refused for that reason.
    """
    polygons = read_rings(geometry, max_points)
    _check_place([point for rings in polygons for ring in rings for point in ring], near)
    raw = MultiPolygon([Polygon(rings[0], rings[1:]) for rings in polygons])
    notes: tuple[Sentence, ...] = ()
    land = only_land(raw)
    if not raw.is_valid:
        land = only_land(shapely.make_valid(raw, method="structure", keep_collapsed=False))
        notes = (Sentence(gettext_noop("The outline crossed itself. It was mended.")),)
    if land.area < _LEAST_LAND:
        refuse(gettext_noop("The outline has nothing inside it."))
    return Mended(as_geojson(land), notes)


def _check_place(points: Ring, near: Bounds | None) -> None:
    """Refuse what is off the globe, and what lies right only the other way round."""
    world = Bounds(-180, -90, 180, 90)
    other_way = [(lat, lng) for lng, lat in points]
    if not _lies_in(points, world):
        refuse(_SWAPPED if _lies_in(other_way, world) else _OFF_THE_GLOBE)
    if near and not _touches(points, near) and _touches(other_way, near):
        refuse(_SWAPPED)


def _lies_in(points: Ring, box: Bounds) -> bool:
    return all(box.holds(lat, lng) for lng, lat in points)


def _touches(points: Ring, box: Bounds) -> bool:
    """Whether the box around the points has anything in common with the other box."""
    lngs, lats = zip(*points, strict=True)
    is_beside = max(lngs) < box.west or min(lngs) > box.east
    return not is_beside and max(lats) >= box.south and min(lats) <= box.north
