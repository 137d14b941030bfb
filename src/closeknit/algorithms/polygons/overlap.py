"""How much land two sets of areas share, for boundary changes and for finding what lies in what.

Land is compared after Lambert's cylindrical equal-area projection, (lng, sin lat), so a share is
true at any latitude. O(n log n + pairs that touch).
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray

from closeknit.algorithms.polygons.shapes import Outline, as_shape

_K = TypeVar("_K", bound=Hashable)
_P = TypeVar("_P", bound=Hashable)
_LEAST_INSIDE = 0.5


class Overlap(NamedTuple):
    """The places of two areas in their lists, and which share of each, 0 to 1, is common land."""

    first: int
    second: int
    of_first: float
    of_second: float


def overlaps(firsts: Sequence[Outline], seconds: Sequence[Outline], least: float = 0.001) -> list[Overlap]:
    """The pairs that share land, in the order of the lists.

    Slivers, below ``least`` of both areas, are left out. Outlines must be sound.
    """
    one, other = _flattened(firsts), _flattened(seconds)
    if not len(one) or not len(other):
        return []
    found = shapely.STRtree(other).query(one, predicate="intersects")
    rows, columns = found[:, np.lexsort((found[1], found[0]))]
    land = shapely.area(shapely.intersection(one[rows], other[columns]))
    shares = land / shapely.area(one)[rows], land / shapely.area(other)[columns]
    columns_of = rows, columns, *(np.minimum(share, 1) for share in shares)
    pairs = zip(*(column.tolist() for column in columns_of), strict=True)
    return [Overlap(*pair) for pair in pairs if max(pair[2], pair[3]) >= least]


def parents_by_overlap(children: Mapping[_K, Outline], parents: Mapping[_P, Outline]) -> dict[_K, _P | None]:
    """For each child the parent that holds most of it, or None if none holds half."""
    child_ids, parent_ids = list(children), list(parents)
    best: dict[_K, tuple[float, _P | None]] = dict.fromkeys(child_ids, (_LEAST_INSIDE, None))
    for pair in overlaps(list(children.values()), list(parents.values())):
        child = child_ids[pair.first]
        if pair.of_first > best[child][0]:
            best[child] = pair.of_first, parent_ids[pair.second]
    return {child: parent for child, (_, parent) in best.items()}


def _flattened(outlines: Sequence[Outline]) -> NDArray[np.object_]:
    """The outlines on a plane where equal land has equal area."""
    shapes = np.array([as_shape(outline) for outline in outlines], object)
    flat: NDArray[np.object_] = np.asarray(shapely.transform(shapes, _equal_area), object)
    return flat


def _equal_area(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack([np.radians(points[:, 0]), np.sin(np.radians(points[:, 1]))])
