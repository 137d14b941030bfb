"""Which areas hold a point: a tree of boxes (STR packing, Leutenegger 1997), then the outlines.

Outlines are prepared once, so a point costs O(log corners) for each box it lies in.
"""

from collections.abc import Iterable

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from closeknit.algorithms.geo.bounds import Bounds
from closeknit.algorithms.polygons.shapes import Outline, as_shape

Ids = NDArray[np.int64]


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

    def touching(self, outline: Outline, least: float = 0.01) -> dict[int, float]:
        """The areas that share land with this outline, and how much of it, in square degrees.

        Slivers, below ``least`` of both, are left out, unless there is nothing else.
        """
        shape = as_shape(outline)
        places = self._tree.query(shape, predicate="intersects")
        land = shapely.area(shapely.intersection(self._outlines[places], shape))
        smaller = np.minimum(shapely.area(self._outlines[places]), shape.area)
        found = dict(zip(self._ids[places].tolist(), land.tolist(), strict=True))
        enough = self._ids[places[land >= least * smaller]].tolist()
        return {area_id: found[area_id] for area_id in enough} or {pk: part for pk, part in found.items() if part > 0}
