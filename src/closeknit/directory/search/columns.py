"""What is known of each public group by number: its map cell, how closely it says so, and when it
was last confirmed. Packed records in the database, plain arrays in memory, both indexed by id.

The Morton-sorted pins of the map are made from them: 3 bytes a group at rest, 35 in memory.
"""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Self

import numpy as np
from django.db import connections
from numpy.typing import NDArray

from closeknit.algorithms.geo import unmortons
from closeknit.places.vocabulary import Precision

SEGMENT_BITS = 12
SEGMENT = 1 << SEGMENT_BITS
RECORD = np.dtype([("cell", "<i8"), ("confirmed", "<u2"), ("precision", "u1")])
NOWHERE = -1
ABSENT = (NOWHERE, 0, 0)
FIRST_DAY = date(2000, 1, 1).toordinal()
PRECISIONS = ("", Precision.EXACT.value, Precision.STREET.value, Precision.POSTCODE.value)

Records = NDArray[np.void]


def blank(size: int = SEGMENT) -> Records:
    """Records of groups that are not there."""
    records = np.zeros(size, RECORD)
    records["cell"] = NOWHERE
    return records


def long_enough(records: Records, group_id: int) -> Records:
    """The records, with blank ones after them, in whole segments, if this id lies beyond their end."""
    size = (group_id | SEGMENT - 1) + 1
    return records if size <= len(records) else np.concatenate([records, blank(size - len(records))])


def day_number(day: date | None) -> int:
    """Days since 2000, at least 1; 0 for never."""
    return 0 if day is None else min(max(day.toordinal() - FIRST_DAY, 1), 0xFFFF)


class Pins:
    """Every pin in the order of its cell, so that each map tile is one slice."""

    def __init__(self, cells: NDArray[np.int64]) -> None:
        there = np.flatnonzero(cells >= 0)
        order = there[np.argsort(cells[there], kind="stable")]
        self.ids = order.astype(np.uint32)
        self.cells = cells[order]
        self.x, self.y = (part.astype(np.int32) for part in unmortons(self.cells))

    def slice_of(self, low: int, high: int) -> slice:
        """The pins with ``low <= cell < high``."""
        start, stop = np.searchsorted(self.cells, [low, high])
        return slice(int(start), int(stop))


class Columns:
    """The columns of one version of the hub. Never changed."""

    def __init__(self, records: Records) -> None:
        self.cell = np.ascontiguousarray(records["cell"])
        self.confirmed = np.ascontiguousarray(records["confirmed"])
        self.precision = np.ascontiguousarray(records["precision"])

    @classmethod
    def read(cls, using: str) -> Self:
        return cls(_patched(blank(0), _rows(using, -1)))

    def since(self, using: str, version: int) -> "Columns":
        """The same with what was written after ``version``; itself, with its pins, if nothing was."""
        rows = _rows(using, version)
        return type(self)(_patched(self._records(), rows)) if rows else self

    def __len__(self) -> int:
        return len(self.cell)

    @cached_property
    def pins(self) -> Pins:
        return Pins(self.cell)

    @cached_property
    def whereabouts(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Latitudes and longitudes in radians, by id; what has no pin lies in the first corner."""
        x, y = unmortons(np.maximum(self.cell, 0))
        side = float(1 << 24)
        down = np.pi * (1 - 2 * (y + 0.5) / side)
        return np.arctan(np.sinh(down)).astype(np.float32), ((x + 0.5) / side * 2 * np.pi - np.pi).astype(np.float32)

    def _records(self) -> Records:
        records = blank(len(self))
        for name in RECORD.names or ():
            records[name] = getattr(self, name)
        return records


def _rows(using: str, version: int) -> list[tuple[int, bytes]]:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT segment, data FROM directory_columnsegment WHERE version > %s", [version])
        return list(cursor.fetchall())


def _patched(records: Records, rows: Iterable[tuple[int, bytes]]) -> Records:
    for segment, packed in sorted(rows, reverse=True):
        records = long_enough(records, segment << SEGMENT_BITS)
        start = segment << SEGMENT_BITS
        records[start : start + SEGMENT] = np.frombuffer(bytes(packed), RECORD)
    return records
