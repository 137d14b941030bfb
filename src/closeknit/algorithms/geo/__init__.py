"""Where things are: map cells and tiles, distances, boxes, and coordinates as people write them."""

from closeknit.algorithms.geo.bounds import Bounds
from closeknit.algorithms.geo.coordinates import parse_coordinates, snap
from closeknit.algorithms.geo.distance import bounds_around, haversine_m
from closeknit.algorithms.geo.mercator import (
    ZOOM,
    cell_of,
    cells_of,
    tile_of,
    tile_position,
    tile_range,
)
from closeknit.algorithms.geo.morton import morton, mortons, unmorton, unmortons

__all__ = [
    "ZOOM",
    "Bounds",
    "bounds_around",
    "cell_of",
    "cells_of",
    "haversine_m",
    "morton",
    "mortons",
    "parse_coordinates",
    "snap",
    "tile_of",
    "tile_position",
    "tile_range",
    "unmorton",
    "unmortons",
]
