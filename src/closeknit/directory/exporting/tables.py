"""Records as CSV and XLSX. Cells that a spreadsheet might run are neutralised; importing undoes it."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from closeknit.algorithms.cells import neutralise
from closeknit.directory.dialect.flat import flat
from closeknit.directory.dialect.records import Record

BLOCK = 1 << 16
LONGEST_XLSX_CELL = 32_767  # letters


def as_csv(records: Iterable[Record], columns: Sequence[str]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, for the sake of Excel."""
    yield b"\xef\xbb\xbf"
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    for record in records:
        cells = flat(record)
        writer.writerow([neutralise(cells.get(column, "")) for column in columns])
        if buffer.tell() > BLOCK:
            yield _emptied(buffer)
    yield _emptied(buffer)


def as_xlsx(records: Iterable[Record], columns: Sequence[str]) -> Iterator[bytes]:
    """A workbook with one sheet, written to a temporary file row by row."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load, and seldom needed
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("groups")
    sheet.append(list(columns))

    def text(cell: str) -> Any:
        if not cell:
            return None
        made = WriteOnlyCell(sheet, value=neutralise(_writable(cell))[:LONGEST_XLSX_CELL])
        made.data_type = "s"
        return made

    for record in records:
        cells = flat(record)
        sheet.append([text(cells.get(column, "")) for column in columns])
    with tempfile.TemporaryFile() as file:
        workbook.save(file)
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def _writable(cell: str) -> str:
    """Without the control characters that XML cannot carry."""
    return "".join(sign for sign in cell if sign >= " " or sign in "\t\n\r") if not cell.isprintable() else cell


def _emptied(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8", "replace")
