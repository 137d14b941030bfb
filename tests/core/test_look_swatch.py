"""Knitted initials: the same name looks the same everywhere, and any name can be knitted."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.core import swatch, weave_pattern
from closeknit.core.knit_font import LETTERS, MOTIFS

CORE = Path(swatch.__file__).parent


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Bobbin Green Repair Café", "BR"),
        ("Knit and Natter", "KN"),
        ("Friends of Tenter Meadow", "TM"),
        ("Friends of Alder Park", "AP"),
        ("Heddle Hill Singers", "HS"),
        ("The Spindle youth club", "SY"),
        ("A Loo for Weftbridge", "LW"),
        ("Parents’ Circle", "PC"),
        ("Écoute Íris", "EI"),
        ("Łódź Słońce", "LS"),
        ("49th Scouts", "4S"),
        ("Mencap", "M"),
        ("On the", "OT"),
        ("বুনন", ""),
        ("", ""),
    ],
)
def test_initials_say_which_group_it_is(name, letters):
    assert swatch.initials(name) == letters


def test_the_repair_cafe_is_knitted_as_it_was_drawn():
    assert swatch.dye("Bobbin Green Repair Café") == "woad"
    assert swatch.grid("Bobbin Green Repair Café") == (
        "...............",
        ".#.#.#.#.#.#.#.",
        "...............",
        "..####..####...",
        "..#...#.#...#..",
        "..#...#.#...#..",
        "..####..####...",
        "..#...#.#.#....",
        "..#...#.#..#...",
        "..####..#...#..",
        "...............",
        "...............",
        ".#.#.#.#.#.#.#.",
        "...............",
    )


def test_the_fourth_rhythm_turns_the_lower_border_inside_out():
    caring = swatch.grid("Caring Shops of Fuller Street")
    assert (caring[1], caring[12]) == ("...#...#...#...", "#.###.###.###.#")


def test_a_name_in_another_script_gets_a_motif():
    rows = swatch.grid("বুনন")[3:10]
    assert " ".join(row[2:13] for row in rows) in MOTIFS


@given(st.text(max_size=60))
def test_any_name_can_be_knitted(name):
    rows = swatch.grid(name)
    assert [len(row) for row in rows] == [swatch.COLUMNS] * swatch.ROWS
    assert set("".join(rows)) == {".", "#"}
    assert swatch.dye(name) in swatch.DYES
    assert swatch.rhythm(name) in swatch.RHYTHMS


@given(st.text(max_size=60))
def test_spaces_and_capitals_do_not_change_the_wool(name):
    assert swatch.dye(f"  {name} ") == swatch.dye(name.casefold())


@pytest.mark.parametrize("letter", LETTERS)
def test_each_letter_has_its_seven_rows_of_five(letter):
    assert [len(row) for row in LETTERS[letter].split()] == [5] * 7


def test_no_two_letters_look_alike():
    # 0 has a slash, so that it is not an O
    assert len(set(LETTERS.values())) == len(LETTERS)


def test_the_picture_is_small_and_hidden_from_screen_readers():
    svg = swatch.svg("Bobbin Green Repair Café")
    assert svg.startswith('<svg class="swatch swatch-woad" viewBox="0 0 600 602" aria-hidden="true">')
    assert len(svg) < 1400
    assert "style=" not in svg


def test_the_shared_ground_is_the_one_that_is_drawn_here():
    assert f'd="{swatch.ground_stitches()}"' in (CORE / "static/core/img/knit.svg").read_text()


def test_the_first_four_areas_have_a_dye_and_a_weave_each():
    assert [weave_pattern.weave_of(number).classes for number in (1, 2, 3, 4)] == [
        "dye-1 weave-1",
        "dye-2 weave-2",
        "dye-3 weave-3",
        "dye-4 weave-4",
    ]


def test_twenty_four_areas_can_be_told_apart():
    patterns = [weave_pattern.weave_of(number) for number in range(1, 26)]
    assert len(set(patterns[:24])) == 24
    assert patterns[24] == patterns[0]
