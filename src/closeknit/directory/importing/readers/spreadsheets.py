"""XLSX, its archive looked over before a byte of it is opened (safety: zip bombs)."""

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from closeknit.directory.importing.readers.table import (
    MOST_COLUMNS,
    RawRow,
    Table,
    Unreadable,
    fitted,
    headings,
)

MOST_MEMBERS = 2_000
LARGEST_OPENED = 200 * 2**20  # bytes, of the whole archive
LARGEST_WORDS = 64 * 2**20  # bytes of the shared strings, which are held in memory
MOST_EMPTY_ROWS = 10_000  # in a row, before the sheet counts as ended
ERRORS = {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}


def read_xlsx(file: BinaryIO, size: int, sheet: str = "") -> Table:
    """The table in the named sheet of a workbook, or in its first sheet that has one."""
    look_over(file)
    notes: Counter[str] = Counter()
    for title, worksheet in _sheets(_workbook(file), sheet):
        records = _records(worksheet)
        first = next((record for record in records if any(record.cells)), None)
        if first is not None:
            notes[_("The sheet “%(title)s” was read.") % {"title": title}] += 1
            columns = headings(_trimmed(first.cells))
            return Table("xlsx", columns, _rows(records, columns), file, size, notes)
    raise Unreadable(_("The spreadsheet has no rows."))


def look_over(file: BinaryIO) -> None:
    """Refuse an archive that would open to more than it should, judging by its table of contents."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(_("The spreadsheet is damaged. Please save it anew as .xlsx.")) from error
    file.seek(0)
    if any(member.flag_bits & 0x1 for member in members):
        raise Unreadable(_("The spreadsheet is locked with a password. Please save it without one."))
    words = sum(member.file_size for member in members if member.filename.lower().endswith("sharedstrings.xml"))
    opened = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or opened > LARGEST_OPENED or words > LARGEST_WORDS:
        raise Unreadable(_("The spreadsheet is too large. Please save it as CSV, or in parts."))


def _workbook(file: BinaryIO) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to load, and seldom needed

    try:
        return load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # a damaged file makes it raise almost anything
        raise Unreadable(_("The spreadsheet is damaged. Please save it anew as .xlsx.")) from error


def _sheets(workbook: Any, wanted: str) -> Iterator[tuple[str, Any]]:
    for worksheet in workbook.worksheets:
        if not wanted or worksheet.title.casefold() == wanted.casefold():
            yield worksheet.title, worksheet


def _records(worksheet: Any) -> Iterator[RawRow]:
    """All rows by their number; ends after a long stretch of empty ones."""
    worksheet.reset_dimensions()  # a wrong size in the file must not make us count to a million
    empty = 0
    rows = enumerate(worksheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1), start=1)
    try:
        for number, values in rows:
            cells = [_text(value) for value in values]
            empty = 0 if any(cells) else empty + 1
            if empty > MOST_EMPTY_ROWS:
                return
            yield RawRow(number, cells)
    except Unreadable:
        raise
    except Exception as error:  # as above
        raise Unreadable(_("The spreadsheet is damaged. Please save it anew as .xlsx.")) from error


def _rows(records: Iterable[RawRow], columns: list[str]) -> Iterator[RawRow]:
    width = len(columns)
    for record in records:
        cells = _trimmed(record.cells)
        if any(cells):
            yield fitted(record.number, cells + [""] * (width - len(cells)), width)


def _trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells at the end: a sheet is as wide as its widest row."""
    width = len(cells)
    while width and not cells[width - 1]:
        width -= 1
    return cells[:width]


def _text(value: Any) -> str:  # noqa: PLR0911 - one line for each sort
    """A cell as a person reads it; whole numbers without a point, dates as in 2026-05-31."""
    if value is None:
        return ""
    if isinstance(value, str):
        return "" if value in ERRORS else value.replace("\0", "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - exact so far
        return str(int(value))
    return str(value)
