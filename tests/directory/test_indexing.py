"""The index after many small changes is the index made anew; and what a change costs."""

import random
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from closeknit.directory.indexing import common, reindex, reindex_all, reindex_areas
from closeknit.directory.models import ColumnSegment, Coverage, FacetBitmap, Group, GroupTheme, SearchEntry, Word
from closeknit.directory.search import bitmaps, snapshot
from closeknit.places import versions
from tests.directory.search.worlds import dice_world, find, hand_world, index_of, make_at, names
from tests.support.factories import make_group, make_hub

pytestmark = pytest.mark.django_db


def whole_index():
    """Everything but versions and what is empty."""
    tokens = {
        token: sorted(snapshot.current().bitmaps.get(token))
        for token in FacetBitmap.objects.values_list("token", flat=True)
    }
    held = snapshot.current().columns
    return (
        index_of(SearchEntry, "group_id", "sort_name", "words", "facets", "card"),
        [row for row in index_of(Word, "word", "stem", "documents") if row[2]],
        {token: ids for token, ids in tokens.items() if ids and token != bitmaps.REBUILT},
        [
            (pk, int(held.cell[pk]), int(held.confirmed[pk]))
            for pk in range(len(held))
            if held.cell[pk] >= 0 or held.confirmed[pk]
        ],
    )


@pytest.mark.parametrize("seed", range(3))
def test_many_small_changes_lead_to_the_same_as_one_great_one(seed, monkeypatch):
    monkeypatch.setattr(common, "LEAST", 5)
    monkeypatch.setattr("closeknit.directory.indexing.change.MANY", 8)
    world = dice_world(seed, 30)
    dice = random.Random(seed)
    for _ in range(6):
        touched = dice.sample(world.groups, 4)
        for group in touched:
            change(dice, group, world)
        reindex([group.pk for group in touched])
    changed = whole_index()
    reindex_all()
    rebuilt = whole_index()
    assert changed[0] == rebuilt[0]
    assert changed[1] == rebuilt[1]
    assert changed[3] == rebuilt[3]
    common_once = changed[2].keys() - rebuilt[2].keys()
    assert all(token.startswith("w") for token in common_once)  # a word that was common stays so
    assert {token: ids for token, ids in changed[2].items() if token not in common_once} == {
        token: ids for token, ids in rebuilt[2].items() if token in changed[2]
    }


def change(dice, group, world):
    group.name = dice.choice([group.name, "Singing Again", "Bread & Knitting"])
    group.summary = dice.choice(["", "singing in the garden", "repair knitting football"])
    group.state = dice.choice(["active", "dormant", "closed"])
    group.visibility = dice.choice(["public", "public", "hidden"])
    group.point = dice.choice([None, make_at(dice.choice([world.areas["dyers"], world.areas["carder"]]))])
    group.confirmed_on = dice.choice([None, date(2026, 4, 4)])
    group.save()
    GroupTheme.objects.filter(group=group).delete()
    GroupTheme.objects.create(group=group, theme=dice.choice(list(vars(world.themes).values())))
    Coverage.objects.filter(group=group).delete()


def test_indexing_again_changes_nothing():
    world = dice_world(9, 20)
    before = whole_index()
    reindex([group.pk for group in world.groups])
    assert whole_index() == before


def test_common_words_get_bitmaps_that_stay_true(monkeypatch):
    monkeypatch.setattr(common, "LEAST", 1)
    monkeypatch.setattr("closeknit.directory.indexing.change.MANY", 3)
    world = hand_world()
    assert sorted(snapshot.current().bitmaps.get("w:sing")) == [world.bakers.pk]
    assert sorted(snapshot.current().bitmaps.get("wn:choir")) == [world.choir.pk, world.closed.pk]
    newcomer = make_group("Sing Sing Choir")
    reindex([newcomer.pk])
    assert sorted(snapshot.current().bitmaps.get("w:sing")) == [world.bakers.pk, newcomer.pk]
    assert sorted(snapshot.current().bitmaps.get("wn:choir")) == [world.choir.pk, world.closed.pk, newcomer.pk]
    gone = newcomer.pk
    newcomer.delete()
    reindex([gone])
    assert sorted(snapshot.current().bitmaps.get("w:sing")) == [world.bakers.pk]


