"""Points of a tile gathered on a grid of 16 by 16, each cluster drawn at the mean of its points.

A grid square is a tile four zooms deeper, so its number is ``cell >> cluster_shift(z)``: a database
may gather by it, and what it gathered may be gathered again. O(n log n).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from closeknit.algorithms.geo.mercator import ZOOM
from closeknit.algorithms.tiles import EXTENT, Feature, tile_xy

GRID_BITS = 4  # 2^4 squares along the side of a tile


@dataclass(frozen=True, slots=True)
class Cluster:
    """Points of one grid square: its Morton code, how many they are, and their mean place."""

    code: int
    count: int
    lat: float
    lng: float


def cluster_shift(z: int) -> int:
    """By how many bits a cell is shifted right for the number of its grid square at zoom ``z``."""
    return max(0, 2 * (ZOOM - z - GRID_BITS))


def clusters(cells: ArrayLike, counts: ArrayLike, lat_sums: ArrayLike, lng_sums: ArrayLike, z: int) -> list[Cluster]:
    """The clusters at zoom ``z``, in the order of their codes.

    Takes four arrays of equal length: any cell of the square, the number of points, and the sums
    of their latitudes and of their longitudes. A single point is a row with the count 1. No point
    is lost and none counted twice.
    """
    squares = np.asarray(cells, np.int64) >> cluster_shift(z)
    codes, place = np.unique(squares, return_inverse=True)
    totals = np.zeros(len(codes), np.int64)
    np.add.at(totals, place, np.asarray(counts, np.int64))
    means = [np.bincount(place, np.asarray(sums, np.float64), len(codes)) / totals for sums in (lat_sums, lng_sums)]
    columns = codes, totals, *means
    return [Cluster(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def cluster_features(found: Iterable[Cluster], z: int, x: int, y: int, extent: int = EXTENT) -> list[Feature]:
    """The clusters as points of the tile, with their number as the property ``count``."""
    rows = list(found)
    xs, ys = tile_xy([row.lat for row in rows], [row.lng for row in rows], z, x, y, extent)
    return [
        Feature(row.code, across, down, {"count": row.count})
        for row, across, down in zip(rows, xs.tolist(), ys.tolist(), strict=True)
    ]
