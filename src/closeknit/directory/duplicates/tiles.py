"""Map tiles as wide as what counts as near, so that neighbours are found by ranges of an index."""

from collections.abc import Sequence

import numpy as np

from closeknit.algorithms.geo import ZOOM, cells_of
from closeknit.directory.duplicates.likeness import NEAR_M, Pin

SHIFT = 2 * (ZOOM - 15)  # tiles of zoom 15: 700 m in Britain, as wide as the circle
METRES_IN_A_DEGREE = 111_195
MOST_NEAR = 1_000  # groups in such a tile; where there are more, only equal names are compared


def tiles_around(pins: Sequence[Pin]) -> list[set[int]]:
    """For each pin the tiles that the circle around it touches: those of its four corners."""
    if not pins:
        return []
    lats, lngs = np.array(pins).T
    up = NEAR_M / METRES_IN_A_DEGREE
    across = up / np.cos(np.radians(lats))
    corners = [
        cells_of(np.clip(lats + north * up, -85, 85), np.clip(lngs + east * across, -180, 180)) >> SHIFT
        for north in (-1, 1)
        for east in (-1, 1)
    ]
    return [set(codes) for codes in np.stack(corners, axis=1).tolist()]


def cells_in(tile: int) -> tuple[int, int]:
    """The cells of a tile: from the first up to, and without, the second."""
    return tile << SHIFT, (tile + 1) << SHIFT
