import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from closeknit.algorithms import polygons
from closeknit.algorithms.geo import Bounds

CRESCENT = Polygon([(0, 0), (4, 0), (4, 4), (0, 4), (0, 3.9), (3.9, 3.9), (3.9, 0.1), (0, 0.1)])


@st.composite
def stars(draw):
    """Sound outlines with any number of corners, around a middle."""
    x, y = draw(st.floats(-1, 1)), draw(st.floats(51, 52))
    radii = draw(st.lists(st.floats(0.01, 0.5), min_size=3, max_size=40))
    turns = np.linspace(0, 2 * np.pi, len(radii), endpoint=False)
    return Polygon(np.column_stack([x + radii * np.cos(turns), y + radii * np.sin(turns)]))


@given(stars())
def test_both_forms_are_the_same_outline(star):
    geojson = polygons.as_geojson(star)
    assert shapely.equals(polygons.as_shape(geojson), star)
    assert polygons.as_geojson(geojson) == geojson


@given(stars())
def test_the_inner_point_lies_inside_and_in_the_box(star):
    lat, lng = polygons.inner_point(polygons.as_geojson(star))
    assert star.contains(shapely.Point(lng, lat))
    assert polygons.bounds(star).holds(lat, lng)


def test_the_inner_point_of_a_crescent_is_not_its_middle():
    lat, lng = polygons.inner_point(CRESCENT)
    assert CRESCENT.contains(shapely.Point(lng, lat))
    assert not CRESCENT.contains(CRESCENT.centroid)


def test_the_box_is_west_south_east_north():
    assert polygons.bounds(polygons.as_geojson(box(-1, 51, 2, 53))) == Bounds(-1, 51, 2, 53)


def test_a_union_is_one_outline_where_areas_touch():
    assert polygons.union([box(0, 0, 1, 1), polygons.as_geojson(box(1, 0, 2, 1))]).equals(box(0, 0, 2, 1))
    assert isinstance(polygons.union([box(0, 0, 1, 1), box(3, 0, 4, 1)]), MultiPolygon)


@given(st.lists(stars(), min_size=1, max_size=6), st.lists(st.tuples(st.floats(50, 53), st.floats(-2, 2)), max_size=30))
def test_areas_hold_the_points_that_shapely_says_they_hold(areas, points):
    index = polygons.AreaIndex((number + 100, polygons.as_geojson(area)) for number, area in enumerate(areas))
    expected = [
        (place, number + 100)
        for place, (lat, lng) in enumerate(points)
        for number, area in enumerate(areas)
        if area.intersects(shapely.Point(lng, lat))
    ]
    found = index.locate_many([lat for lat, _ in points], [lng for _, lng in points])
    assert list(zip(*(column.tolist() for column in found), strict=True)) == expected


def test_a_point_on_a_shared_edge_is_in_both_areas():
    index = polygons.AreaIndex([(7, box(0, 0, 1, 1)), (3, box(1, 0, 2, 1))])
    found = index.locate_many([0.5, 0.5], [1.0, 3.0])
    assert [column.tolist() for column in found] == [[0, 0], [3, 7]]


def test_without_areas_no_point_is_in_one():
    assert [column.tolist() for column in polygons.AreaIndex([]).locate_many([51], [0])] == [[], []]
    assert len(polygons.AreaIndex([])) == 0


def test_a_ward_cut_in_two_is_shared_out():
    old, new = [box(0, 51, 2, 52)], [box(0, 51, 1, 52), box(1, 51, 2, 52)]
    assert polygons.overlaps(old, new) == [
        polygons.Overlap(0, 0, pytest.approx(0.5), pytest.approx(1)),
        polygons.Overlap(0, 1, pytest.approx(0.5), pytest.approx(1)),
    ]


def test_areas_that_only_touch_share_nothing():
    assert polygons.overlaps([box(0, 51, 1, 52)], [box(1, 51, 2, 52), box(0.99999, 51, 2, 52)]) == []


def test_northern_land_counts_less_per_degree():
    (shared,) = polygons.overlaps([box(0, 0, 1, 80)], [box(0, 60, 1, 80)])
    assert shared.of_first == pytest.approx((np.sin(np.radians(80)) - np.sin(np.radians(60))) / np.sin(np.radians(80)))


@given(st.lists(stars(), max_size=4), st.lists(stars(), max_size=4))
def test_shares_are_the_same_from_either_side(firsts, seconds):
    there, back = polygons.overlaps(firsts, seconds), polygons.overlaps(seconds, firsts)
    assert all(0 <= share <= 1 for pair in there for share in pair[2:])
    expected = {(pair.second, pair.first): pytest.approx((pair.of_second, pair.of_first)) for pair in there}
    assert {(pair.first, pair.second): (pair.of_first, pair.of_second) for pair in back} == expected


@given(stars())
def test_an_area_shares_all_with_itself(star):
    assert polygons.overlaps([star], [star]) == [polygons.Overlap(0, 0, pytest.approx(1), pytest.approx(1))]


def test_a_child_belongs_where_most_of_it_lies():
    parents = {"west": box(0, 51, 1, 52), "east": box(1, 51, 2, 52)}
    children = {"a": box(0.1, 51.1, 1.2, 51.2), "b": box(1.8, 51.1, 2.5, 51.2), "c": box(1.5, 51.3, 1.6, 51.4)}
    assert polygons.parents_by_overlap(children, parents) == {"a": "west", "b": None, "c": "east"}


def jagged_quarters():
    """Four areas that meet along wavy edges, as wards do."""
    wave = np.linspace(0, 1, 200)
    upright = [(0.5 + 0.01 * np.sin(60 * t), t) for t in wave]
    level = [(t, 0.5 + 0.01 * np.sin(60 * t)) for t in wave]
    lines = [shapely.LineString(upright), shapely.LineString(level), box(0, 0, 1, 1).exterior]
    return dict(enumerate(shapely.get_parts(shapely.polygonize([shapely.union_all(lines)]))))


def test_simplified_neighbours_still_meet():
    drawn = polygons.simplify_all(jagged_quarters(), 5)
    shapes = [polygons.as_shape(outline) for outline in drawn.values()]
    assert shapely.coverage_is_valid(shapes)
    assert shapely.union_all(shapes).area == pytest.approx(1, abs=0.02)
    corners = [shapely.get_num_coordinates(list(each)).sum() for each in (shapes, jagged_quarters().values())]
    assert corners[0] < corners[1] / 8


def test_close_by_nothing_is_lost():
    drawn = polygons.simplify_all(jagged_quarters(), 16)
    for key, outline in jagged_quarters().items():
        assert polygons.as_shape(drawn[key]).symmetric_difference(outline).area < 1e-4


def test_even_the_smallest_island_is_drawn():
    drawn = polygons.simplify_all({"isle": box(0, 51, 0.0001, 51.0001)}, 9)
    assert polygons.as_shape(drawn["isle"]).geom_type == "Polygon"
    assert polygons.simplify_all({}, 3) == {}


def test_a_part_or_a_hole_that_becomes_a_point_is_no_trouble():
    large, speck = box(0, 51, 0.1, 51.1), box(0.5, 51.05, 0.50001, 51.05001)
    holed = Polygon(large.exterior, [box(0.05, 51.05, 0.05001, 51.05001).exterior])
    drawn = polygons.simplify_all({"part": MultiPolygon([large, speck]), "hole": holed, "plain": speck}, 6)
    assert set(drawn) == {"part", "hole", "plain"}
    assert len(drawn["part"]["coordinates"]) == 2
