"""Outlines with only the corners that a zoom can show, neighbours still meeting edge to edge.

Visvalingam–Whyatt over the whole coverage (GEOS ``coverage_simplify``), so a shared edge is
simplified once; then coordinates are rounded to a tenth of a pixel. O(n log n).
"""

import math
from collections.abc import Hashable, Mapping
from typing import TypeVar

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from closeknit.algorithms.polygons.shapes import GeoJson, Outline, as_geojson, as_shape

_K = TypeVar("_K", bound=Hashable)
_TILE_PX = 512


def simplify_all(outlines: Mapping[_K, Outline], zoom: float) -> dict[_K, GeoJson]:
    """The outlines by their keys, as GeoJSON good enough to draw at ``zoom`` and below.

    Give areas of one level together (all wards): only outlines that do not overlap share edges.
    None disappears, however small.
    """
    if not outlines:
        return {}
    shapes = np.array([as_shape(outline) for outline in outlines.values()], object)
    pixel = 360 / (_TILE_PX * 2**zoom)
    drawn = shapely.coverage_simplify(shapes, pixel * _narrowing(shapes))
    decimals = max(0, math.ceil(-math.log10(pixel)) + 1)
    rounded = shapely.transform(drawn, lambda points: np.round(points, decimals))
    return dict(zip(outlines, map(as_geojson, _without_repeats(rounded)), strict=True))


def _without_repeats(shapes: np.ndarray[tuple[int], np.dtype[np.object_]]) -> list[BaseGeometry]:
    """A shape with a part or a hole so small that it became a point keeps its repeats: GEOS refuses it."""
    try:
        return list(shapely.remove_repeated_points(shapes))
    except shapely.GEOSException:
        return [_without_repeats(shapes[n : n + 1])[0] for n in range(len(shapes))] if len(shapes) > 1 else list(shapes)


def _narrowing(shapes: np.ndarray[tuple[int], np.dtype[np.object_]]) -> float:
    """How many degrees north are as long on the map as one degree east, in the middle of the shapes."""
    _, south, _, north = shapely.total_bounds(shapes)
    return max(0.01, math.cos(math.radians((south + north) / 2)))
