import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.algorithms import geo

SIZES = st.floats(50, 5000)


@given(st.floats(-85, 85), st.floats(-180, 180), SIZES)
def test_a_snapped_point_stays_near(lat, lng, size):
    assert geo.haversine_m(lat, lng, *geo.snap(lat, lng, size)) <= 0.9 * size


@given(st.floats(-90, 90), st.floats(-180, 180), SIZES)
def test_snapping_twice_is_snapping_once(lat, lng, size):
    once = geo.snap(lat, lng, size)
    assert geo.snap(*once, size) == once


def test_neighbours_snap_to_the_same_point():
    here = geo.snap(51.5801, -0.0201, 500)
    assert geo.snap(51.5802, -0.0202, 500) == here
    assert geo.snap(51.6, -0.0202, 500) != here


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_decimal_degrees_are_read_as_written(lat, lng):
    assert geo.parse_coordinates(f"{lat:.6f}, {lng:.6f}") == (float(f"{lat:.6f}"), float(f"{lng:.6f}"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("51.5 -0.12", (51.5, -0.12)),
        (" 51.5;−0.12 ", (51.5, -0.12)),
        ("(51.5, -0.12)", (51.5, -0.12)),
        ("geo:51.5,-0.12", (51.5, -0.12)),
        ("51.5 N 0.12 W", (51.5, -0.12)),
        ("N51.5, W0.12", (51.5, -0.12)),
        ("0.12°W, 51.5°N", (51.5, -0.12)),
        ("51° 30′ 36″ N, 0° 7' 12\" W", (51.51, -0.12)),
        ("51, 0", (51.0, 0.0)),
    ],
)
def test_the_usual_ways_of_writing_are_read(text, expected):
    assert geo.parse_coordinates(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "LW1 4TT",
        "24 7",
        "91.0, 0.0",
        "0.0, 181.0",
        "51.5",
        "51.5 N 0.12 N",
        "51.5 N 0.12",
        "1" * 5000,
        "nan, nan",
    ],
)
def test_other_texts_are_no_coordinates(text):
    assert geo.parse_coordinates(text) is None


@given(st.text())
def test_no_text_makes_it_fail(text):
    geo.parse_coordinates(text)
