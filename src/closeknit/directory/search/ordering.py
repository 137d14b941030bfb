"""The order in which groups are shown. Every order is total: it ends with the lower id.

Orders are numbers, one for each group found, the lowest first; so a page costs the same whether it
is the first or the last, and how many groups are found hardly matters (5 ms for 400,000).
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from closeknit.directory.search import bitmaps
from closeknit.directory.search.engines import engine
from closeknit.directory.search.matching import Match
from closeknit.directory.search.nearness import metres_from
from closeknit.directory.search.snapshot import Snapshot

Keys = NDArray[np.int64]
Ids = NDArray[np.uint32]

DAYS = 16  # bits of the day of the last confirmation
FEW = 2000  # so many names are sorted by the database; for more, the order of all is kept


def order_of(match: Match) -> str:
    """The order asked for, or the one that suits: the nearest first, if a place is named."""
    wanted = match.query.order
    if wanted == "near" and not match.place:
        wanted = ""
    return wanted or ("near" if match.place else "best")


def page_of(match: Match, snapshot: Snapshot, start: int, stop: int) -> list[int]:
    """The ids of the groups found that stand at these places of the order."""
    ids = bitmaps.ids_of(match.found)
    order = order_of(match)
    if order == "name" and len(ids) <= FEW:
        return engine(snapshot.using).by_name(ids.tolist())[start:stop].tolist()
    return ids[_places(KEYS[order](ids, match, snapshot), start, stop)].tolist()


def lately_confirmed(groups: BitMap, snapshot: Snapshot, most: int) -> list[int]:
    """The ids of the most lately confirmed of these groups."""
    ids = bitmaps.ids_of(groups)
    return ids[_places(_unconfirmed(ids, snapshot), 0, most)].tolist()


def _places(keys: Keys, start: int, stop: int) -> NDArray[np.intp]:
    """Where the keys from ``start`` to ``stop`` of the sorted order stand, without sorting all."""
    if stop * 2 >= len(keys):
        return np.argsort(keys, kind="stable")[start:stop]
    most = np.partition(keys, stop - 1)[stop - 1]
    among = np.flatnonzero(keys <= most)
    return among[np.argsort(keys[among], kind="stable")][start:stop]


def _unconfirmed(ids: Ids, snapshot: Snapshot) -> Keys:
    """Lower for a group that was confirmed later; highest for one that sleeps or never was."""
    return np.int64(0xFFFF) - snapshot.columns.confirmed[ids]


def _best(ids: Ids, match: Match, snapshot: Snapshot) -> Keys:
    """Most of the words, then most of them in the name, then most of them by theme; then the most
    lately confirmed."""
    worth = np.zeros(len(snapshot.columns), np.int32)
    for word in match.reading.words:
        worth[bitmaps.ids_of(word.in_name & match.found)] += 1 << 4
        worth[bitmaps.ids_of(word.by_theme & match.found)] += 1
        if match.reading.is_partial:
            worth[bitmaps.ids_of(word.anywhere & match.found)] += 1 << 8
    return _unconfirmed(ids, snapshot) - (worth[ids].astype(np.int64) << DAYS)


def _near(ids: Ids, match: Match, snapshot: Snapshot) -> Keys:
    """The nearest, to the decimetre, what has no pin last; then the most lately confirmed."""
    assert match.place  # noqa: S101 - order_of saw to it
    decimetres = (metres_from(match.place, snapshot)[ids] * 10).astype(np.int64)
    return (decimetres << DAYS) + _unconfirmed(ids, snapshot)


def _confirmed(ids: Ids, _match: Match, snapshot: Snapshot) -> Keys:
    return _unconfirmed(ids, snapshot)


def _by_name(ids: Ids, _match: Match, snapshot: Snapshot) -> Keys:
    return snapshot.name_ranks[ids]


KEYS: dict[str, Callable[[Ids, Match, Snapshot], Keys]] = {
    "best": _best,
    "near": _near,
    "name": _by_name,
    "confirmed": _confirmed,
}
