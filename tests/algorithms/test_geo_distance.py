import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.algorithms import geo

LATS = st.floats(-90, 90)
LNGS = st.floats(-180, 180)
LONDON, PARIS = (51.5074, -0.1278), (48.8566, 2.3522)


def test_london_to_paris_is_344_kilometres():
    assert geo.haversine_m(*LONDON, *PARIS) == pytest.approx(343_560, abs=50)


def test_a_degree_of_latitude_is_a_sixtieth_of_a_sixth():
    assert geo.haversine_m(0, 0, 1, 0) == pytest.approx(math.pi * 6_371_008.8 / 180)


@given(LATS, LNGS, LATS, LNGS)
def test_there_is_as_far_as_back(lat1, lng1, lat2, lng2):
    there = geo.haversine_m(lat1, lng1, lat2, lng2)
    assert 0 <= there <= math.pi * 6_371_009
    assert geo.haversine_m(lat2, lng2, lat1, lng1) == pytest.approx(there, abs=1e-3)


@given(LATS, LNGS)
def test_a_point_is_no_distance_from_itself(lat, lng):
    assert geo.haversine_m(lat, lng, lat, lng) == 0


@given(LATS, LNGS, st.floats(0, 2_000_000), LATS, LNGS)
def test_the_box_around_a_point_holds_the_whole_circle(lat, lng, radius, other_lat, other_lng):
    if geo.haversine_m(lat, lng, other_lat, other_lng) <= radius:
        assert geo.bounds_around(lat, lng, radius).holds(other_lat, other_lng)


@given(st.floats(-80, 80), st.floats(-170, 170), st.floats(100, 50_000), st.floats(0, 2 * math.pi))
def test_the_box_holds_points_near_the_edge_of_the_circle(lat, lng, radius, bearing):
    angle = 0.9999 * radius / 6_371_008.8
    row = math.radians(lat)
    other = math.asin(math.sin(row) * math.cos(angle) + math.cos(row) * math.sin(angle) * math.cos(bearing))
    turn = math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(row), math.cos(angle) - math.sin(row) * math.sin(other)
    )
    assert geo.bounds_around(lat, lng, radius).holds(math.degrees(other), lng + math.degrees(turn))


def test_the_box_is_not_much_wider_than_the_circle():
    west, south, east, north = geo.bounds_around(51.5, 0, 1000)
    assert geo.haversine_m(south, 0, north, 0) == pytest.approx(2000, abs=0.1)
    assert geo.haversine_m(51.5, west, 51.5, east) == pytest.approx(2000, abs=0.1)


def test_a_box_over_the_date_line_goes_round_the_world():
    assert geo.bounds_around(-17, 179.99, 5000)[::2] == (-180, 180)


def test_a_box_over_the_pole_goes_round_the_world():
    assert geo.bounds_around(89.99, 0, 5000)[::2] == (-180, 180)
    assert geo.bounds_around(89.99, 0, 5000).north == 90
