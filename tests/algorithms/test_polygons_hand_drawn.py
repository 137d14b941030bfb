"""What somebody draws by hand becomes sound land, the same whenever it is read again."""

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from closeknit.algorithms import polygons
from closeknit.algorithms.geo import Bounds

SQUARE = [[1.5, 51.6], [1.51, 51.6], [1.51, 51.61], [1.5, 51.61], [1.5, 51.6]]
HOLE = [[1.502, 51.602], [1.508, 51.602], [1.508, 51.608], [1.502, 51.608], [1.502, 51.602]]

corners = st.tuples(
    st.floats(1.4, 1.6, allow_nan=False).map(lambda number: round(number, 6)),
    st.floats(51.5, 51.7, allow_nan=False).map(lambda number: round(number, 6)),
)
rings = st.lists(corners, min_size=3, max_size=12).map(lambda ring: [[list(corner) for corner in [*ring, ring[0]]]])
drawings = st.lists(rings, min_size=1, max_size=4).map(lambda shapes: {"type": "MultiPolygon", "coordinates": shapes})


@given(drawings)
def test_whatever_is_drawn_is_sound_or_refused(drawing):
    try:
        made = polygons.hand_drawn(drawing).geometry
    except polygons.BadShape:
        return
    land = shape(made)
    assert land.is_valid
    assert not land.is_empty
    assert not any(part.interiors for part in shapely.get_parts(land))
    assert polygons.hand_drawn(made, max_points=10_000).geometry == made
    assert json.loads(json.dumps(made)) == made
    box = shape(drawing).bounds
    assert shapely.box(*box).buffer(1e-4).covers(land)


@given(drawings)
def test_no_number_is_finer_than_a_hand(drawing):
    try:
        made = polygons.hand_drawn(drawing).geometry
    except polygons.BadShape:
        return
    for lng, lat in shapely.get_coordinates(shape(made)).tolist():
        assert (lng, lat) == (round(lng, 5), round(lat, 5))


def test_holes_are_filled_and_said_so():
    made = polygons.hand_drawn({"type": "Polygon", "coordinates": [SQUARE, HOLE]})
    assert shape(made.geometry).area == pytest.approx(1e-4)
    assert [str(note) for note in made.notes] == ["Holes in the shape were filled."]


@pytest.mark.parametrize(
    ("ring", "words"),
    [
        (SQUARE[:2], "three corners"),
        (SQUARE * 200, "at most 500"),
        ([[lat, lng] for lng, lat in SQUARE], "wrong way round"),
        ([[1.5, 51.6], [1.500001, 51.6], [1.5, 51.600001], [1.5, 51.6]], "nothing inside|too small"),
    ],
)
def test_what_cannot_be_kept_says_why(ring, words):
    with pytest.raises(polygons.BadShape, match=words):
        polygons.hand_drawn({"type": "Polygon", "coordinates": [ring]}, near=Bounds(1, 51, 2, 52))


def test_land_is_measured_as_on_the_ground():
    assert polygons.square_km({"type": "Polygon", "coordinates": [SQUARE]}) == pytest.approx(0.768, rel=0.01)
    assert polygons.square_km(shapely.Polygon()) == 0


@given(drawings)
def test_an_index_finds_what_a_drawing_touches(drawing):
    halves = {1: shapely.box(1.3, 51.4, 1.5, 51.8), 2: shapely.box(1.5, 51.4, 1.7, 51.8)}
    try:
        land = shape(polygons.hand_drawn(drawing).geometry)
    except polygons.BadShape:
        return
    found = polygons.AreaIndex(halves.items()).touching(land)
    for number, half in halves.items():
        part = half.intersection(land).area / land.area
        assert (number in found) == (part > 0.01) or part == pytest.approx(0.01, abs=0.01)
    assert found
