import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.algorithms import geo

LATS = st.floats(-90, 90)
LNGS = st.floats(-180, 180)
HALVES = st.integers(0, 2**24 - 1)


@st.composite
def tiles(draw):
    z = draw(st.integers(0, 24))
    return z, draw(st.integers(0, 2**z - 1)), draw(st.integers(0, 2**z - 1))


def interleaved_slowly(x, y):
    return sum((x >> i & 1) << 2 * i | (y >> i & 1) << 2 * i + 1 for i in range(24))


@given(HALVES, HALVES)
def test_a_code_interleaves_the_bits_with_x_first(x, y):
    assert geo.morton(x, y) == interleaved_slowly(x, y)


@given(HALVES, HALVES)
def test_a_code_gives_its_pair_back(x, y):
    assert geo.unmorton(geo.morton(x, y)) == (x, y)


@given(st.lists(st.tuples(HALVES, HALVES), min_size=1))
def test_arrays_of_codes_agree_with_single_ones(pairs):
    xs, ys = np.array(pairs).T
    codes = geo.mortons(xs, ys)
    assert codes.tolist() == [geo.morton(x, y) for x, y in pairs]
    assert [part.tolist() for part in geo.unmortons(codes)] == [xs.tolist(), ys.tolist()]


@pytest.mark.parametrize("pair", [(-1, 0), (0, 2**24)])
def test_a_pair_of_more_than_24_bits_is_refused(pair):
    with pytest.raises(ValueError, match="from 0 to"):
        geo.morton(*pair)


@pytest.mark.parametrize("code", [-1, 2**48])
def test_a_code_of_more_than_48_bits_is_refused(code):
    with pytest.raises(ValueError, match="from 0 to"):
        geo.unmorton(code)


@given(st.lists(st.tuples(LATS, LNGS), min_size=1))
def test_arrays_of_cells_agree_with_single_ones(points):
    lats, lngs = zip(*points, strict=True)
    assert geo.cells_of(lats, lngs).tolist() == [geo.cell_of(*point) for point in points]


def test_no_points_have_no_cells():
    assert geo.cells_of([], []).tolist() == []


@pytest.mark.parametrize("point", [(91, 0), (0, 181), (math.nan, 0), (0, math.inf)])
def test_a_point_off_the_globe_has_no_cell(point):
    with pytest.raises(ValueError, match="latitude"):
        geo.cell_of(*point)


def test_tiles_are_those_of_every_web_map():
    # The worked examples of the OpenStreetMap wiki and of Google's tile coordinates.
    assert geo.tile_of(51.51202, 0.02435, 17) == (65544, 43582)
    assert geo.tile_of(41.850, -87.650, 3) == (2, 2)
    assert geo.tile_of(0, 0, 1) == (1, 1)


@given(tiles(), st.floats(0, 1, exclude_max=True), st.floats(0, 1, exclude_max=True))
def test_a_tile_is_exactly_the_range_of_its_cells(tile, right, down):
    z, x, y = tile
    low, high = geo.tile_range(z, x, y)
    side = 2 ** (24 - z)
    inside = geo.morton(x * side + int(right * side), y * side + int(down * side))
    assert low <= inside < high
    assert high - low == side * side


@given(st.integers(0, 20), LATS, LNGS)
def test_each_point_lies_in_exactly_the_tile_it_is_said_to(z, lat, lng):
    x, y = geo.tile_of(lat, lng, z)
    low, high = geo.tile_range(z, x, y)
    assert low <= geo.cell_of(lat, lng) < high


@pytest.mark.parametrize("tile", [(-1, 0, 0), (25, 0, 0), (3, 8, 0), (3, 0, -1)])
def test_there_is_no_tile_off_the_square(tile):
    with pytest.raises(ValueError, match="no tile"):
        geo.tile_range(*tile)


@given(st.floats(-85, 85), LNGS, st.integers(0, 24))
def test_the_place_in_tiles_rounds_down_to_the_tile(lat, lng, z):
    xs, ys = geo.tile_position([lat], [lng], z)
    most = 2**z - 1
    assert (min(int(xs[0]), most), min(int(ys[0]), most)) == geo.tile_of(lat, lng, z)
