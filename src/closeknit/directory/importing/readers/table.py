"""What every reader gives: headings, and rows with the number a person would call them by."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from django.utils.translation import gettext as _

from closeknit.algorithms import cells as spreadsheet
from closeknit.algorithms.text import clean_line
from closeknit.core.errors import Refused

MOST_COLUMNS = 2_000
LONGEST_CELL = 100_000  # letters


class Unreadable(Refused):
    """The file as a whole cannot be read; the sentence says why and what to do."""


@dataclass(slots=True)
class RawRow:
    """A row as it stands in the file. ``problem`` says why its cells cannot be trusted."""

    number: int
    cells: list[str]
    problem: str = ""


@dataclass(slots=True)
class Table:
    """A file as rows. ``rows`` can be walked through once; ``notes`` fill while one walks."""

    format: str
    columns: list[str]
    rows: Iterator[RawRow]
    file: BinaryIO
    size: int
    notes: Counter[str] = field(default_factory=Counter)

    def done(self) -> int:
        """How many bytes of the file have been read, for a progress bar."""
        return self.size if self.file.closed else min(self.file.tell(), self.size)


def headings(cells: Iterable[str]) -> list[str]:
    """Each heading once: an empty one gets its column's number, a repeated one is numbered. What was
    put before one in a file of ours, so that no spreadsheet runs it, goes again."""
    seen: Counter[str] = Counter()
    found = []
    for number, cell in enumerate(cells, start=1):
        heading = clean_line(spreadsheet.restore(cell))[:200] or _("column %(number)d") % {"number": number}
        seen[heading] += 1
        while seen[heading] > 1:
            heading = f"{heading} ({seen[heading]})"
            seen[heading] += 1
        found.append(heading)
    if len(found) > MOST_COLUMNS:
        raise Unreadable(
            _("The file has %(number)d columns. Please keep to %(most)d.")
            % {"number": len(found), "most": MOST_COLUMNS}
        )
    return found


def fitted(number: int, cells: list[str], width: int) -> RawRow:
    """A row as wide as the headings; one that is wider or narrower is marked."""
    if len(cells) == width:
        problem = ""
    elif len(cells) > width and not any(cells[width:]):
        cells, problem = cells[:width], ""
    else:
        problem = _("It has %(found)d cells where the headings are %(width)d.") % {
            "found": len(cells),
            "width": width,
        }
        cells = (cells + [""] * width)[: max(width, len(cells))][: width + 50]
    if any(len(cell) > LONGEST_CELL for cell in cells):
        cells = [cell[:LONGEST_CELL] for cell in cells]
        problem = problem or _("A cell is too long to be read.")
    return RawRow(number, cells, problem)
