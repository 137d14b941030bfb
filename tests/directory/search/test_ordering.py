"""Every order is total, and paging shows every group once."""

import pytest

from closeknit.directory.search import GroupQuery, ids_of, ordering, search
from closeknit.directory.search.results import PAGE
from tests.directory.search.worlds import NOW, dice_world, find, hand_world, names

pytestmark = pytest.mark.django_db

QUERIES = [
    GroupQuery(order=order, near="LW1 4TT" if order == "near" else "", q=q)
    for order in ("best", "near", "name", "confirmed")
    for q in ("", "singing", "singing choir bread")
]


@pytest.mark.parametrize("few", [ordering.FEW, 3])
def test_pages_show_every_group_once_and_in_the_order_of_all(few, monkeypatch):
    monkeypatch.setattr(ordering, "FEW", few)
    dice_world(1, 70)
    for query in QUERIES:
        first = search(query, now=NOW)
        shown = [pk for page in range(1, first.pages + 1) for pk in search(query.with_(page=page), now=NOW).ids]
        assert shown == ids_of(query)
        assert len(shown) == len(set(shown)) == first.total


def test_a_page_beyond_the_last_is_the_last():
    dice_world(2, 45)
    last = search(GroupQuery(page=999), now=NOW)
    assert last.page == last.pages == -(-last.total // PAGE)
    assert last.cards[-1].number == last.total


def test_nothing_found_is_one_empty_page():
    hand_world()
    nothing = find("qqqqqqq", page=7)
    assert (nothing.total, nothing.pages, nothing.page, nothing.ids, nothing.cards) == (0, 1, 1, [], [])


def test_by_name_follows_the_alphabet_without_capitals_and_accents():
    world = hand_world()
    world.choir.name = "élan"
    world.choir.save()
    world.bakers.name = "Elbow"
    world.bakers.save()
    from closeknit.directory.indexing import reindex

    reindex([world.choir.pk, world.bakers.pk])
    assert names(find(order="name"))[:2] == ["élan", "Elbow"]


def test_the_most_lately_confirmed_first_and_sleepers_last():
    hand_world()
    assert names(find(order="confirmed")) == [
        "Carder Bakers", "Fullers Choir", "Warpfield Walkers", "Sunday Painters", "Sleeping Singers",
    ]  # fmt: skip


def test_near_without_a_place_is_the_best():
    hand_world()
    assert find(order="near").order == "best"


def test_closed_groups_are_shown_only_when_asked_for():
    hand_world()
    assert "Closed Choir" not in names(find())
    assert names(find(state=("closed",))) == ["Closed Choir"]
    assert names(find(state=("closed", "dormant"), order="name")) == ["Closed Choir", "Sleeping Singers"]


def test_cards_are_counted_across_pages():
    dice_world(3, 30)
    assert search(GroupQuery(page=2), now=NOW).cards[0].number == PAGE + 1
