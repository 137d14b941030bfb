import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.algorithms import osgrid
from closeknit.algorithms.geo import haversine_m

# Some of the forty test points that Ordnance Survey publishes with OSTN15 (ETRS89 ↔ OSGB36),
# from the Scilly Isles to Shetland: lat, lng, easting, northing.
OSTN15_POINTS = [
    (49.92226394, -6.29977752, 91492.146, 11318.804),
    (50.43885826, -4.10864564, 250359.811, 62016.569),
    (51.37447026, 1.44454730, 639821.835, 169565.858),
    (51.48936565, -0.11992557, 530624.974, 178388.464),
    (51.85890896, -4.30852477, 241124.584, 220332.641),
    (52.75136687, 0.40153547, 562180.547, 319784.995),
    (53.34480280, -2.64049321, 357455.843, 383290.436),
    (53.80021520, -1.66379168, 422242.186, 433818.701),
    (54.32919541, -4.38849118, 244780.636, 495254.887),
    (55.92478266, -3.29479219, 319188.434, 670947.534),
    (57.48625001, -4.21926399, 267056.768, 846176.972),
    (57.81351838, -8.57854456, 9587.909, 899448.996),
    (60.13308092, -2.07382823, 395999.668, 1138728.951),
]
CAISTER = 651409.903, 313177.270  # the worked example of the guide


def test_the_projection_gives_the_guides_own_example_to_a_millimetre():
    lat, lng = osgrid._unproject(*(np.array([number]) for number in CAISTER))
    assert math.degrees(lat[0]) == pytest.approx(52 + 39 / 60 + 27.2531 / 3600, abs=1e-8)
    assert math.degrees(lng[0]) == pytest.approx(1 + 43 / 60 + 4.5177 / 3600, abs=1e-8)


def test_the_whole_way_gives_the_guides_own_example():
    lats, lngs = osgrid.to_wgs84([CAISTER[0]], [CAISTER[1]])
    assert lats[0] == pytest.approx(52 + 39 / 60 + 28.723 / 3600, abs=2e-7)
    assert lngs[0] == pytest.approx(1 + 42 / 60 + 57.787 / 3600, abs=2e-7)


@pytest.mark.parametrize(("lat", "lng", "easting", "northing"), OSTN15_POINTS)
def test_published_points_are_within_five_metres(lat, lng, easting, northing):
    lats, lngs = osgrid.to_wgs84([easting], [northing])
    assert haversine_m(lat, lng, lats[0], lngs[0]) < 5


@given(st.lists(st.tuples(st.floats(0, 700_000), st.floats(0, 1_300_000)), min_size=1))
def test_an_array_agrees_with_single_points(points):
    eastings, northings = zip(*points, strict=True)
    singly = [osgrid.to_wgs84([east], [north]) for east, north in points]
    lats, lngs = osgrid.to_wgs84(eastings, northings)
    assert lats.tolist() == pytest.approx([lat[0] for lat, _ in singly], abs=1e-9)
    assert lngs.tolist() == pytest.approx([lng[0] for _, lng in singly], abs=1e-9)


@given(st.floats(100_000, 600_000), st.floats(100_000, 1_000_000))
def test_a_step_of_a_kilometre_is_about_a_kilometre(easting, northing):
    lats, lngs = osgrid.to_wgs84([easting, easting + 1000], [northing, northing])
    assert haversine_m(lats[0], lngs[0], lats[1], lngs[1]) == pytest.approx(1000, rel=0.006)


def test_no_points_give_no_points():
    lats, lngs = osgrid.to_wgs84([], [])
    assert (lats.tolist(), lngs.tolist()) == ([], [])


@pytest.mark.parametrize("point", [(math.nan, 0), (0, math.inf), (1e9, 0)])
def test_what_is_no_point_of_the_grid_is_refused(point):
    with pytest.raises(ValueError, match="metres"):
        osgrid.to_wgs84([point[0]], [point[1]])
