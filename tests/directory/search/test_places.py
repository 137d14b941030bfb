"""Searching from a place: what is near, what is said about it, what lies hidden."""

from datetime import date

import pytest

from closeknit.directory.indexing import reindex
from closeknit.directory.models import Coverage
from closeknit.places.models import AreaSuccession
from tests.directory.search.worlds import MILE, find, hand_world, make_at, names
from tests.support.factories import make_area, make_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return hand_world()


def test_the_nearest_come_first_and_those_without_a_pin_last(world):
    found = find(near="LW1 4TT")
    assert found.order == "near"
    assert names(found) == [
        "Fullers Choir",
        "Sunday Painters",
        "Carder Bakers",
        "Warpfield Walkers",
        "Sleeping Singers",
    ]
    assert [card.where for card in found.cards][:2] == ["1 minute’s walk", "2 minutes’ walk"]


def test_another_order_may_be_asked_for(world):
    assert names(find(near="LW1 4TT", order="name"))[0] == "Carder Bakers"


def test_within_a_distance_are_pins_and_who_is_there_for_the_whole_ward(world):
    assert names(find(near="LW1 4TT", within=0.5)) == ["Fullers Choir", "Sunday Painters"]
    anywhere = make_group("Fullers Forum", confirmed_on=date(2026, 2, 2))
    Coverage.objects.create(group=anywhere, area=world.areas["fullers"])
    elsewhere = make_group("Dyers Forum")
    Coverage.objects.create(group=elsewhere, area=world.areas["dyers"])
    reindex([anywhere.pk, elsewhere.pk])
    assert names(find(near="LW1 4TT", within=0.5)) == ["Fullers Choir", "Sunday Painters", "Fullers Forum"]


def test_a_mile_is_a_mile(world):
    near = make_group("Just inside", point=make_at(world.areas["fullers"], 51.55 + 0.999 * MILE))
    far = make_group("Just outside", point=make_at(world.areas["fullers"], 51.55 + 1.001 * MILE))
    reindex([near.pk, far.pk])
    found = names(find(near="LW1 4TT", within=1.0))
    assert "Just inside" in found
    assert "Just outside" not in found


def test_an_unknown_place_limits_nothing_and_says_so(world):
    found = find(near="Xyzzy Plugh")
    assert found.total == find().total
    assert found.notes[0].startswith("We do not know where “Xyzzy Plugh” is")
    assert found.order == "best"


def test_an_unknown_postcode_is_the_middle_of_its_outcode_and_says_so(world):
    assert find(near="LW1 9ZZ").notes == ("We do not know LW1 9ZZ, so this is the middle of LW1.",)


@pytest.mark.parametrize(
    "said",
    [
        "choir near LW1 4TT",
        "choir LW1 4TT",
        "choir lw14tt",
        "LW1 4TT choir",
        "choir around 51.55,1.45",
        "choir near Fullers",
    ],
)
def test_a_place_in_the_text_is_taken_as_one(world, said):
    found = find(said)
    assert found.order == "near"
    assert names(found) == ["Fullers Choir", "Sleeping Singers"]
    assert found.query.q == said


def test_a_postcode_alone_is_a_place(world):
    assert find("LW1 4TT").place.label == "LW1 4TT"
    assert find("lw1").place.label == "LW1"
    assert find("LW1 4TT").total == find().total


def test_in_an_area_means_there_and_nowhere_else(world):
    assert names(find("singing in Bobbin Green")) == ["Carder Bakers"]
    assert names(find("singing in warpfield")) == ["Fullers Choir"]
    assert find("believing in yourself").place is None


def test_an_area_holds_what_lies_in_it_and_what_works_there(world):
    assert names(find(area=("warpfield",), order="name")) == ["Fullers Choir", "Sunday Painters", "Warpfield Walkers"]
    assert names(find(area=("fullers",), order="name")) == ["Fullers Choir", "Sunday Painters"]
    assert find(area=("loomwick",)).total == 4
    assert find(area=("nowhere-at-all",)).total == find().total


def test_a_narrower_area_takes_the_place_of_the_one_it_lies_in(world):
    assert names(find(area=("warpfield", "fullers"), order="name")) == ["Fullers Choir", "Sunday Painters"]


def test_a_saved_search_in_an_area_that_ended_finds_what_lies_there_now(world):
    old = make_area("Old Fullers", slug="old-fullers", valid_until=date(2025, 1, 1))
    AreaSuccession.objects.create(old=old, new=world.areas["fullers"], share_of_old=1.0, share_of_new=1.0)
    found = find(area=("old-fullers",), order="name")
    assert names(found) == ["Fullers Choir", "Sunday Painters"]
    assert found.query.area == ("fullers",)


def test_a_pin_is_no_closer_than_its_group_allows(world):
    rough = make_group("Rough", point=make_at(world.areas["fullers"], precision="ward"))
    sensitive = make_group("Sanctuary", point=make_at(world.areas["fullers"]), is_sensitive=True)
    reindex([rough.pk, sensitive.pk])
    cards = {card.name: card for card in find(near="LW1 4TT").cards}
    for name in ("Rough", "Sanctuary"):
        assert (cards[name].lat, cards[name].lng, cards[name].distance_m, cards[name].precision) == (
            None,
            None,
            None,
            "",
        )
    assert cards["Rough"].area_name == "Fullers"
    assert cards["Sanctuary"].area_name == ""
    within = names(find(near="LW1 4TT", within=0.5))
    assert "Rough" in within  # somewhere in the ward, as it says itself
    assert "Sanctuary" not in within


def test_a_point_that_is_only_somewhere_in_the_borough_lies_in_no_ward(world):
    vague = make_group("Vague", point=make_at(world.areas["fullers"], precision="borough"))
    reindex([vague.pk])
    assert "Vague" in names(find(area=("loomwick",)))
    assert "Vague" not in names(find(area=("fullers",)))
