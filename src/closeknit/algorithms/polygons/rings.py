"""The rings of a GeoJSON Polygon or MultiPolygon (RFC 7946, section 3.1.6), or why they are none.

Trusts nothing: types, nesting, numbers and lengths are checked before anything is built. O(corners).
"""

import math
from decimal import Decimal
from typing import Any, NoReturn, TypeGuard

from closeknit.algorithms.sentences import Sentence, gettext_noop

_SMALLEST_RING = 4  # a triangle, with its first corner again at the end
_KINDS = ("Polygon", "MultiPolygon")

Ring = list[tuple[float, float]]


class BadShape(ValueError):
    """The shape cannot be used; ``sentence`` says why, in words for people."""

    def __init__(self, sentence: Sentence | str) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def refuse(template: str, **values: object) -> NoReturn:
    """Raise BadShape with this sentence."""
    raise BadShape(Sentence(template, values))


def read_rings(geometry: object, max_points: int) -> list[list[Ring]]:
    """For each polygon its outer ring and its holes, as closed lists of (lng, lat)."""
    polygons = _polygons(geometry)
    points = sum(len(ring) for rings in polygons for ring in rings)
    if points > max_points:
        refuse(
            gettext_noop("The outline has %(points)s corners, and at most %(most)s can be read."),
            points=f"{points:,}",
            most=f"{max_points:,}",
        )
    return [[_ring(ring) for ring in rings] for rings in polygons]


def _polygons(geometry: object) -> list[list[list[Any]]]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in _KINDS:
        refuse(
            gettext_noop("An area needs a Polygon or a MultiPolygon, and this is “%(kind)s”."),
            kind=str(kind or "?")[:40],
        )
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        refuse(gettext_noop("The shape is empty."))
    for rings in polygons:
        if not isinstance(rings, list) or not rings:
            refuse(gettext_noop("The shape is empty."))
        if not all(isinstance(ring, list) for ring in rings):
            refuse(gettext_noop("The corners of the shape are not lists of numbers."))
    return polygons


def _ring(ring: list[Any]) -> Ring:
    """The corners of one ring, heights left out."""
    corners = [_corner(position) for position in ring]
    if len(corners) < _SMALLEST_RING:
        refuse(gettext_noop("An outline needs at least three corners."))
    if corners[0] != corners[-1]:
        refuse(gettext_noop("An outline does not end where it began."))
    return corners


def _corner(position: object) -> tuple[float, float]:
    match position:
        case [lng, lat, *_] if _is_number(lng) and _is_number(lat):
            return float(lng), float(lat)
    refuse(gettext_noop("“%(corner)s” is not a corner: it needs two numbers."), corner=str(position)[:40])


def _is_number(value: object) -> TypeGuard[float | Decimal]:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False
