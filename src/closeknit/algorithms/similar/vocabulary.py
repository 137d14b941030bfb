"""All words of a directory, to ask what a mistyped one may mean and how a begun one may go on.

Distance is that of optimal string alignment: a letter put in, left out or changed, or two
neighbours swapped, counts one. Words that can be near enough are found by 64-bit sketches of their
letters: one step changes at most two bits, so none is missed. O(n) per question with a very small
constant (about 1 ms at 100,000 words); O(n log n) to build.
"""

import heapq
from bisect import bisect_left
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 3  # too much is one letter away from “at”
_LONGEST = 64  # letters that count in a sketch
_SHORT = 5  # up to here one step, beyond it two


class Vocabulary:
    """Words with how often each occurs. Never changed once built: safe to share."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        """Takes folded words and their frequencies."""
        self._frequencies = dict(frequencies)
        self._words = sorted(self._frequencies)
        self._array = np.array(self._words, object)
        self._sketches = _sketches(self._words)
        self._lengths = np.array([len(word) for word in self._words], np.int32)

    def __len__(self) -> int:
        return len(self._words)

    def __contains__(self, word: object) -> bool:
        return word in self._frequencies

    def suggest(self, word: str, limit: int = 5) -> list[str]:
        """Other words that a folded one may mean: the nearest, then the most frequent, then by ABC.

        At most one step away up to 5 letters, two steps beyond; nothing for fewer than 3 letters.
        """
        if len(word) < _SHORTEST:
            return []
        steps = 1 if len(word) <= _SHORT else 2
        near = process.extract(word, self._near(word, steps), scorer=OSA.distance, score_cutoff=steps, limit=None)
        found = ((distance, -self._frequencies[other], other) for other, distance, _ in near if distance)
        return [other for _, _, other in heapq.nsmallest(limit, found)]

    def complete(self, prefix: str, limit: int = 10) -> list[str]:
        """The words that begin so, the most frequent first, then by ABC. O(log n + found)."""
        first = bisect_left(self._words, prefix)
        last = bisect_left(self._words, prefix + "\U0010ffff", first)
        found = ((-self._frequencies[word], word) for word in self._words[first:last])
        return [word for _, word in heapq.nsmallest(limit, found)]

    def _near(self, word: str, steps: int) -> list[str]:
        """The words whose length and letters allow them to be so few steps away, and some more."""
        changed = np.bitwise_count(self._sketches ^ _sketches([word])[0])
        is_near = (changed <= 2 * steps) & (np.abs(self._lengths - len(word)) <= steps)
        found: list[str] = self._array[is_near].tolist()
        return found


def _sketches(words: list[str]) -> NDArray[np.uint64]:
    """For each word 64 bits, one set for each of its letters (letters share bits by their number)."""
    if not words:
        return np.empty(0, np.uint64)
    letters = np.array([word[:_LONGEST] for word in words], np.str_)
    codes = letters.view(np.uint32).reshape(len(words), -1).astype(np.uint64)
    bits = np.where(codes > 0, np.uint64(1) << codes % np.uint64(64), np.uint64(0))
    sketches: NDArray[np.uint64] = np.bitwise_or.reduce(bits, axis=1)
    return sketches
