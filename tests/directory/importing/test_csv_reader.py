"""CSV files as they come from the drawers of Loomwick."""

import codecs
import io
import json
import tracemalloc
from pathlib import Path

import pytest

from closeknit.directory.importing.readers import Unreadable, open_table
from tests.directory.importing.lists import rows_of

SHARED = Path(__file__).parents[4] / "shared" / "data" / "bad-inputs"
PLAIN = "name,note\nSingers,loud\nBakers,early\n"
READ = [(2, ["Singers", "loud"], ""), (3, ["Bakers", "early"], "")]


@pytest.mark.parametrize(
    "raw",
    [
        PLAIN.encode(),
        codecs.BOM_UTF8 + PLAIN.encode(),
        codecs.BOM_UTF16_LE + PLAIN.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + PLAIN.encode("utf-32-le"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace(",", "|").encode(),
        ("sep=;\n" + PLAIN.replace(",", ";")).encode(),
        PLAIN.rstrip("\n").encode(),
        ("\n\n" + PLAIN).encode(),
    ],
)
def test_it_reads_any_usual_encoding_separator_and_line_end(raw):
    assert [(cells, problem) for _number, cells, problem in rows_of(raw)] == [(cells, "") for _n, cells, _p in READ]


def test_it_numbers_rows_as_a_spreadsheet_does():
    assert rows_of(PLAIN) == READ
    assert [number for number, *_rest in rows_of("name\nA\n\n\nB\n")] == [2, 5]


def test_it_takes_windows_letters_for_what_they_are_and_says_so():
    table = open_table(io.BytesIO("name\nCafé “Łódź”\nCaf".encode() + b"\xe9 \x93Lodz\x94\x81\n"))
    assert [row.cells for row in table.rows] == [["Café “Łódź”"], ["Café “Lodz”\x81"]]
    assert list(table.notes) == ["Some letters are not UTF-8; they were read as Windows letters (cp1252)."]


def test_it_takes_nul_characters_out():
    assert rows_of("name\nSin\0gers\n") == [(2, ["Singers"], "")]


def test_separators_inside_quotes_do_not_mislead_it():
    assert rows_of('"name; and place"\t"a,b,c,d,e"\nx\ty\n') == [(2, ["x", "y"], "")]


def test_it_gives_each_column_a_name_of_its_own():
    assert open_table(io.BytesIO(b"name,name,,name (2)\na,b,c,d\n")).columns == [
        "name",
        "name (2)",
        "column 3",
        "name (2) (2)",
    ]


@pytest.mark.parametrize("row", ["a,b,c", "a"])
def test_a_row_of_another_width_is_held(row):
    (number, cells, problem), good = rows_of(f"name,note\n{row}\nBakers,early\n")
    assert (number, cells[0]) == (2, "a")
    assert problem.startswith("It has ")
    assert good == (3, ["Bakers", "early"], "")


def test_empty_cells_at_the_end_are_no_reason():
    assert rows_of("name,note\nSingers,loud,,\n") == [(2, ["Singers", "loud"], "")]


OPEN = "It opens a quotation mark and never closes it."


@pytest.mark.parametrize("rest", ['Walkers,"slow and steady"', 'Walkers,"slow and\nsteady"', "Walkers,slow"])
def test_a_quote_that_is_never_closed_costs_one_row(rest):
    broken, second, *_third, last = rows_of(f'name,note\nSingers,"loud\nBakers,early\n{rest}\nDancers,late\n')
    assert (broken[0], broken[2]) == (2, OPEN)
    assert second == (3, ["Bakers", "early"], "")
    assert last[1:] == (["Dancers", "late"], "")


def test_an_open_quote_in_the_last_row_costs_that_row():
    assert rows_of('name,note\nBakers,early\nSingers,"loud\n')[1] == (3, ['Singers,"loud', ""], OPEN)


def test_a_file_full_of_open_quotes_ends_soon():
    rows = rows_of("name,note\n" + 'Singers,"loud\n' * 5_000)
    assert len(rows) == 5_000
    assert {row[2] for row in rows} == {OPEN}


def test_odd_quotes_in_one_line_are_forgiven():
    assert rows_of('name,note\n"Singers" (loud),5" pipe\n') == [(2, ["Singers (loud)", '5" pipe'], "")]


def test_a_cell_may_have_lines_and_quotes():
    assert rows_of('name,note\n"The ""Loud"" Singers","one\ntwo\n\nthree"\n') == [
        (2, ['The "Loud" Singers', "one\ntwo\n\nthree"], "")
    ]


def test_an_endless_line_costs_one_row_and_little_memory():
    def blocks():
        yield b"name,note\nSingers,loud\nEndless,"
        for _time in range(64):
            yield b"x" * (1 << 20)
        yield b"\nBakers,early\n"

    raw = b"".join(blocks())
    tracemalloc.start()
    rows = rows_of(raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [row[2] for row in rows] == ["", "It is too long to be read.", ""]
    assert rows[2][1] == ["Bakers", "early"]
    assert peak < 40 * 2**20


def test_too_many_columns_are_refused_with_a_sentence():
    with pytest.raises(Unreadable, match="100000 columns"):
        open_table(io.BytesIO(b"a," * 99_999 + b"a\n"))


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"\xef\xbb\xbf", b"\0\0\0\0"])
def test_an_empty_file_is_refused_with_a_sentence(raw):
    with pytest.raises(Unreadable, match="empty"):
        open_table(io.BytesIO(raw))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"<!doctype html><html>", "web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "packed"),
    ],
)
def test_other_kinds_of_file_are_refused_with_a_sentence(raw, said):
    with pytest.raises(Unreadable, match=said):
        open_table(io.BytesIO(raw))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpora are not here")
def test_it_reads_the_csv_spectrum():
    for file in sorted((SHARED / "csv-spectrum" / "csvs").glob("*.csv")):
        raw = file.read_bytes().replace(b"\r\n", b"\n")  # whatever became of its line ends on the way here
        raw = raw.replace(b"\n", b"\r\n") if "crlf" in file.stem else raw
        table = open_table(io.BytesIO(raw), file_format="csv")
        found = [dict(zip(table.columns, row.cells, strict=True)) for row in table.rows]
        expected = json.loads((SHARED / "csv-spectrum" / "json" / f"{file.stem}.json").read_text(encoding="utf-8"))
        assert found == expected, file.name


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpora are not here")
def test_broken_utf8_comes_through_without_an_error():
    raw = (SHARED / "utf8" / "utf8tests.bin").read_bytes()
    rows = rows_of(b"name\n" + raw, file_format="csv")
    assert len(rows) > 50
    assert "".join(cell for row in rows for cell in row[1]).encode()
