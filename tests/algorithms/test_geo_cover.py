from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.algorithms import geo


@st.composite
def boxes(draw):
    west, east = sorted(draw(st.tuples(st.floats(-180, 180), st.floats(-180, 180))))
    south, north = sorted(draw(st.tuples(st.floats(-90, 90), st.floats(-90, 90))))
    return geo.Bounds(west, south, east, north)


@st.composite
def small_boxes(draw):
    west, south = draw(st.floats(-179, 178)), draw(st.floats(-84, 83))
    return geo.Bounds(west, south, west + draw(st.floats(0, 0.5)), south + draw(st.floats(0, 0.5)))


@given(boxes() | small_boxes(), st.integers(1, 20), st.floats(0, 1), st.floats(0, 1))
def test_every_point_of_the_box_is_in_a_range(box, most, right, up):
    lng = min(box.east, box.west + right * (box.east - box.west))
    lat = min(box.north, box.south + up * (box.north - box.south))
    cell = geo.cell_of(lat, lng)
    assert any(low <= cell < high for low, high in geo.cover(box, most))


@given(boxes() | small_boxes(), st.integers(1, 20))
def test_ranges_are_few_sorted_and_apart(box, most):
    ranges = geo.cover(box, most)
    assert 1 <= len(ranges) <= most
    assert all(low < high for low, high in ranges)
    assert all(high < low for (_, high), (low, _) in pairwise(ranges))


@given(st.integers(1, 16), st.data())
def test_the_box_of_a_tile_is_covered_by_that_tile(z, data):
    x, y = data.draw(st.integers(0, 2**z - 1)), data.draw(st.integers(0, 2**z - 1))
    west, south, east, north = geo.tile_bounds(z, x, y)
    inset = (east - west) / 1000
    inner = geo.Bounds(west + inset, south + (north - south) / 1000, east - inset, north - (north - south) / 1000)
    low, high = geo.tile_range(z, x, y)
    assert all(low <= a and b <= high for a, b in geo.cover(inner))


def test_a_borough_is_covered_with_little_to_spare():
    box = geo.bounds_around(51.58, -0.02, 5000)
    covered = sum(high - low for low, high in geo.cover(box, 8))
    x1, y1 = geo.tile_of(box.north, box.west, 24)
    x2, y2 = geo.tile_of(box.south, box.east, 24)
    assert covered / ((x2 - x1) * (y2 - y1)) < 2


@pytest.mark.parametrize("box", [(1, 0, 0, 1), (0, 1, 1, 0), (-181, 0, 0, 1)])
def test_a_box_that_is_none_is_refused(box):
    with pytest.raises(ValueError, match=r"must lie|needs"):
        geo.cover(box)
