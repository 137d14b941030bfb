"""The map's vector tiles: every pin of a query is in exactly one feature of each zoom.

Pins lie in memory in Morton order, so a tile is one slice of them, and the squares of a grid of 8
by 8 are runs within it. From the zoom at which pins stand apart, a feature is one spot.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from closeknit.algorithms.geo import ZOOM, tile_range, unmorton
from closeknit.algorithms.tiles import EXTENT, Feature, Value, encode_points
from closeknit.directory.search import bitmaps
from closeknit.directory.search.columns import PRECISIONS
from closeknit.directory.search.matching import match
from closeknit.directory.search.query import GroupQuery
from closeknit.directory.search.snapshot import Snapshot

LAYER = "groups"
GRID = 3  # zooms between a tile and the squares in which its pins are gathered
SPOTS = 16  # the zoom from which only pins of one spot are gathered: the deepest that the map asks for
MOST_IDS = 50  # that a feature names

Places = NDArray[np.intp]


def tile(z: int, x: int, y: int, *, query: GroupQuery, snapshot: Snapshot) -> bytes:
    """The tile as MVT; nothing where there is no pin. ValueError if there is no such tile.

    A feature tells ``n``, how many groups it stands for. One group: ``group`` and ``precision``.
    Several: a ``label``. All in one spot: ``ids``. No query but those of the search itself.
    """
    low, high = tile_range(z, x, y)
    pins = snapshot.columns.pins
    part = pins.slice_of(low, high)
    if part.start == part.stop:
        return b""
    chosen = np.flatnonzero(_shown(query, snapshot)[pins.ids[part]]) + part.start
    return encode_points(LAYER, _features(chosen, z, low, snapshot)) if len(chosen) else b""


def _shown(query: GroupQuery, snapshot: Snapshot) -> NDArray[np.bool_]:
    """By id, whether the query finds the group. A map asks for many tiles of one query."""

    def mask() -> NDArray[np.bool_]:
        shown = np.zeros(len(snapshot.columns), bool)
        shown[bitmaps.ids_of(match(query.filters, snapshot).found)] = True
        return shown

    return snapshot.remembered(query.filters, mask)


def _features(chosen: Places, z: int, low: int, snapshot: Snapshot) -> Iterator[Feature]:
    pins = snapshot.columns.pins
    level = min(ZOOM, z + GRID) if z < SPOTS else ZOOM
    squares = pins.cells[chosen] >> 2 * (ZOOM - level)
    starts = np.flatnonzero(np.diff(squares, prepend=-1))
    counts = np.diff(starts, append=len(chosen))
    left, top = unmorton(low)
    across = _means(pins.x[chosen] - left, starts, counts, z)
    down = _means(pins.y[chosen] - top, starts, counts, z)
    for start, count, right, below in zip(*(part.tolist() for part in (starts, counts, across, down)), strict=True):
        members = chosen[start : start + count]
        yield Feature(int(pins.ids[members[0]]), right, below, _properties(members, snapshot))


def _means(offsets: NDArray[np.int32], starts: Places, counts: Places, z: int) -> Places:
    """For each run the mean of its pins' places, from the middle of their cells, in tile units."""
    means = np.add.reduceat(offsets, starts, dtype=np.int64) / counts + 0.5
    return (means * (EXTENT / (1 << ZOOM - z))).astype(np.intp)


def _properties(members: Places, snapshot: Snapshot) -> dict[str, Value]:
    pins = snapshot.columns.pins
    count = len(members)
    first, last = members[0], members[-1]
    if count == 1:
        group = int(pins.ids[first])
        return {"n": 1, "group": group, "ids": str(group), "precision": PRECISIONS[snapshot.columns.precision[group]]}
    told: dict[str, Value] = {"n": count, "label": label(count)}
    if pins.cells[first] == pins.cells[last]:
        told["ids"] = ",".join(map(str, pins.ids[members[:MOST_IDS]].tolist()))
    return told


def label(count: int) -> str:
    """A number that fits a disc: 950, 1.2k, 12k, 1.2m."""
    for size, letter in ((1_000_000, "m"), (1_000, "k")):
        if count >= size:
            tenths = count * 10 // size
            return f"{tenths / 10:g}{letter}" if tenths < 100 else f"{count // size}{letter}"  # noqa: PLR2004 - 10
    return str(count)
