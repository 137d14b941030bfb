"""Dots and raised hands, counted and ranked; what has as many shares its place (1, 2, 2, 4)."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Dot(Generic[Key]):
    number: Hashable  # made where it was given, so that one sent twice is one
    voter: Hashable
    key: Key  # what it was given to
    at: datetime


@dataclass(frozen=True, slots=True)
class Rank(Generic[Key]):
    place: int
    key: Key
    votes: int
    is_tied: bool


def ranked(votes: Mapping[Key, int]) -> list[Rank[Key]]:
    """The most votes first; ties in the order in which they were given. O(n log n)."""
    sharing = Counter(votes.values())
    places, above = {}, 0
    for number in sorted(sharing, reverse=True):
        places[number] = above + 1
        above += sharing[number]
    ordered = sorted(votes, key=lambda key: -votes[key])
    return [Rank(places[votes[key]], key, votes[key], sharing[votes[key]] > 1) for key in ordered]


def counted(
    keys: Sequence[Key], dots: Iterable[Dot[Key]], hands: Mapping[Key, int] | None = None, *, most: int
) -> dict[Key, int]:
    """Votes for each key, none forgotten: the dots that count, and the hands raised in the room."""
    hands = hands or {}
    if any(number < 0 for number in hands.values()):
        raise ValueError(f"nobody can raise fewer hands than none: {hands}")
    votes = Counter(dot.key for dot in counting(keys, dots, most=most))
    return {key: votes[key] + hands.get(key, 0) for key in keys}


def counting(keys: Iterable[Key], dots: Iterable[Dot[Key]], *, most: int) -> list[Dot[Key]]:
    """The dots that count: of each voter the first so many. What was given to something that is no
    longer there is theirs to give again. The same in whatever order they are read.
    """
    there, given, seen, found = set(keys), Counter[Hashable](), set(), []
    for dot in sorted(dots, key=lambda dot: (dot.at, str(dot.number))):
        if dot.number not in seen and dot.key in there and given[dot.voter] < most:
            seen.add(dot.number)
            given[dot.voter] += 1
            found.append(dot)
    return found
