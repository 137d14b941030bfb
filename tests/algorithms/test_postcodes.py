import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.algorithms import postcodes

AREAS = st.sampled_from(["LW", "E", "SW", "EC", "M", "B", "ZE"])
INWARD = st.from_regex(r"[0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True)


@st.composite
def codes(draw):
    return f"{draw(AREAS)}{draw(st.integers(1, 99))} {draw(INWARD)}"


@pytest.mark.parametrize("written", ["LW1 4TT", "lw14tt", " Lw1  4tT ", "LW1-4TT", "LW1\u00a04TT", "lw1 4tt."])
def test_a_postcode_is_known_however_it_is_written(written):
    assert postcodes.normalise(written) == "LW1 4TT"


@pytest.mark.parametrize(
    "postcode", ["M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 1HQ", "EC1A 1BB", "GIR 0AA", "LW1 4TT"]
)
def test_every_form_of_postcode_is_known(postcode):
    assert postcodes.normalise(postcode) == postcode
    assert postcodes.find_postcodes(f"({postcode.lower()})") == [postcode]


@pytest.mark.parametrize(
    "text",
    ["", "LW1", "LW1 4T", "LW1 4TTT", "LW1 4TC", "QW1 4TT", "1W1 4TT", "ＬＷ1 4TT", "x" * 99],
)
def test_what_has_not_the_shape_is_none(text):
    assert postcodes.normalise(text) is None


@given(codes(), st.text(alphabet=" \t-.", max_size=3))
def test_spacing_and_case_never_matter(postcode, gap):
    assert postcodes.normalise(postcode.replace(" ", gap).lower()) == postcode


@given(codes())
def test_a_postcode_starts_with_its_sector_which_starts_with_its_outcode(postcode):
    outcode, sector = postcodes.outcode(postcode), postcodes.sector(postcode)
    assert postcode == sector + postcode[-2:]
    assert sector == f"{outcode} {postcode[-3]}"
    assert postcodes.normalise_outcode(outcode.lower()) == outcode
    assert postcodes.normalise_outcode(postcode) is None


@given(st.lists(codes(), unique=True))
def test_postcodes_are_found_in_a_text(found):
    text = "Come to the hall at " + ", or at ".join(found) + "; bring a chair."
    assert postcodes.find_postcodes(text) == found


@pytest.mark.parametrize("text", ["at 10 am", "BLW1 4TTS", "call 020 7946 0000", "A4 paper, 3 reams", ""])
def test_other_words_are_no_postcodes(text):
    assert postcodes.find_postcodes(text) == []


@given(codes(), st.data())
def test_the_postcode_that_was_meant_is_among_the_suggestions(postcode, data):
    swaps = {"O": "0", "0": "O", "I": "1", "1": "I"}
    places = [place for place, letter in enumerate(postcode) if letter in swaps]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    wrong = postcode[:place] + swaps[postcode[place]] + postcode[place + 1 :]
    assert postcode in postcodes.suggestions(wrong) or postcodes.normalise(wrong) == postcode


def test_the_nearest_suggestion_comes_first():
    assert postcodes.suggestions("LWI 4TT") == ["LW1 4TT"]
    assert postcodes.suggestions("LW1O 1AA")[0] == "LW10 1AA"
    assert postcodes.suggestions("hello") == []


@given(st.text(), st.text(alphabet=string.ascii_letters + string.digits + " "))
def test_no_text_makes_it_fail(any_text, likely):
    for text in (any_text, likely):
        postcodes.normalise(text)
        assert all(postcodes.normalise(found) == found for found in postcodes.find_postcodes(text))
        assert all(postcodes.normalise(found) == found for found in postcodes.suggestions(text))
