"""What this process holds of search and map in memory, at one version of the hub.

A request takes one snapshot and works with it to its end. The first one reads the index, a later
one only what was written since; both share what did not change. Common words, the list of all
words and the sorted pins are read when they are first asked for.
"""

import copy
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Self, TypeVar, cast

import numpy as np
from django.db import DEFAULT_DB_ALIAS
from numpy.typing import NDArray

from closeknit.directory.search.bitmaps import Bitmaps
from closeknit.directory.search.catalogue import Catalogue
from closeknit.directory.search.columns import Columns
from closeknit.directory.search.engines import engine
from closeknit.directory.search.lexicon import Lexicon
from closeknit.places import versions

MOST_REMEMBERED = 12  # queries and places; 1 and 4 MB each at a million groups

T = TypeVar("T")


class Snapshot:
    """Everything that search and map hold in memory. Never changed, but for what is read late."""

    def __init__(self, using: str, version: int, bitmaps: Bitmaps, columns: Columns) -> None:
        self.using = using
        self.version = version
        self.bitmaps = bitmaps
        self.columns = columns
        self._older_lexicon: Lexicon | None = None
        self._made: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = threading.Lock()

    @classmethod
    def read(cls, using: str, version: int) -> Self:
        return cls(using, version, Bitmaps.read(using), Columns.read(using))

    def at(self, version: int) -> "Snapshot":
        """The snapshot of a later version. One query if nothing that it holds was changed, and then it
        shares everything; three if little was written."""
        if versions.listed(self.using) <= self.version:
            same = copy.copy(self)
            same.version = version
            return same
        bitmaps = self.bitmaps.since(self.version)
        if bitmaps is None:
            return type(self).read(self.using, version)
        newer = type(self)(self.using, version, bitmaps, self.columns.since(self.using, self.version))
        newer._older_lexicon = self.__dict__.get("lexicon", self._older_lexicon)  # noqa: SLF001 - one of us
        return newer

    @cached_property
    def catalogue(self) -> Catalogue:
        return Catalogue.read(self.using)

    @cached_property
    def lexicon(self) -> Lexicon:
        older = self._older_lexicon
        return older.at(self.using, self.version) if older else Lexicon.read(self.using, self.version)

    @cached_property
    def name_ranks(self) -> NDArray[np.int64]:
        """By id, the place of each group in the order of names. One query; 0.3 s for a million. Groups
        that came since this snapshot are left out: nobody asks it for them."""
        ids = engine(self.using).by_name()
        ids = ids[ids < len(self.columns)]
        ranks = np.zeros(len(self.columns), np.int64)
        ranks[ids] = np.arange(len(ids))
        return ranks

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made for this key before, if it was lately; so each tile of a map, and each page
        of a list, need not find the same groups again."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return cast("T", self._made[key])
        made = make()
        with self._lock:
            self._made[key] = made
            while len(self._made) > MOST_REMEMBERED:
                self._made.popitem(last=False)
        return made


_held: dict[str, Snapshot] = {}
_lock = threading.Lock()


def current(version: int | None = None, using: str = DEFAULT_DB_ALIAS) -> Snapshot:
    """The snapshot of the hub's version, or of a later one; ``version`` saves the query for it."""
    if version is None:
        version = versions.current(using)
    held = _held.get(using)
    if held is not None and held.version == version:
        return held
    with _lock:
        held = _held.get(using)
        if held is None or held.version != version:
            held = _held[using] = _brought_to(held, version, using)
        return held


def _brought_to(held: Snapshot | None, version: int, using: str) -> Snapshot:
    if held is None:
        return Snapshot.read(using, version)
    if held.version < version:
        return held.at(version)
    now = versions.current(using)  # asked for an older one: by a request that began before a change,
    return held if now >= held.version else Snapshot.read(using, now)  # or after a backup was restored


def forget() -> None:
    """Drop what is held (between tests, whose databases begin again)."""
    with _lock:
        _held.clear()
