import pytest

from closeknit.places.area_index import areas_holding, current_index
from closeknit.places.models import Area
from tests.places.cloth import place, square
from tests.support.factories import make_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def loomwick():
    borough = make_area("Loomwick", kind="borough", boundary=square(0, 0, 4, 2))
    warpfield = make_area("Warpfield", kind="neighbourhood", parent=borough, pattern=2)  # no outline of its own
    return {
        "borough": borough,
        "warpfield": warpfield,
        "selvedge": make_area("Selvedge", parent=warpfield, boundary=square(0, 0, 2, 2)),
        "ropewalk": make_area("Ropewalk", parent=borough, boundary=square(2, 0, 2, 2), pattern=5),
    }


def ids(areas, *names):
    return tuple(areas[name].pk for name in names)


def hold(*points):
    return areas_holding([lat for lat, _ in points], [lng for _, lng in points])


def test_it_names_the_areas_of_many_points_widest_first(loomwick):
    assert hold(place(1, 1), place(3, 1), place(9, 9)) == [
        ids(loomwick, "borough", "warpfield", "selvedge"),
        ids(loomwick, "borough", "ropewalk"),
        (),
    ]


def test_a_point_on_a_shared_edge_lies_in_one_ward_only(loomwick):
    assert hold(place(2, 1)) == [ids(loomwick, "borough", "warpfield", "selvedge")]


def test_other_areas_may_overlap(loomwick):
    one = make_area("Market zone", kind="other", parent=loomwick["borough"], boundary=square(0, 0, 3, 1))
    two = make_area("River zone", kind="other", parent=loomwick["borough"], boundary=square(0, 0, 4, 1))
    (held,) = hold(place(3, 0.5))
    assert set(held) == {loomwick["borough"].pk, loomwick["ropewalk"].pk, one.pk, two.pk}


def test_ended_areas_hold_nothing(loomwick):
    Area.objects.get(name="Ropewalk").delete()
    ended = loomwick["selvedge"]
    ended.valid_until = "2022-05-05"
    ended.save()
    assert hold(place(1, 1), place(3, 1)) == [ids(loomwick, "borough")] * 2


def test_an_area_without_a_selvedge_takes_that_of_the_one_above(loomwick):
    patterns = {area.name: area.pattern for area in current_index().areas.values()}
    assert patterns == {"Loomwick": 0, "Warpfield": 2, "Selvedge": 2, "Ropewalk": 5}


def test_it_is_read_again_only_when_an_area_changes(loomwick, django_assert_num_queries):
    first = current_index()
    with django_assert_num_queries(1):
        assert current_index() is first
    loomwick["ropewalk"].boundary = square(2, 0, 3, 2)
    loomwick["ropewalk"].save()
    with django_assert_num_queries(2):
        assert current_index() is not first
    loomwick["ropewalk"].delete()
    assert loomwick["ropewalk"].name not in {area.name for area in current_index().areas.values()}


def test_a_place_without_areas_holds_nothing():
    assert hold(place(0, 0)) == [()]
    assert areas_holding([], []) == []


def test_coordinates_that_are_no_numbers_lie_nowhere(loomwick):
    assert hold((float("nan"), 1.7), (51.6, float("inf"))) == [(), ()]