def test_a_word_of_two_forms_stays_while_one_is_left(monkeypatch):
    monkeypatch.setattr(common, "LEAST", 1)
    monkeypatch.setattr("closeknit.directory.indexing.change.MANY", 1)
    make_hub()
    group = make_group("Sings singing", summary="")
    reindex([group.pk])
    group.name = "Sings"
    group.save()
    reindex([group.pk])
    assert sorted(snapshot.current().bitmaps.get("w:sing")) == [group.pk]
    assert Word.objects.get(word="singing").documents == 0


def test_common_words_are_found_without_asking_the_engine(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(common, "LEAST", 1)
    monkeypatch.setattr("closeknit.directory.indexing.change.MANY", 1)
    hand_world()
    find("singing")
    with django_assert_num_queries(2):  # the version and the cards
        find("singing")


def test_one_group_costs_the_same_number_of_queries_as_three():
    world = hand_world()
    spent = []
    for groups in ([world.choir], [world.choir, world.bakers, world.walkers]):
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            reindex([group.pk for group in groups])
        spent.append(len(queries))
    assert spent[0] == spent[1]


def test_nothing_to_index_costs_nothing_and_raises_no_version(django_assert_num_queries):
    make_hub()
    with django_assert_num_queries(0):
        reindex([])


@pytest.mark.parametrize(
    "index", [lambda world: reindex([world.choir.pk, world.bakers.pk]), lambda _world: reindex_all()]
)
def test_each_indexing_raises_the_version_once(index):
    world = hand_world()
    before = versions.current()
    with CaptureQueriesContext(connection) as asked:
        index(world)
    raised = [query for query in asked if query["sql"].startswith('UPDATE "places_hub"')]
    assert len(raised) == 1
    assert versions.current() > before


def test_unknown_groups_are_no_mistake():
    hand_world()
    before = whole_index()
    reindex([987_654])
    assert whole_index() == before


def test_an_empty_hub_can_be_indexed():
    make_hub()
    reindex_all()
    assert find().total == 0
    assert find("anything").total == 0


def test_tells_how_far_it_is():
    dice_world(4, 12)
    told = []
    reindex_all(lambda done, total: told.append((done, total)))
    public = Group.objects.public().count()
    assert told == [(0, public), (public, public)]


def test_a_failed_change_leaves_the_index_as_it_was():
    world = hand_world()
    before = whole_index()

    def fails():
        with transaction.atomic():
            Group.objects.filter(pk=world.choir.pk).update(name="Other")
            reindex([world.choir.pk])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    snapshot.forget()
    assert whole_index() == before


def test_group_ids_far_apart_are_no_waste():
    make_hub()
    far = make_group("Far away", pk=300_000)
    reindex([far.pk])
    assert FacetBitmap.objects.filter(token="g").values_list("segment", flat=True).get() == 300_000 >> 16
    assert ColumnSegment.objects.values_list("pk", flat=True).get() == 300_000 >> 12
    assert names(find("far")) == ["Far away"]


def test_redrawn_boundaries_move_groups_also_out_of_every_area():
    world = hand_world()
    fullers, dyers = world.areas["fullers"], world.areas["dyers"]
    world.choir.point.point_areas.filter(area=fullers).update(area=dyers)
    world.painters.point.point_areas.all().delete()
    reindex_areas([fullers.pk, dyers.pk])
    assert names(find(area=("fullers",))) == []
    assert names(find(area=("dyers",))) == ["Fullers Choir"]
    assert "Sunday Painters" not in names(find(area=("loomwick",)))
