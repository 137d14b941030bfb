"""How many said what, without telling of anybody: few are not shown, many are rounded.

A cell under ``FEW`` is not shown at all, the others to the nearest five, and no total is given: what is
shown is the same whatever stands in the cells that are not, and nobody's coming changes a number by one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FEW = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """An answer, and about how many gave it; None if they were too few to say so."""

    key: str
    about: int | None


def told(answers: Iterable[str], keys: Sequence[str]) -> list[Cell]:
    """Each of the answers in its order. O(n)."""
    counts = Counter(answers)
    return [Cell(key, rounded(counts[key])) for key in keys]


def rounded(count: int) -> int | None:
    """To the nearest five, or nothing where it is few. 5 stays 5, so no shown number is under it."""
    return None if count < FEW else (count + 2) // 5 * 5


def is_worth_showing(cells: Iterable[Cell]) -> bool:
    return any(cell.about is not None for cell in cells)


def few_or(count: int, of: int) -> int | None:
    """A count of people as it may stand beside the number they are among: nothing where they, or all the others,
    are few."""
    return count if count >= FEW and (of == count or of - count >= FEW) else None
