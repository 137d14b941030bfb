"""A box as a few ranges of cells, for a query such as ``cell >= low AND cell < high OR …``.

The tiles of one zoom that touch the box, neighbours on the curve joined, then the smallest gaps
closed until few enough ranges are left. What lies in the ranges but not in the box is for the
caller to leave out. Cost O(t log t) for t tiles, about 16 to 64 for each range that is allowed.
"""

import numpy as np

from closeknit.algorithms.geo.bounds import Bounds
from closeknit.algorithms.geo.mercator import ZOOM, tile_of
from closeknit.algorithms.geo.morton import mortons

_TILES_A_RANGE = 64


def cover(bounds: Bounds | tuple[float, float, float, float], max_ranges: int = 8) -> list[tuple[int, int]]:
    """Ranges (low, high), ``low <= cell < high``, sorted and apart, which hold the whole box.

    ValueError if the box is off the globe or inside out, or ``max_ranges`` is below 1.
    """
    west, south, east, north = bounds
    if west > east or south > north or max_ranges < 1:
        raise ValueError("a box needs west <= east and south <= north, and at least one range")
    left, top = tile_of(north, west, ZOOM)
    right, bottom = tile_of(south, east, ZOOM)
    up = _zooms_up(left, top, right, bottom, max_ranges * _TILES_A_RANGE)
    xs, ys = np.arange(left >> up, (right >> up) + 1), np.arange(top >> up, (bottom >> up) + 1)
    codes = np.sort(mortons(xs[None, :], ys[:, None]).ravel())
    gaps = np.diff(codes)
    ends = np.sort(np.argsort(-gaps, kind="stable")[: max_ranges - 1])
    ends = ends[gaps[ends] > 1]
    lows = codes[np.concatenate([[0], ends + 1])] << 2 * up
    highs = (codes[np.concatenate([ends, [len(codes) - 1]])] + 1) << 2 * up
    return [(int(low), int(high)) for low, high in zip(lows, highs, strict=True)]


def _zooms_up(left: int, top: int, right: int, bottom: int, most: int) -> int:
    """How many zooms above the cells the box touches no more than ``most`` tiles."""
    for up in range(ZOOM):
        if ((right >> up) - (left >> up) + 1) * ((bottom >> up) - (top >> up) + 1) <= most:
            return up
    return ZOOM
