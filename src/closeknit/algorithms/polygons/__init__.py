"""Outlines of areas: checked, mended, measured, compared, simplified, and asked what they hold."""

from closeknit.algorithms.polygons.area_index import AreaIndex, Shared
from closeknit.algorithms.polygons.circles import circle
from closeknit.algorithms.polygons.hand_drawn import hand_drawn, square_km
from closeknit.algorithms.polygons.mending import Mended, mend
from closeknit.algorithms.polygons.overlap import Overlap, overlaps, parents_by_overlap
from closeknit.algorithms.polygons.rings import BadShape
from closeknit.algorithms.polygons.shapes import (
    Outline,
    as_geojson,
    as_shape,
    bounds,
    inner_point,
    union,
)
from closeknit.algorithms.polygons.simplify import simplify_all

__all__ = [
    "AreaIndex",
    "BadShape",
    "Mended",
    "Outline",
    "Overlap",
    "Shared",
    "as_geojson",
    "as_shape",
    "bounds",
    "circle",
    "hand_drawn",
    "inner_point",
    "mend",
    "overlaps",
    "parents_by_overlap",
    "simplify_all",
    "square_km",
    "union",
]
