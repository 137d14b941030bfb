"""An outline in its two forms, GeoJSON (RFC 7946) and shapely, and what is measured of it.

All in degrees of WGS 84, longitude first, as GeoJSON has it. O(corners).
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

from closeknit.algorithms.geo.bounds import Bounds

GeoJson = dict[str, Any]
Outline: TypeAlias = Mapping[str, Any] | BaseGeometry  # what every function here takes


def as_shape(outline: Outline) -> BaseGeometry:
    """The shapely form. What comes from strangers goes through ``mend`` first."""
    return outline if isinstance(outline, BaseGeometry) else shape(outline)


def as_geojson(outline: Outline) -> GeoJson:
    """The GeoJSON form with lists for tuples; outer rings run anticlockwise, holes clockwise."""
    turned = shapely.orient_polygons(as_shape(outline))
    found = mapping(turned)
    return {"type": found["type"], "coordinates": _lists(found["coordinates"])}


def bounds(outline: Outline) -> Bounds:
    """The smallest box around the outline."""
    return Bounds(*(float(edge) for edge in as_shape(outline).bounds))


def inner_point(outline: Outline) -> tuple[float, float]:
    """A point (lat, lng) that surely lies inside, which the middle need not."""
    point = as_shape(outline).representative_point()
    return point.y, point.x


def union(outlines: Iterable[Outline]) -> Polygon | MultiPolygon:
    """One outline around all of these. O(n log n) in their corners."""
    return only_land(shapely.union_all([as_shape(outline) for outline in outlines]))


def only_land(found: BaseGeometry) -> Polygon | MultiPolygon:
    """The polygons of a shape, without the points and lines that some operations leave."""
    flat = shapely.get_parts(shapely.get_parts([found]))
    land = [part for part in flat if isinstance(part, Polygon) and not part.is_empty]
    return land[0] if len(land) == 1 else MultiPolygon(land)


def _lists(coordinates: Any) -> Any:
    if isinstance(coordinates[0], float):
        return list(coordinates)
    return [_lists(part) for part in coordinates]
