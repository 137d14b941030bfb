"""Whose row it is: the key by which the next edition of the same list finds the same group.

The list's own number if it has one; else the name with the place. Rows of one file that share a key
and yet differ get a longer one; a row that says exactly the same as an earlier one repeats it.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from closeknit.algorithms.text import fold
from closeknit.directory.importing.missing import is_missing
from closeknit.directory.importing.parsing import Parser

LONGEST = 160  # of a list's own number, so that a longer key still has room
MASK = 2**64 - 1
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Keys:
    """The shortest key of a row, and the fingerprint of all its cells. ``longer`` makes the others."""

    shortest: str
    fingerprint: str
    longer: Callable[[], Sequence[str]]


class KeyMaker:
    """Makes the keys of the rows of one file. ``context`` is what else a row's meaning depends on."""

    def __init__(self, parser: Parser, context: str) -> None:
        self._uuids = parser.places_of("uuid")
        self._numbers = parser.places_of("external_id") or parser.places_of("charity_number", "company_number")
        self._place = parser.places_of(
            "name", "postcode", "address", "lat", "lng", "coordinates", "easting", "northing"
        )
        self._more = [*self._place, *parser.places_of("website", "category", "area", "kind", "aims", "summary")]
        self._context = hashlib.blake2b(context.encode(), digest_size=16).digest()

    def keys(self, cells: Sequence[str]) -> Keys:
        whole = "\x1f".join(cells).encode("utf-8", "surrogatepass")
        fingerprint = hashlib.blake2b(whole, digest_size=16, key=self._context).hexdigest()
        if own := next((cells[place].strip() for place in self._uuids), ""):
            return Keys(_spelled(own), fingerprint, tuple)
        number = next((cells[place].strip() for place in self._numbers if not is_missing(cells[place])), "")
        if not number:
            return Keys(_hashed(cells, self._place), fingerprint, lambda: [_hashed(cells, self._more)])
        number = number if len(number) <= LONGEST else _digest(number)
        return Keys(
            number, fingerprint, lambda: [f"{number} {_hashed(cells, places)}" for places in (self._place, self._more)]
        )


class Seen:
    """The keys of all rows so far and the rows they came from: twelve bytes a key, however many."""

    def __init__(self) -> None:
        self._recent: dict[int, int] = {}
        self._hashes: list[np.ndarray] = []
        self._numbers: list[np.ndarray] = []

    def row_of(self, key: str) -> int | None:
        """The number of the row that has this key."""
        mark = hash(key) & MASK
        if mark in self._recent:
            return self._recent[mark]
        for hashes, numbers in zip(self._hashes, self._numbers, strict=True):
            place = int(np.searchsorted(hashes, np.uint64(mark)))
            if place < len(hashes) and int(hashes[place]) == mark:
                return int(numbers[place])
        return None

    def add(self, key: str, number: int) -> None:
        self._recent[hash(key) & MASK] = number
        if len(self._recent) >= 65_536:  # noqa: PLR2004 - packed at this size
            self._pack()

    def _pack(self) -> None:
        marks = np.fromiter(self._recent, dtype=np.uint64, count=len(self._recent))
        numbers = np.fromiter(self._recent.values(), dtype=np.uint32, count=len(self._recent))
        if self._hashes and len(self._hashes[-1]) <= 8 * len(marks):
            marks = np.concatenate([self._hashes.pop(), marks])
            numbers = np.concatenate([self._numbers.pop(), numbers])
        order = np.argsort(marks)
        self._hashes.append(marks[order])
        self._numbers.append(numbers[order])
        self._recent = {}


def _spelled(own: str) -> str:
    """A uuid as we write it, whatever its capitals, braces or hyphens."""
    try:
        return str(UUID(own))
    except ValueError:
        return own


def _hashed(cells: Sequence[str], places: Sequence[int]) -> str:
    return _digest("\x1f".join(_squashed(cells[place]) for place in places))


def _squashed(cell: str) -> str:
    return "" if is_missing(cell) else _SIGNS.sub("", fold(cell))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
