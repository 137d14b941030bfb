"""Discs that shall not lie on each other."""

from itertools import combinations
from math import dist

from closeknit.algorithms.apart import apart

PICTURE = {"gap": 30.0, "width": 640.0, "height": 400.0}


def test_what_lies_apart_stays_where_it_is():
    points = [(100.0, 100.0), (200.0, 100.0), (320.0, 380.0)]
    assert apart(points, **PICTURE) == points


def test_what_coincides_is_pushed_apart_and_stays_near_and_on_the_picture():
    found = apart([(300.0, 200.0)] * 20 + [(2.0, 2.0)] * 3, **PICTURE)
    assert min(dist(one, other) for one, other in combinations(found, 2)) > 28
    assert max(dist(spot, (300, 200)) for spot in found[:20]) < 110
    assert all(15 <= x <= 625 and 15 <= y <= 385 for x, y in found)


def test_the_same_points_end_at_the_same_places():
    points = [(50.0, 60.0), (50.0, 60.0), (55.0, 61.0)]
    assert apart(points, **PICTURE) == apart(points, **PICTURE)


def test_more_than_the_picture_holds_come_to_an_end():
    assert len(apart([(5.0, 5.0)] * 40, gap=30, width=60, height=60)) == 40
