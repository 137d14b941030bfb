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
        self._cut: set[int] = set()  # lines by id that were too long, their ends thrown away
        self.taken: list[str] = []  # by the row that is being read
        self._letters = 0

    def __del__(self) -> None:
        with suppress(ValueError):  # it is closed already
            self._text.detach()  # the file is its owner's to close

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MOST_LINES or self._letters > LONGEST_ROW:
            raise _EndlessRow
        line = self._back.pop() if self._back else self._read()
        if not line:
            raise StopIteration
        self.taken.append(line)
        self._letters += len(line)
        return line

    @property
    def is_cut(self) -> bool:
        """Whether the row that was read is not whole."""
        return any(id(line) in self._cut for line in self.taken)

    def begin_row(self) -> None:
        self._cut.difference_update(map(id, self.taken))
        self.taken, self._letters = [], 0

    def keep_only_first(self) -> str:
        """Give back all lines of this row but its first, which is returned."""
        self._back.extend(reversed(self.taken[1:]))
        del self.taken[1:]
        return self.taken[0]

    def peek(self, number: int) -> list[str]:
        """The next lines, without taking them."""
        with suppress(StopIteration, _EndlessRow):
            for _time in range(number):
                next(self)
        seen, self.taken, self._letters = self.taken, [], 0
        self._back.extend(reversed(seen))
        return seen

    def _read(self) -> str:
        try:
            line = self._text.readline(LONGEST_LINE)
            is_cut = len(line) == LONGEST_LINE and line[-1] not in "\r\n"
            while is_cut and (more := self._text.readline(LONGEST_LINE)) and more[-1] not in "\r\n":
                pass
        except UnicodeError as error:
            raise Unreadable(_("The letters of the file cannot be read. Please save it as UTF-8.")) from error
        if "\0" in line:
            self._notes[_("Invisible NUL characters were taken out.")] += 1
            line = line.replace("\0", "")
        if is_cut:
            self._cut.add(id(line))
        return line


class _EndlessRow(Exception):
    """A row goes on and on: its quote was never closed."""


def _records(lines: _Lines, separator: str) -> Iterator[RawRow]:
    """Strict about what follows a closing quote, because a quote left open closes at the next one it meets."""
    number, broken = 0, 0
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        number += 1
        lines.begin_row()
        try:
            cells = next(reader, None)
        except (_EndlessRow, csv.Error) as error:
            reader = csv.reader(lines, delimiter=separator, strict=True)
            cells = _forgiven(lines.taken, separator, error)
            if cells is None:
                broken += 1
                if broken > MOST_BROKEN:
                    raise Unreadable(_("Too many rows open a quotation mark and never close it.")) from error
                first = lines.keep_only_first()
                problem = _("It opens a quotation mark and never closes it.")
                yield RawRow(number, [first.strip()[:2_000]], problem)
                continue
        if cells is None:
            return
        if lines.is_cut:
            yield RawRow(number, [cell[:200] for cell in cells[:50]], _("It is too long to be read."))
        else:
            yield RawRow(number, cells)


def _forgiven(taken: list[str], separator: str, error: Exception) -> list[str] | None:
    """The cells of a single line that is only odd, such as ``"Singers" (loud),8``."""
    if len(taken) != 1 or "end of data" in str(error) or isinstance(error, _EndlessRow):
        return None
    return next(csv.reader(taken, delimiter=separator), None)


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
