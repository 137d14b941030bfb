"""Every pin of a query is in exactly one feature of each zoom."""

from datetime import date

import mapbox_vector_tile
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closeknit.algorithms.geo import tile_of, tile_position, unmorton
from closeknit.directory import tiles
from closeknit.directory.indexing import reindex
from closeknit.directory.models import Group
from closeknit.directory.search import GroupQuery, ids_of, snapshot
from tests.directory.search.worlds import dice_world, hand_world
from tests.support.factories import make_group, make_hub, make_point

pytestmark = pytest.mark.django_db

QUERIES = [
    GroupQuery(),
    GroupQuery(kind=("charity",)),
    GroupQuery(q="singing"),
    GroupQuery(day=("MO", "TU"), access=("step_free",)),
    GroupQuery(near="LW1 4TT", within=5.0),
    GroupQuery(state=("closed",)),
    GroupQuery(q="qqqqqqq"),
]


def features_of(z, x, y, query=QUERIES[0]):
    drawn = tiles.tile(z, x, y, query=query, snapshot=snapshot.current())
    layers = mapbox_vector_tile.decode(drawn) if drawn else {}
    return [
        {**one["properties"], "at": one["geometry"]["coordinates"]}
        for one in layers.get("groups", {}).get("features", [])
    ]


def pins_of(query):
    held = snapshot.current().columns
    return [pk for pk in ids_of(query) if held.cell[pk] >= 0]


@pytest.mark.parametrize("query", QUERIES)
def test_counts_are_right_at_every_zoom(query):
    dice_world(11, 60)
    pins = pins_of(query)
    where = {pk: snapshot.current().columns.cell[pk] for pk in pins}
    for z in (0, 5, 9, 10, 11, 12, 13, 14, 15, 16, 18):
        asked = {int(cell) >> 2 * (24 - z) for cell in where.values()}
        counted, named = 0, set()
        for code in asked:
            for feature in features_of(z, *unmorton(code), query):
                counted += feature["n"]
                named |= set(feature.get("ids", "").split(",")) - {""}
        assert counted == len(pins)
        if z >= tiles.SPOTS:
            assert named == {str(pk) for pk in pins}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    places=st.lists(st.tuples(st.floats(51.5, 51.6), st.floats(1.4, 1.8)), min_size=1, max_size=12),
    z=st.integers(0, 18),
)
def test_a_tile_and_the_four_below_it_count_the_same(db, places, z):
    make_hub()
    groups = [make_group("Pin", point=make_point(*place)) for place in places]
    ids = [group.pk for group in groups]
    reindex(ids)
    x, y = tile_of(*places[0], z)
    here = sum(feature["n"] for feature in features_of(z, x, y))
    quarters = [(2 * x + right, 2 * y + down) for right in (0, 1) for down in (0, 1)]
    below = sum(feature["n"] for quarter in quarters for feature in features_of(z + 1, *quarter))
    Group.objects.filter(pk__in=ids).delete()
    reindex(ids)  # the next example begins with an empty map
    assert here == below > 0


def test_one_group_says_who_it_is_and_how_exact():
    world = hand_world()
    z = 16
    x, y = tile_of(51.55, (world.areas["carder"].west + world.areas["carder"].east) / 2, z)
    assert [{key: one[key] for key in one if key != "at"} for one in features_of(z, x, y)] == [
        {"n": 1, "group": world.bakers.pk, "ids": str(world.bakers.pk), "precision": "exact"}
    ]


def test_several_at_one_spot_are_one_pin_with_a_list():
    world = hand_world()
    again = make_group("Second Choir", point=world.choir.point, confirmed_on=date(2026, 1, 1))
    reindex([again.pk])
    x, y = tile_of(51.55, world.choir.point.lng, 16)
    together = [one for one in features_of(16, x, y) if one["n"] == 2]
    assert [(one["label"], one["ids"]) for one in together] == [("2", f"{world.choir.pk},{again.pk}")]


def test_several_apart_are_a_disc_without_names():
    hand_world()
    (disc,) = features_of(5, *tile_of(51.55, 1.45, 5))
    assert (disc["n"], disc["label"]) == (3, "3")
    assert "ids" not in disc


def test_a_pin_lies_where_it_is():
    world = hand_world()
    x, y = tile_of(51.55, world.bakers.point.lng, 14)
    (pin,) = features_of(14, x, y)
    ((across,), (down,)) = tile_position([51.55], [world.bakers.point.lng], 14)
    assert abs(pin["at"][0] - (across - x) * 4096) <= 4
    assert abs(4096 - pin["at"][1] - (down - y) * 4096) <= 4


def test_an_empty_tile_is_empty_and_one_that_is_not_is_refused():
    hand_world()
    assert tiles.tile(10, 0, 0, query=GroupQuery(), snapshot=snapshot.current()) == b""
    for z, x, y in ((0, 1, 0), (3, 8, 0), (25, 0, 0), (-1, 0, 0)):
        with pytest.raises(ValueError, match="there is no tile"):
            tiles.tile(z, x, y, query=GroupQuery(), snapshot=snapshot.current())


def test_many_tiles_of_a_query_cost_one_search(django_assert_num_queries):
    hand_world()
    query = GroupQuery(q="singing")
    held = snapshot.current()
    tiles.tile(0, 0, 0, query=query, snapshot=held)
    with django_assert_num_queries(0):
        tiles.tile(5, *tile_of(51.55, 1.45, 5), query=query, snapshot=held)


@pytest.mark.parametrize(
    ("count", "label"),
    [
        (1, "1"),
        (999, "999"),
        (1000, "1k"),
        (1234, "1.2k"),
        (9999, "9.9k"),
        (12_345, "12k"),
        (1_000_000, "1m"),
        (2_540_000, "2.5m"),
    ],
)
def test_numbers_fit_their_discs(count, label):
    assert tiles.label(count) == label
