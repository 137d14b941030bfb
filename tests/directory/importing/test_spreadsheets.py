import io
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from closeknit.directory.importing.readers import Unreadable, open_table
from tests.directory.importing.lists import rows_of

CONTENT_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def workbook(*rows, title="Groups", more=()):
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for other, its_rows in more:
        added = book.create_sheet(other)
        for row in its_rows:
            added.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def archive(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def test_cells_read_as_a_person_reads_them():
    row = ["Singers", 3, 3.5, 3.0, date(2026, 5, 31), datetime(2026, 5, 31, 19, 30), time(19, 30), True, None]
    raw = workbook(["name", "a", "b", "c", "d", "e", "f", "g", "h"], row)
    assert rows_of(raw) == [
        (2, ["Singers", "3", "3.5", "3", "2026-05-31", "2026-05-31T19:30:00", "19:30:00", "yes", ""], "")
    ]


def test_errors_and_formulas_without_a_result_are_empty():
    assert rows_of(workbook(["name", "a"], ["Singers", "#N/A"], ["Bakers", "=1+1"])) == [
        (2, ["Singers", ""], ""),
        (3, ["Bakers", ""], ""),
    ]


def test_it_reads_the_first_sheet_that_has_rows_or_the_one_that_is_named():
    raw = workbook(more=[("Real", [["name"], ["Singers"]]), ("Other", [["name"], ["Bakers"]])])
    table = open_table(io.BytesIO(raw))
    assert ([row.cells for row in table.rows], list(table.notes)) == ([["Singers"]], ["The sheet “Real” was read."])
    assert rows_of(raw, sheet="other") == [(2, ["Bakers"], "")]
    with pytest.raises(Unreadable, match="no rows"):
        open_table(io.BytesIO(raw), sheet="Missing")


def test_empty_rows_and_a_wide_sheet_do_no_harm():
    raw = workbook(["name"], ["Singers"], [], [], ["Bakers", None, None])
    assert rows_of(raw) == [(2, ["Singers"], ""), (5, ["Bakers"], "")]


def test_a_far_away_cell_is_not_counted_to():
    book = Workbook()
    book.active["A1"] = "name"
    book.active["A2"] = "Singers"
    book.active["XFD1048576"] = "far"
    file = io.BytesIO()
    book.save(file)
    assert rows_of(file.getvalue()) == [(2, ["Singers"], "")]


@pytest.mark.parametrize(
    "members",
    [
        {"xl/worksheets/sheet1.xml": b"0" * (201 * 2**20)},
        {"xl/sharedStrings.xml": b"0" * (65 * 2**20)},
        {f"xl/{number}.xml": b"" for number in range(2_001)},
    ],
    ids=["10 000 times its size", "too many words", "too many members"],
)
def test_a_bomb_is_refused_before_it_is_opened(members, monkeypatch):
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_args, **_more: pytest.fail("it was opened"))
    monkeypatch.undo()
    raw = archive(**members)
    opened = []
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *args, **_more: opened.append(args))
    with pytest.raises(Unreadable, match="too large"):
        open_table(io.BytesIO(raw), file_format="xlsx")
    assert opened == []


def test_entities_are_not_followed():
    """Billion laughs and files of the computer: refused by defusedxml, told as a damaged file."""
    good = workbook(["name"], ["Singers"])
    laughs = (
        '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">'
        '<!ENTITY c SYSTEM "file:///etc/passwd">]><worksheet xmlns="http://schemas.openxmlformats.org/'
        'spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;&c;</t></is></c></row>'
        "</sheetData></worksheet>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as book, zipfile.ZipFile(file, "w") as made:
        for name in book.namelist():
            made.writestr(name, laughs if name.endswith("sheet1.xml") else book.read(name))
    with pytest.raises(Unreadable, match="damaged"):
        open_table(io.BytesIO(file.getvalue()))


@pytest.mark.parametrize(
    "raw", [b"PK\x03\x04 rubbish", archive(**{"[Content_Types].xml": CONTENT_TYPES}), archive(x=b"")]
)
def test_what_is_no_workbook_is_refused_with_a_sentence(raw):
    with pytest.raises(Unreadable, match="damaged"):
        open_table(io.BytesIO(raw), file_format="xlsx")
