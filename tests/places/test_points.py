import pytest

from closeknit.algorithms.geo import cell_of, haversine_m
from closeknit.places import actions
from closeknit.places.models import Area, Point, Postcode
from tests.places.cloth import BEFORE, feature, file, place, square

pytestmark = pytest.mark.django_db
TRUE = place(0.313, 0.717)


@pytest.fixture
def loomwick():
    actions.import_areas(file=BEFORE, kind="ward", outline="Loomwick")
    tiny = file(feature(square(0.2, 0.6, 0.3, 0.3), name="Loomwick 001A"))
    actions.import_areas(file=tiny, kind="other")


def at(lat=TRUE[0], lng=TRUE[1], precision="exact", **fields):
    return actions.place_point(lat=lat, lng=lng, precision=precision, **fields)


def areas(point):
    return [area.name for area in point.areas.order_by("path")]


def test_an_exact_point_stays_where_it_is(loomwick):
    point = at(address="1 Shuttle Street", postcode="LW1 4TT")
    assert (point.lat, point.lng, point.cell) == (*TRUE, cell_of(*TRUE))
    assert (point.address, point.postcode) == ("1 Shuttle Street", "LW1 4TT")
    assert areas(point) == ["Loomwick", "Selvedge", "Loomwick 001A"]


@pytest.mark.parametrize(("precision", "area"), [("ward", "Selvedge"), ("borough", "Loomwick")])
def test_a_rough_point_is_put_at_its_areas_inner_point_and_forgets_the_rest(loomwick, precision, area):
    home = Area.objects.get(name=area)
    point = at(precision=precision, address="1 Shuttle Street", postcode="LW1 4TT")
    assert (point.lat, point.lng) == (home.lat, home.lng)
    assert (point.address, point.postcode) == ("", "")
    assert areas(point) == {"ward": ["Loomwick", "Selvedge"], "borough": ["Loomwick"]}[precision]


def test_a_thousand_places_in_a_ward_give_one_point(loomwick):
    wanted = [actions.Placing(*place(0.02 * n + 0.01, 0.5), precision="ward") for n in range(99)]
    assert len({(p.lat, p.lng, p.area_ids) for p in actions.settle(wanted)}) == 1


def test_saving_a_rough_point_again_changes_nothing(loomwick):
    point = at(precision="ward")
    again = at(lat=point.lat, lng=point.lng, precision="ward")
    assert (again.lat, again.lng, areas(again)) == (point.lat, point.lng, areas(point))


@pytest.mark.parametrize(("precision", "metres"), [("postcode", 100), ("ward", 1000), ("borough", 10_000)])
def test_where_no_area_is_known_it_goes_to_the_middle_of_a_square(precision, metres):
    lat, lng = 55.123456, -4.654321
    point = at(lat, lng, precision)
    near = at(lat + 1e-6, lng, precision)
    assert (point.lat, point.lng) == (near.lat, near.lng)
    assert (point.lat, point.lng) != (lat, lng)
    assert haversine_m(lat, lng, point.lat, point.lng) < metres
    assert areas(point) == []


def test_a_borough_point_tells_no_ward_where_the_borough_is_not_drawn():
    actions.import_areas(file=file(feature(square(0, 0, 2, 2), name="Selvedge")), kind="ward")
    assert areas(at(precision="borough")) == []


def test_a_postcode_point_goes_to_the_postcodes_centre(loomwick):
    lat, lng = place(2.5, 0.5)
    Postcode.objects.create(code="LW1 4TT", lat=lat, lng=lng)
    point = at(precision="postcode", address="1 Shuttle Street", postcode="LW1 4TT")
    assert (point.lat, point.lng, point.address, point.postcode) == (lat, lng, "", "LW1 4TT")
    assert areas(point) == ["Loomwick", "Ropewalk"]


def test_a_point_outside_all_areas_has_none(loomwick):
    assert areas(at(*place(-5, -5))) == []


@pytest.mark.parametrize("count", [1, 3])
def test_settling_costs_two_queries_for_one_point_and_for_three(loomwick, count, django_assert_num_queries):
    actions.settle([actions.Placing(*TRUE, precision="exact")])  # warms the index
    wanted = [actions.Placing(*TRUE, precision="postcode", postcode=f"LW1 {n}TT") for n in range(count)]
    with django_assert_num_queries(2):
        actions.settle(wanted)


def test_the_cell_follows_the_point():
    point = Point.objects.create(lat=51.6, lng=1.7, precision="exact")
    assert point.cell == cell_of(51.6, 1.7)
