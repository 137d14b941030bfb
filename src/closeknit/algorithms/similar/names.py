"""Whether two names may be of one group.

The words, folded and in the order of the alphabet, without those that say only what kind of body it
is; then the similarity by insertions and deletions (rapidfuzz ``ratio``). O(length squared) / 64.
"""

from rapidfuzz import fuzz

from closeknit.algorithms.text import words

_BODY_WORDS = frozenset(
    ("and", "charitable", "charity", "cic", "cio", "incorporated", "limited", "llp", "ltd", "plc", "registered", "the")
)
_DIFFERENT_NUMBERS = 0.5  # the most that names with different numbers are alike: 1st Scouts, 2nd Scouts


def same_name(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1; 1 if they differ only in
    case, accents, order, ``the`` or ``Ltd``, and the same either way round."""
    first, second = sorted(_telling(one)), sorted(_telling(other))
    if not first or not second:
        return 0.0
    alike = fuzz.ratio(" ".join(first), " ".join(second)) / 100
    return alike if _numbers(first) == _numbers(second) else min(alike, _DIFFERENT_NUMBERS)


def _telling(name: str) -> list[str]:
    found = words(name)
    return [word for word in found if word not in _BODY_WORDS] or found


def _numbers(found: list[str]) -> list[str]:
    return [word for word in found if any(sign.isdigit() for sign in word)]
