import json
import math
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from closeknit.algorithms import polygons
from closeknit.algorithms.geo import Bounds

SQUARE = [[0.0, 51.0], [1.0, 51.0], [1.0, 52.0], [0.0, 52.0], [0.0, 51.0]]
HOLE = [[0.4, 51.4], [0.4, 51.6], [0.6, 51.6], [0.6, 51.4], [0.4, 51.4]]
BOW_TIE = [[0.0, 51.0], [1.0, 52.0], [1.0, 51.0], [0.0, 52.0], [0.0, 51.0]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def reason(geometry, **options):
    with pytest.raises(polygons.BadShape) as refused:
        polygons.mend(geometry, **options)
    return str(refused.value.sentence)


def test_a_sound_outline_stays_as_it_is():
    assert polygons.mend(polygon(SQUARE, HOLE)) == polygons.Mended(polygon(SQUARE, HOLE))


def test_outer_rings_are_turned_anticlockwise():
    assert polygons.mend(polygon(SQUARE[::-1])).geometry == polygon(SQUARE)


def test_heights_are_left_out():
    assert polygons.mend(polygon([[*corner, 12.5] for corner in SQUARE])).geometry == polygon(SQUARE)


def test_numbers_may_be_whole_or_decimal():
    corners = [[Decimal(0), 51], [1, 51], [1, 52], [0, Decimal("52.0")], [0, 51]]
    assert polygons.mend(polygon(corners)).geometry == polygon(SQUARE)


def test_an_outline_that_crosses_itself_is_mended_and_said_so():
    mended = polygons.mend(polygon(BOW_TIE))
    assert shapely.is_valid(polygons.as_shape(mended.geometry))
    assert [str(note) for note in mended.notes] == ["The outline crossed itself. It was mended."]


def test_a_bow_tie_keeps_both_its_halves():
    assert polygons.as_shape(polygons.mend(polygon(BOW_TIE)).geometry).area == pytest.approx(0.5)


def test_a_multipolygon_of_one_becomes_a_polygon():
    assert polygons.mend({"type": "MultiPolygon", "coordinates": [[SQUARE]]}).geometry == polygon(SQUARE)


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (None, "needs a Polygon"),
        ([], "needs a Polygon"),
        ({}, "needs a Polygon"),
        ({"type": "Point", "coordinates": [0, 51]}, "this is “Point”"),
        ({"type": ["Polygon"], "coordinates": [SQUARE]}, "needs a Polygon"),
        ({"type": "Polygon"}, "empty"),
        (polygon(), "empty"),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "empty"),
        ({"type": "MultiPolygon", "coordinates": [SQUARE]}, "not a corner"),
        (polygon("SQUARE"), "not lists of numbers"),
        (polygon([]), "three corners"),
        (polygon(SQUARE[:3]), "three corners"),
        (polygon(SQUARE[:4]), "does not end where it began"),
        (polygon([["0", "51"], *SQUARE[1:]]), "not a corner"),
        (polygon([[True, 51], *SQUARE[1:]]), "not a corner"),
        (polygon([[0], *SQUARE[1:]]), "not a corner"),
        (polygon([[math.nan, 51], *SQUARE[1:]]), "not a corner"),
        (polygon([[math.inf, 51], *SQUARE[1:]]), "not a corner"),
        (polygon([[10**400, 51], *SQUARE[1:]]), "not a corner"),
        (polygon([[35, 139], [36, 139], [36, 140], [35, 139]]), "wrong way round"),
        (polygon([[lng * 1000, lat * 1000] for lng, lat in SQUARE]), "not on the globe"),
        (polygon([[0, 51], [1, 51], [0.5, 51], [0, 51]]), "nothing inside"),
        (polygon([[0, 51], [0, 51], [0, 51], [0, 51]]), "nothing inside"),
        (polygon([[0, 52], [1, 51], [1, 51], [-1e-86, 52], [0, 52]]), "nothing inside"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(geometry, words):
    assert words in reason(geometry)


def test_an_outline_of_too_many_corners_is_refused_before_it_is_built():
    many = [[0.0, 51.0]] * 3000
    assert "3,000 corners, and at most 1,000" in reason(polygon(many), max_points=1000)


def test_an_outline_that_would_be_near_the_other_way_round_is_refused():
    near = Bounds(-0.1, 51.4, 0.2, 51.7)
    assert "wrong way round" in reason(polygon([[lat, lng] for lng, lat in SQUARE]), near=near)
    assert polygons.mend(polygon(SQUARE), near=near).notes == ()


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from(["type", "coordinates"]), inner),
    ),
    st.sampled_from(["Polygon", "MultiPolygon"]),
)
def test_rubbish_is_refused_and_never_fails_otherwise(rubbish, kind):
    for geometry in (rubbish, {"type": kind, "coordinates": rubbish}):
        reason(geometry)


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(51, 52)), min_size=3, max_size=30))
def test_whatever_comes_out_is_sound(corners):
    try:
        mended = polygons.mend(polygon([list(corner) for corner in [*corners, corners[0]]]))
    except polygons.BadShape:
        return
    shape = polygons.as_shape(mended.geometry)
    assert shapely.is_valid(shape)
    assert shape.area > 0
    assert polygons.mend(mended.geometry).notes == ()


CORPUS = Path(__file__).parents[3] / "shared/data/bad-inputs/geojson"


@pytest.mark.skipif(not CORPUS.exists(), reason="the collection of broken GeoJSON files is not on this machine")
def test_no_broken_file_makes_it_fail():
    for path in CORPUS.rglob("*.geojson"):
        for geometry in _geometries(_read(path)):
            with suppress(polygons.BadShape):
                polygons.mend(geometry)


def _read(path):
    with suppress(json.JSONDecodeError):
        return json.loads(path.read_text())
    return None


def _geometries(found):
    if isinstance(found, dict):
        yield found
        for value in found.values():
            yield from _geometries(value)
    elif isinstance(found, list):
        for value in found:
            yield from _geometries(value)
