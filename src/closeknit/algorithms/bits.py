"""Sets of ids as bitmaps, cut into segments of 2^16 ids, so that a change rewrites one small piece.

Roaring bitmaps: S. Chambi and others, *Better bitmap performance with Roaring bitmaps*, 2016. A
segment is exactly one of their containers, 8 KB at most. Ids are whole numbers below 2^32.
"""

from pyroaring import BitMap

SEGMENT_BITS = 16


def segment_range(segment: int) -> tuple[int, int]:
    """The ids of a segment, as (low, high) with ``low <= id < high``."""
    return segment << SEGMENT_BITS, segment + 1 << SEGMENT_BITS


def split(ids: BitMap) -> dict[int, BitMap]:
    """The ids by segment; the ids stay whole, and no segment is empty. O(ids)."""
    segments: dict[int, BitMap] = {}
    position = 0
    while position < len(ids):
        segment = ids[position] >> SEGMENT_BITS
        end = ids.rank(segment_range(segment)[1] - 1)
        segments[segment] = ids[position:end]
        position = end
    return segments


def to_bytes(ids: BitMap) -> bytes:
    """The set in Roaring's portable format, packed as tightly as it goes."""
    packed = ids.copy()
    packed.run_optimize()
    return bytes(packed.serialize())


def from_bytes(stored: bytes | memoryview) -> BitMap:
    """The set that ``to_bytes`` packed. ValueError if the bytes are damaged."""
    if not stored:
        raise ValueError("no bytes are no set, not even an empty one")
    return BitMap.deserialize(bytes(stored))
