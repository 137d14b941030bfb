"""CSV as it comes: any of the usual encodings and separators, broken rows kept apart, memory bounded.

A quote that is opened and never closed would swallow the rest of a file: a row that grows beyond
``MOST_LINES`` lines is marked as broken, and reading goes on with the line after its first.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from django.utils.translation import gettext as _

from closeknit.directory.importing.readers.table import RawRow, Table, Unreadable, fitted, headings

LONGEST_LINE = 1_000_000  # letters
MOST_LINES = 200  # in one cell with line breaks
LONGEST_ROW = 1_000_000  # letters
MOST_BROKEN = 10_000  # open quotes, before the whole file is called broken
SEPARATORS = ",;\t|"
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
csv.field_size_limit(LONGEST_ROW + 1)


def read_csv(file: BinaryIO, size: int) -> Table:
    """The table in a CSV file; the file must be seekable."""
    notes: Counter[str] = Counter()
    encoding = _encoding(file, notes)
    lines = _Lines(io.TextIOWrapper(file, encoding, errors=_errors(encoding), newline=""), notes)
    separator = _separator(lines)
    records = _records(lines, separator)
    first = next((record for record in records if any(record.cells)), None)
    if first is None:
        raise Unreadable(_("The file is empty."))
    columns = headings(first.cells)
    rows = _rows(records, columns, notes)
    return Table("csv", columns, rows, file, size, notes)


def _rows(records: Iterator[RawRow], columns: list[str], notes: Counter[str]) -> Iterator[RawRow]:
    for record in records:
        if not record.problem and not any(cell.strip() for cell in record.cells):
            notes[_("Empty rows were passed over.")] += 1
            continue
        row = fitted(record.number, record.cells, len(columns))
        row.problem = record.problem or row.problem
        yield row


class _Lines:
    """The physical lines of a text, with the possibility of taking some back."""

    def __init__(self, text: io.TextIOWrapper, notes: Counter[str]) -> None:
        self._text = text
        self._notes = notes
        self._back: list[str] = []
        self.taken: list[str] = []  # by the row that is being read
        self.letters = 0
        self.is_starved = False  # asked for a line where there is none, in the middle of a row
        self.is_cut = False  # the line was too long, its end was thrown away

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MOST_LINES or self.letters > LONGEST_ROW:
            raise _EndlessRow
        line = self._back.pop() if self._back else self._read()
        if not line:
            self.is_starved = bool(self.taken)
            raise StopIteration
        self.taken.append(line)
        self.letters += len(line)
        return line

    def begin_row(self) -> None:
        self.taken, self.letters, self.is_starved, self.is_cut = [], 0, False, False

    def keep_only_first(self) -> str:
        """Give back all lines of this row but its first, which is returned."""
        first, rest = self.taken[0], self.taken[1:]
        self._back.extend(reversed(rest))
        return first

    def peek(self, number: int) -> list[str]:
        """The next lines, without taking them."""
        self.begin_row()
        with suppress(StopIteration, _EndlessRow):
            for _time in range(number):
                next(self)
        seen = self.taken
        self._back.extend(reversed(seen))
        self.begin_row()
        return seen

    def _read(self) -> str:
        try:
            line = self._text.readline(LONGEST_LINE)
            if len(line) == LONGEST_LINE and line[-1] not in "\r\n":
                self.is_cut = True
                while (more := self._text.readline(LONGEST_LINE)) and more[-1] not in "\r\n":
                    pass
        except UnicodeError as error:
            raise Unreadable(_("The letters of the file cannot be read. Please save it as UTF-8.")) from error
        if "\0" in line:
            self._notes[_("Invisible NUL characters were taken out.")] += 1
            line = line.replace("\0", "")
        return line


class _EndlessRow(Exception):
    """A row goes on and on: its quote was never closed."""


def _records(lines: _Lines, separator: str) -> Iterator[RawRow]:
    number, broken = 0, 0
    reader = csv.reader(lines, delimiter=separator)
    while True:
        number += 1
        lines.begin_row()
        try:
            cells = next(reader, None)
        except (_EndlessRow, csv.Error):
            cells, is_open = [], True
        else:
            is_open = lines.is_starved
        if is_open:
            first = lines.keep_only_first()
            reader = csv.reader(lines, delimiter=separator)
            broken += 1
            if broken > MOST_BROKEN:
                raise Unreadable(_("Too many rows open a quotation mark and never close it."))
            problem = _("It opens a quotation mark and never closes it.")
            yield RawRow(number, [first.strip()[:2_000]], problem)
        elif cells is None:
            return
        elif lines.is_cut:
            yield RawRow(number, [cell[:200] for cell in cells[:50]], _("It is too long to be read."))
        else:
            yield RawRow(number, cells)


def _separator(lines: _Lines) -> str:
    """What stands most often between the cells of the first line that has any."""
    sample = lines.peek(20)
    if sample and sample[0].lower().startswith("sep=") and len(sample[0].strip()) == len("sep=,"):
        next(lines)
        return sample[0].strip()[-1]
    for line in sample:
        outside = "".join(line.split('"')[::2])  # what stands between quotes is no separator
        counts = {mark: outside.count(mark) for mark in SEPARATORS}
        if any(counts.values()):
            return max(counts, key=lambda mark: counts[mark])
    return ","


def _encoding(file: BinaryIO, notes: Counter[str]) -> str:
    head = file.read(4096)
    file.seek(0)
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return encoding
    zeros = head.count(0)
    if zeros > len(head) // 4:  # Latin letters in UTF-16 are every other byte zero
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    if not _is_utf8(file):
        notes[_("Some letters are not UTF-8; they were read as Windows letters (cp1252).")] += 1
    return "utf-8"


def _is_utf8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := file.read(1 << 20):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def _errors(encoding: str) -> str:
    return "closeknit.windows" if encoding == "utf-8" else "replace"


def _windows_letters(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8 are what Windows programs write; the few it lacks are Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    letters = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in wrong)
    return letters, error.end


codecs.register_error("closeknit.windows", _windows_letters)
