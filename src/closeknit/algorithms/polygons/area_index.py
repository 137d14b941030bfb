"""Which areas hold a point: a tree of boxes (STR packing, Leutenegger 1997), then the outlines.

Outlines are prepared once, so a point costs O(log corners) for each box it lies in.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from closeknit.algorithms.geo.bounds import Bounds
from closeknit.algorithms.polygons.shapes import Outline, as_shape

Ids = NDArray[np.int64]


class Shared(NamedTuple):
    """Which share of an area, and which of an outline laid over it, 0 to 1, is common land."""

    of_area: float
    of_outline: float


class AreaIndex:
    """Areas with their outlines. Built in O(n log n), then never changed: safe to share."""

    def __init__(self, areas: Iterable[tuple[int, Outline]]) -> None:
        """Takes pairs of an id and a sound outline; an id may come more than once."""
        pairs = [(identifier, as_shape(outline)) for identifier, outline in areas]
        self._ids: Ids = np.array([identifier for identifier, _ in pairs], np.int64)
        self._outlines = np.array([outline for _, outline in pairs], object)
        shapely.prepare(self._outlines)
        self._tree = shapely.STRtree(self._outlines)

    def __len__(self) -> int:
        return len(self._ids)

    def locate_many(self, lats: ArrayLike, lngs: ArrayLike) -> tuple[Ids, Ids]:
        """Arrays (point_indices, area_ids) of equal length, a pair for each point in an area.

        Sorted by point, then by area. Points that are in no area do not occur; a shared edge belongs to
        both areas.
        """
        xs, ys = np.asarray(lngs, np.float64), np.asarray(lats, np.float64)
        which, places = self._tree.query(shapely.points(xs, ys))
        is_inside = shapely.intersects_xy(self._outlines[places], xs[which], ys[which])
        indices, ids = which[is_inside].astype(np.int64), self._ids[places[is_inside]]
        order = np.lexsort((ids, indices))
        return indices[order], ids[order]

    @property
    def box(self) -> Bounds | None:
        """The box around all outlines; None where there are none."""
        return Bounds(*map(float, shapely.total_bounds(self._outlines))) if len(self) else None

    def touching(self, outline: Outline, least: float = 0.01) -> dict[int, Shared]:
        """The areas that share land with this outline, and how much. Small enough to be compared in degrees.

        Slivers, below ``least`` of both, are left out, unless there is nothing else.
        """
        shape = as_shape(outline)
        places = self._tree.query(shape, predicate="intersects")
        land = shapely.area(shapely.intersection(self._outlines[places], shape))
        shares = land / shapely.area(self._outlines[places]), land / shape.area
        pairs = zip(self._ids[places].tolist(), *(share.tolist() for share in shares), strict=True)
        found = {area_id: Shared(*both) for area_id, *both in pairs if max(both) > 0}
        return {area_id: both for area_id, both in found.items() if max(both) >= least} or found
