"""Writes what changed in the index: bitmaps, columns and words. Set by set, never group by group."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from django.db import connections
from pyroaring import BitMap

from closeknit.algorithms import bits, text
from closeknit.directory.models import ColumnSegment, FacetBitmap
from closeknit.directory.search import columns

STORE_BITMAP = """
INSERT INTO directory_facetbitmap (token, segment, version, data) VALUES (%s, %s, %s, %s)
ON CONFLICT (token, segment) DO UPDATE SET version = excluded.version, data = excluded.data
"""
STORE_COLUMN = """
INSERT INTO directory_columnsegment (segment, version, data) VALUES (%s, %s, %s)
ON CONFLICT (segment) DO UPDATE SET version = excluded.version, data = excluded.data
"""
COUNT_WORD = """
INSERT INTO directory_word (word, stem, documents, version) VALUES (%s, %s, %s, %s)
ON CONFLICT (word) DO UPDATE SET
  documents = directory_word.documents + excluded.documents,
  version = CASE
    WHEN directory_word.documents <= 0 OR directory_word.documents + excluded.documents <= 0
    THEN excluded.version ELSE directory_word.version END
"""

TokenSets = Mapping[str, BitMap]
Record = tuple[int, int, int]


class Changes:
    """Which ids gain and lose which tokens."""

    def __init__(self) -> None:
        self.gained: dict[str, BitMap] = defaultdict(BitMap)
        self.lost: dict[str, BitMap] = defaultdict(BitMap)

    def note(self, group_id: int, before: set[str], after: set[str]) -> None:
        for token in after - before:
            self.gained[token].add(group_id)
        for token in before - after:
            self.lost[token].add(group_id)

    def tokens(self) -> set[str]:
        return self.gained.keys() | self.lost.keys()

    def write(self, using: str, version: int, *, tokens: Iterable[str]) -> None:
        """Bring the bitmaps of these tokens up to date. One query and one batch of statements."""
        touched = {
            (token, segment): [BitMap(), part]
            for token in tokens
            for segment, part in bits.split(self.gained[token] | self.lost[token]).items()
        }
        for token, segment, stored in _stored(using, touched.keys()):
            if (token, segment) in touched:
                touched[token, segment][0] = bits.from_bytes(stored)
        rows = [
            (token, segment, version, bits.to_bytes((held | (part & self.gained[token])) - (part & self.lost[token])))
            for (token, segment), (held, part) in touched.items()
        ]
        _many(using, STORE_BITMAP, rows)


def _stored(using: str, keys: Iterable[tuple[str, int]]) -> Iterable[tuple[str, int, bytes]]:
    keys = list(keys)
    rows = FacetBitmap.objects.using(using).filter(
        token__in={token for token, _ in keys}, segment__in={segment for _, segment in keys}
    )
    return rows.values_list("token", "segment", "data")


def write_bitmaps(using: str, version: int, sets: TokenSets) -> None:
    """Store whole sets, each in its segments."""
    _many(
        using,
        STORE_BITMAP,
        [
            (token, segment, version, bits.to_bytes(part))
            for token, ids in sets.items()
            for segment, part in (bits.split(ids) or {0: BitMap()}).items()
        ],
    )


def change_columns(using: str, version: int, records: Mapping[int, Record | None]) -> None:
    """Write the records of some groups; None for a group that went."""
    by_segment: dict[int, list[int]] = defaultdict(list)
    for group_id in records:
        by_segment[group_id >> columns.SEGMENT_BITS].append(group_id)
    stored = dict(ColumnSegment.objects.using(using).filter(pk__in=by_segment).values_list("segment", "data"))
    rows = []
    for segment, group_ids in by_segment.items():
        packed = stored.get(segment)
        part = np.frombuffer(bytes(packed), columns.RECORD).copy() if packed else columns.blank()
        for group_id in group_ids:
            part[group_id % columns.SEGMENT] = records[group_id] or columns.ABSENT
        rows.append((segment, version, part.tobytes()))
    _many(using, STORE_COLUMN, rows)


def write_columns(using: str, version: int, records: columns.Records) -> None:
    """Store the records of all groups, as long as a whole number of segments."""
    parts = records.reshape(-1, columns.SEGMENT)
    _many(using, STORE_COLUMN, [(number, version, part.tobytes()) for number, part in enumerate(parts)])


def count_words(using: str, version: int, counts: Mapping[str, int]) -> None:
    """Add to (or take from) the number of groups in which words occur. Sorted, so that two writers
    never wait for each other in a circle."""
    rows = [(word, text.stem(word), count, version) for word, count in sorted(counts.items()) if count]
    _many(using, COUNT_WORD, rows)


def _many(using: str, statement: str, rows: list[tuple[object, ...]]) -> None:
    if rows:
        with connections[using].cursor() as cursor:
            cursor.executemany(statement, rows)
