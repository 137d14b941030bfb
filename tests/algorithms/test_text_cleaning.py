import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.algorithms import text

ANY = st.text(st.characters(exclude_categories=())) | st.text(
    alphabet="aé \n\r\t\x00\u0300\u0344\u0958\u093c\u200b\u202e\ud800\udc00\u2028\u0085"
)


@given(ANY)
def test_cleaning_twice_is_cleaning_once(raw):
    assert text.clean_line(text.clean_line(raw)) == text.clean_line(raw)
    assert text.clean_text(text.clean_text(raw)) == text.clean_text(raw)


@given(ANY)
def test_clean_text_can_be_stored_anywhere(raw):
    for cleaned in (text.clean_line(raw), text.clean_text(raw)):
        cleaned.encode()
        assert "\x00" not in cleaned
        assert cleaned == cleaned.strip() == unicodedata.normalize("NFC", cleaned)
    assert len(text.clean_line(raw).splitlines()) <= 1


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  Knit \t and\u00a0\u2003 Natter\r\n", "Knit and Natter"),
        ("Cafe\u0301", "Café"),
        ("a\x00b\x07c\x7f", "abc"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("whole \ud83d\ude00 pair", "whole 😀 pair"),
        ("\ufeffname", "name"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🍳 cooks", "👩\u200d🍳 cooks"),
    ],
)
def test_a_line_is_cleaned(raw, clean):
    assert text.clean_line(raw) == clean


def test_paragraphs_stay_and_too_many_empty_lines_go():
    assert text.clean_text("One  line\r\ntwo\n\n\n\n three \u2029four\n\n") == "One line\ntwo\n\nthree\nfour"


def test_a_pile_of_accents_is_cut_down_in_no_time():
    started = time.perf_counter()
    assert len(text.clean_line("a" + "\u0316\u0301" * 500_000)) < 10
    assert len(text.fold("a" + "\u0316\u0301" * 500_000)) < 10
    assert time.perf_counter() - started < 2


@given(st.text(), st.integers(2, 300))
def test_an_excerpt_is_never_too_long(raw, limit):
    short = text.excerpt(raw, limit)
    assert len(short) <= limit
    assert short == " ".join(raw.split()) or short.endswith("…")


def test_an_excerpt_ends_with_a_whole_word():
    assert text.excerpt("We mend lamps, kettles and jumpers.", 20) == "We mend lamps…"
    assert text.excerpt("We mend lamps.", 20) == "We mend lamps."
    assert text.excerpt("Llanfairpwllgwyngyllgogerychwyrndrobwll", 10) == "Llanfairp…"
