"""Sets of groups as compressed bitmaps in memory, one for each token of the index.

Tokens: ``g`` every public group · ``p`` with a pin · ``o`` with a drawn shape · ``a12`` in or for area
12 · ``t5`` on theme 5 or below it · ``k:charity`` · ``d:TU`` · ``c:free`` · ``x:step_free`` ·
``s:active`` · ``w:sing`` holds the word · ``wn:sing`` holds it in its name. Only common words have
bitmaps, and these are read when they are first asked for; all others are read at once. ``!`` marks a
rebuilt index.

Treat every bitmap that comes from here as frozen. Ids must fit 32 bits.
"""

import threading
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Self

import numpy as np
from django.db import connections
from numpy.typing import NDArray
from pyroaring import BitMap

from closeknit.algorithms import bits

EVERY = "g"
PINNED = "p"
DRAWN = "o"
REBUILT = "!"
LETTERS = {"kind": "k", "day": "d", "cost": "c", "access": "x", "state": "s"}
EMPTY = BitMap()

Row = tuple[str, int, bytes]


def area(area_id: int) -> str:
    return f"a{area_id}"


def theme(theme_id: int) -> str:
    return f"t{theme_id}"


def code(facet: str, value: str) -> str:
    """The token of a facet's code: ``code("kind", "charity")`` is ``k:charity``."""
    return f"{LETTERS[facet]}:{value}"


def word(stem: str) -> str:
    return f"w:{stem}"


def name_word(stem: str) -> str:
    return f"wn:{stem}"


def of(ids: NDArray[np.uint32]) -> BitMap:
    """The ids of an array as a set."""
    return BitMap(array("I", ids.tobytes()))


def ids_of(groups: BitMap) -> NDArray[np.uint32]:
    """The ids of a set, in order."""
    return np.frombuffer(groups.to_array(), np.uint32) if groups else np.empty(0, np.uint32)


class Bitmaps:
    """All bitmaps of one version of the hub. Safe to read from many threads."""

    def __init__(self, using: str, held: dict[str, BitMap], words: frozenset[str]) -> None:
        self._using = using
        self._held = held
        self._words = words  # the tokens of common words, held or not
        self._lock = threading.Lock()

    @classmethod
    def read(cls, using: str) -> Self:
        """All that there is. Two queries."""
        held = _patched({}, _rows(using, "token NOT LIKE 'w%%'"))
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT DISTINCT token FROM directory_facetbitmap WHERE token LIKE 'w%%'")
            return cls(using, held, frozenset(token for (token,) in cursor.fetchall()))

    def since(self, version: int) -> "Bitmaps | None":
        """The same with what was written after ``version``; None if all was made anew. One query."""
        rows = list(_rows(self._using, "version > %s", [version]))
        if any(token == REBUILT for token, _, _ in rows):
            return None
        with self._lock:
            held = dict(self._held)
        words = self._words.union(row[0] for row in rows if row[0][0] == "w")
        wanted = (row for row in rows if row[0] in held or row[0] not in words)
        return type(self)(self._using, _patched(held, wanted), words)

    def get(self, token: str) -> BitMap:
        """The groups with this token. A common word costs one query the first time."""
        held = self._held.get(token)
        if held is None:
            held = self._read_word(token) if token in self._words else EMPTY
        return held

    def either(self, tokens: Iterable[str]) -> BitMap:
        """The groups with at least one of these tokens."""
        return BitMap().union(*map(self.get, tokens))

    def holds_word(self, token: str) -> bool:
        """Whether this word is common enough to have a bitmap."""
        return token in self._words

    def _read_word(self, token: str) -> BitMap:
        read = _patched({}, _rows(self._using, "token = %s", [token])).get(token, EMPTY)
        with self._lock:
            return self._held.setdefault(token, read)


def _rows(using: str, condition: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT token, segment, data FROM directory_facetbitmap WHERE {condition}", parameters)  # noqa: S608 - conditions are written above
        yield from cursor.fetchall()


def _patched(held: dict[str, BitMap], rows: Iterable[Row]) -> dict[str, BitMap]:
    """``held`` with each row in the place of the same segment; its bitmaps are not changed."""
    for token, segment, packed in rows:
        fresh = bits.from_bytes(packed)
        old = held.get(token)
        held[token] = fresh if old is None else (old - BitMap(range(*bits.segment_range(segment)))) | fresh
    return held
