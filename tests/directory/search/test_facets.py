"""A facet's number is the total it leads to. Always."""

import pytest

from closeknit.directory.search import GroupQuery, search
from tests.directory.search.worlds import NOW, dice_world, find, hand_world

pytestmark = pytest.mark.django_db


def options(results, name):
    return {option.slug: option.count for facet in results.facets if facet.name == name for option in facet.options}


def test_counts_what_is_there():
    hand_world()
    found = find()
    assert options(found, "kind") == {"community_group": 4, "charity": 1}
    assert options(found, "day") == {"TH": 1, "SA": 1}
    assert options(found, "cost") == {"free": 1, "paid": 1}
    assert options(found, "access") == {"step_free": 2, "hearing_loop": 1}
    assert options(found, "area") == {"warpfield": 3, "bobbin-green": 1}
    assert options(found, "theme") == {"arts": 3, "food": 1}


def test_below_what_is_chosen_there_is_more_to_choose():
    hand_world()
    assert options(find(theme=("arts",)), "theme") == {"arts": 5, "singing-choirs": 2, "painting": 1, "food": 4}
    assert options(find(area=("warpfield",)), "area") == {"warpfield": 5, "fullers": 2, "bobbin-green": 4}


def test_of_access_all_is_needed_of_the_rest_any():
    hand_world()
    assert find(access=("step_free", "hearing_loop")).total == 1
    assert find(day=("TH", "SA")).total == 2


def test_distances_are_offered_where_there_is_a_place():
    hand_world()
    assert options(find(), "within") == {}
    assert options(find(near="LW1 4TT"), "within") == {"0.5": 2, "1": 2, "2": 2, "5": 2, "10": 2}


@pytest.mark.parametrize("seed", range(4))
def test_each_option_leads_to_as_many_as_it_says(seed):
    world = dice_world(seed, 40)
    for query in wanderings(world, steps=6):
        found = search(query, now=NOW)
        for facet in found.facets:
            for option in facet.options:
                assert search(option.query, now=NOW).total == option.count, (query, facet.name, option.slug)


def wanderings(world, steps):
    """From several beginnings, choices taken by dice."""
    for start in (
        GroupQuery(),
        GroupQuery(q="singing"),
        GroupQuery(near="LW1 4TT"),
        GroupQuery(near="LW1 4TT", within=2.0),
    ):
        query = start
        for _ in range(steps):
            yield query
            offered = [option for facet in search(query, now=NOW).facets for option in facet.options]
            if not offered:
                break
            query = world.dice.choice(offered).query
