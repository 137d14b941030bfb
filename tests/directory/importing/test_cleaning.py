import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.directory.dialect.fields import BY_NAME, SERVICE_BY_NAME
from closeknit.directory.importing.cleaning import Unclear, clean
from closeknit.directory.importing.missing import is_missing


def cleaned(name, cell):
    return clean(cell, BY_NAME.get(name) or SERVICE_BY_NAME[name])


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("name", "  The   Singers\n", "The Singers"),
        ("kind", "Charitable company", "charity"),
        ("kind", "Place Of Worship", "faith_group"),
        ("kind", "community_group", "community_group"),
        ("kind", "Tenants & Residents Association", "residents_association"),
        ("state", "Removed", "closed"),
        ("since", "1965-04-29", 1965),
        ("since", "Since 1972", 1972),
        ("since", "29/04/1965", 1965),
        ("website", "www.singers.example", "https://www.singers.example"),
        ("website", "http://singers.example/a?b=1", "http://singers.example/a?b=1"),
        ("postcode", "lw14tt", "LW1 4TT"),
        ("postcode", "LW1", "LW1"),
        ("postcode", "Loomwick LW1 4TT", "LW1 4TT"),
        ("charity_number", "1234567", ["GB-CHC-1234567"]),
        ("charity_number", "SC012345", ["GB-SC-SC012345"]),
        ("company_number", "738693", ["GB-COH-00738693"]),
        ("company_number", "SC123456", ["GB-COH-SC123456"]),
        ("identifiers", "GB-CHC-1; osm:way/12", ["GB-CHC-1", "osm:way/12"]),
        ("identifiers", "GB-CHC-1; GB-CHC:1; GB-CHC: 1; osm: way/12", ["GB-CHC-1", "osm:way/12"]),
        ("languages", "Polish, English, Polish", ["Polish", "English"]),
        ("languages", '["a; b", "c"]', ["a; b", "c"]),
        ("covers", "Heddle Hill, Bobbin Green; Warpfield", ["Heddle Hill, Bobbin Green", "Warpfield"]),
        ("lat", "51.55°", 51.55),
        ("coordinates", "51.55, 1.45", (51.55, 1.45)),
        ("is_sensitive", "Y", True),
        ("minimum_age", "0", 0),
        ("minimum_age", "18.0", 18),
        ("access", "Wheelchair access; hearing loop", ["step_free", "hearing_loop"]),
        ("cost_kind", "No charge", "free"),
    ],
)
def test_what_people_write_is_understood(name, cell, value):
    assert cleaned(name, cell) == value


@pytest.mark.parametrize(
    ("name", "cell", "instead"),
    [
        ("website", "javascript:alert(1)", ""),
        ("website", "see our page", ""),
        ("website", "https://user:word@singers.example/", ""),
        ("contact_email", "singers at example", ""),
        ("postcode", "SW1A 1A", ""),
        ("since", "long ago", None),
        ("since", "9999", None),
        ("lat", "nan", None),
        ("lat", "inf", None),
        ("minimum_age", "-3", None),
        ("minimum_age", "300", None),
        ("kind", "Wombles of the common", ""),
        ("confirmed_on", "the day after", None),
        ("relations", '[{"kind": "hates", "to": "x"}]', []),
        ("relations", "{}", []),
    ],
)
def test_what_is_not_understood_is_told_and_left_out(name, cell, instead):
    with pytest.raises(Unclear) as unclear:
        cleaned(name, cell)
    assert unclear.value.instead == instead
    assert unclear.value.sentence.endswith(".")


def test_a_name_that_is_too_long_costs_the_row_and_other_words_are_cut():
    with pytest.raises(Unclear) as too_long:
        cleaned("name", "x" * 201)
    assert too_long.value.is_fatal
    with pytest.raises(Unclear) as cut:
        cleaned("summary", "word " * 100)
    assert len(cut.value.instead) <= 300


@pytest.mark.parametrize("cell", ["", " ", "NA", "n/a", "-", "–", "null", "None", "TBC", "Not known", "#N/A"])
def test_words_that_say_nothing(cell):
    assert is_missing(cell)


@pytest.mark.parametrize("cell", ["0", "no", "Nanette", "Notting", "a"])
def test_words_that_say_something(cell):
    assert not is_missing(cell)


@given(st.sampled_from(sorted(BY_NAME)), st.text(max_size=60))
def test_no_cell_makes_a_rule_fall_over(name, cell):
    try:
        cleaned(name, cell)
    except Unclear as unclear:
        assert unclear.sentence
