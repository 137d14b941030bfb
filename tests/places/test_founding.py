import json

import pytest

from closeknit.algorithms.geo import haversine_m
from closeknit.algorithms.polygons import circle
from closeknit.core.errors import Refused
from closeknit.places import versions
from closeknit.places.actions import Circle, draw_place, found_from_file, rename_place, stands_in
from closeknit.places.models import Area, Hub, PointArea
from tests.places.cloth import BEFORE
from tests.support.factories import make_hub, make_point

pytestmark = pytest.mark.django_db
AROUND = Circle(51.6, 1.5, 5)
SQUARE = [[1.4, 51.5], [1.6, 51.5], [1.6, 51.7], [1.4, 51.7], [1.4, 51.5]]


def file_of(*rings, **properties):
    features = [
        {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for ring in rings
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def root():
    return Area.objects.get(pk=Hub.current().root_area_id)


@pytest.mark.parametrize("lat", [0, 51.6, 78])
def test_a_circle_is_round(lat):
    ring = circle(lat, 1.5, 5000)["coordinates"][0]
    assert ring[0] == ring[-1]
    assert {round(haversine_m(lat, 1.5, north, east), -1) for east, north in ring} == {5000}


def test_a_hub_may_begin_with_a_circle():
    make_hub(name="Closeknit")
    before = versions.current()
    draw_place(name="Loomwick", around=AROUND)
    hub = Hub.current()
    assert (hub.name, root().name, root().kind, stands_in(hub)) == ("Loomwick", "Loomwick", "borough", True)
    assert versions.current() > before


def test_drawn_again_the_same_area_moves_and_takes_its_points_along():
    make_hub()
    first = draw_place(name="Loomwick", around=AROUND)
    point = make_point(51.9, 1.5)
    assert not PointArea.objects.filter(point=point).exists()
    again = draw_place(name="Loomwick Vale", around=Circle(51.9, 1.5, 5))
    assert (again.pk, Area.objects.count()) == (first.pk, 1)
    assert PointArea.objects.get(point=point).area_id == again.pk


def test_one_outline_from_a_file_takes_the_place_of_the_circle():
    make_hub()
    drawn = draw_place(name="Loomwick", around=AROUND)
    found = found_from_file(name="Loomwick", raw=file_of(SQUARE), kind="ward")
    assert (found.pk, found.west, stands_in(Hub.current())) == (drawn.pk, 1.4, False)


def test_areas_from_a_file_take_the_place_of_the_circle():
    make_hub()
    draw_place(name="Loomwick", around=AROUND)
    found_from_file(name="Loomwick", raw=BEFORE, kind="ward")
    assert root().name == "Loomwick"
    assert set(Area.objects.exclude(pk=root().pk).values_list("parent_id", flat=True)) == {root().pk}


def test_a_true_boundary_is_not_given_up_for_a_circle():
    make_hub()
    found_from_file(name="Loomwick", raw=file_of(SQUARE), kind="ward")
    with pytest.raises(Refused):
        draw_place(name="Loomwick", around=AROUND)


def test_a_file_that_cannot_be_read_changes_nothing():
    make_hub()
    draw_place(name="Loomwick", around=AROUND)
    for raw in (b"no", file_of([[0, 0], [0, 0]]), file_of(SQUARE, SQUARE)):
        with pytest.raises(Refused):
            found_from_file(name="Loomwick", raw=raw, kind="ward")
    assert (root().name, Area.objects.count()) == ("Loomwick", 1)


def test_the_place_may_have_another_name():
    make_hub()
    draw_place(name="Lomwick", around=AROUND)
    rename_place(name="Loomwick")
    assert (Hub.current().name, root().name) == ("Loomwick", "Loomwick")


def test_wards_come_into_a_place_that_has_an_outline_and_may_change_its_name():
    make_hub()
    first = found_from_file(name="Lomwick", raw=file_of(SQUARE), kind="ward")
    again = found_from_file(name="Loomwick", raw=BEFORE, kind="ward")
    assert (again.pk, root().name) == (first.pk, "Loomwick")
    assert set(Area.objects.exclude(pk=first.pk).values_list("parent_id", flat=True)) == {first.pk}
    found_from_file(name="Loomwick", raw=BEFORE, kind="ward")
    assert root().pk == first.pk
