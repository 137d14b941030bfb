import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.places.models import Postcode
from closeknit.places.reads import find_place, similar_places
from tests.places.cloth import square
from tests.support.factories import make_area

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loomwick():
    codes = {"LW1": (51.60, 1.70), "LW1 4": (51.61, 1.71), "LW1 4TT": (51.612, 1.712), "LW1 1AA": (51.59, 1.69)}
    Postcode.objects.bulk_create(Postcode(code=code, lat=lat, lng=lng) for code, (lat, lng) in codes.items())
    borough = make_area("Loomwick", kind="borough", boundary=square(0, 0, 4, 2), slug="loomwick")
    make_area("Weftbridge", kind="neighbourhood", parent=borough, boundary=square(0, 0, 1, 1), slug="weftbridge")
    make_area("St Blaise", parent=borough, boundary=square(1, 0, 1, 1), slug="st-blaise")


def found(text):
    place = find_place(text)
    return place and (place.label, str(place.precision), place.note)


@pytest.mark.parametrize("text", ["LW1 4TT", "lw14tt", " Lw1  4tT ", "LW1-4TT"])
def test_a_postcode_is_found_however_it_is_written(text):
    assert found(text) == ("LW1 4TT", "postcode", "")
    assert (find_place(text).lat, find_place(text).lng) == (51.612, 1.712)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LW1 4TZ", ("LW1", "borough", "We do not know LW1 4TZ, so this is the middle of LW1.")),
        ("LW1", ("LW1", "borough", "This is the middle of LW1.")),
        ("lw1 4", ("LW1 4", "ward", "This is the middle of LW1 4.")),
        ("LW1 9", ("LW1", "borough", "This is the middle of LW1.")),
        ("LWI 4TT", ("LW1 4TT", "postcode", "We took “LWI 4TT” to mean LW1 4TT.")),
        ("51.612, 1.712", ("51.6120, 1.7120", "exact", "")),
        ("Weftbridge", ("Weftbridge", "ward", "")),
        ("LOOMWICK", ("Loomwick", "borough", "")),
        ("st. blaise", ("St Blaise", "ward", "")),
        ("Weftbrige", ("Weftbridge", "ward", "We took “Weftbrige” to mean Weftbridge.")),
    ],
)
def test_it_says_what_it_assumed(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize("text", ["", "  ", "singing", "ZZ9 9ZZ", "ZZ9", "\0", "LW1 4TT\0", "x" * 5000, "99, 999"])
def test_what_is_no_place_here_is_none(text):
    assert find_place(text) is None


def test_an_area_says_which_one_it_is():
    assert find_place("Weftbridge").area == "weftbridge"
    assert find_place("LW1 4TT").area == ""


def test_it_suggests_what_may_have_been_meant():
    assert similar_places("Weftbrij") == ["Weftbridge"]
    assert similar_places("Blaise") == ["St Blaise"]
    assert similar_places("xyzzy") == []


@pytest.mark.parametrize("text", ["LW1 4TT", "LW1 4TZ", "nowhere at all", "Weftbridge", "OIOI IOI"])
def test_it_costs_at_most_two_queries(text, django_assert_max_num_queries):
    find_place("Weftbridge")  # warms the index
    with django_assert_max_num_queries(2):
        find_place(text)


@given(st.text(max_size=60))
def test_any_text_is_answered(text):
    place = find_place(text)
    assert place is None or place.label
    assert len(similar_places(text)) <= 3
