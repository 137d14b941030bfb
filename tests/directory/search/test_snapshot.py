"""What a process holds in memory is what the database says, read again only where it changed."""

import threading

import pytest
from django.db import connection

from closeknit.directory.indexing import reindex, reindex_all
from closeknit.directory.search import GroupQuery, ids_of, snapshot
from closeknit.directory.search.snapshot import Snapshot
from closeknit.places import versions
from tests.directory.search.worlds import dice_world, find, hand_world, names
from tests.support.factories import make_group

pytestmark = pytest.mark.django_db


def held(one):
    """All that a snapshot knows, as plain values."""
    tokens = {token: sorted(ids) for token, ids in one.bitmaps._held.items() if ids}
    filled = one.columns.cell >= 0
    columns = [column[filled].tolist() for column in (one.columns.cell, one.columns.confirmed, one.columns.precision)]
    return tokens, columns, sorted((word, one.lexicon.documents(word)) for word in one.lexicon._present())


def test_a_later_snapshot_is_the_same_as_one_read_anew():
    world = dice_world(5, 30)
    before = snapshot.current()
    held(before)
    for step in range(4):
        changed = world.dice.sample(world.groups, 5)
        for group in changed:
            group.summary = f"new words {step} gardening"
            group.kind = "business"
            group.save()
        gone = world.groups.pop()
        gone_id = gone.pk
        gone.delete()
        reindex([*(group.pk for group in changed if group.pk), gone_id, make_group(f"Newcomer {step}").pk])
        later = snapshot.current()
        assert later is not before
        assert held(later)[:2] == held(Snapshot.read("default", versions.current()))[:2]
        before = later


def test_the_words_of_a_later_snapshot_are_those_that_occur():
    world = hand_world()
    find("choir")
    world.bakers.summary = "Xylophones only"
    world.bakers.save()
    reindex([world.bakers.pk])
    assert names(find("xylophone")) == ["Carder Bakers"]
    assert find("rises").total == 0


def test_a_rebuilt_index_is_read_whole():
    world = hand_world()
    find()
    world.choir.delete()
    reindex_all()
    assert "Fullers Choir" not in names(find())


def test_nothing_changed_costs_no_query(django_assert_num_queries):
    hand_world()
    one = snapshot.current()
    version = versions.current()
    with django_assert_num_queries(0):
        assert snapshot.current(version) is one
    with django_assert_num_queries(1):
        assert snapshot.current() is one


def test_a_change_costs_three_queries(django_assert_num_queries):
    world = hand_world()
    snapshot.current()
    reindex([world.choir.pk])
    version = versions.current()
    with django_assert_num_queries(3):
        snapshot.current(version)


def test_a_change_of_pages_alone_costs_one_query_and_keeps_all_that_was_read(django_assert_num_queries):
    hand_world()
    before = snapshot.current()
    kept = before.catalogue, before.lexicon, before.name_ranks
    before.remembered("wards", list)
    version = versions.bump_pages()
    with django_assert_num_queries(1):
        later = snapshot.current(version)
        assert (later.catalogue, later.lexicon, later.name_ranks) == kept
        assert later.remembered("wards", dict) == []
    assert later.version == version
    assert before.version < version


def test_after_a_change_of_pages_a_change_of_a_group_is_seen():
    world = hand_world()
    find("choir")
    versions.bump_pages()
    find("choir")
    world.bakers.summary = "Xylophones only"
    world.bakers.save()
    reindex([world.bakers.pk])
    versions.bump_pages()
    assert names(find("xylophone")) == ["Carder Bakers"]


def test_a_request_that_began_before_a_change_may_see_it():
    world = hand_world()
    old = versions.current()
    reindex([world.choir.pk])
    new = snapshot.current()
    assert snapshot.current(old) is new


def test_after_a_restored_backup_everything_is_read_again():
    hand_world()
    new = snapshot.current()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE places_hub SET version = version - 1")
    assert snapshot.current() is not new
    assert snapshot.current().version == versions.current()


def test_columns_are_shared_when_no_group_moved():
    hand_world()
    before = snapshot.current()
    versions.bump()
    assert snapshot.current().columns is before.columns


def test_what_was_made_is_remembered_and_the_oldest_forgotten():
    hand_world()
    one = snapshot.current()
    made = []
    for number in [*range(20), 19, 0]:
        one.remembered(number, lambda number=number: made.append(number) or number)
    assert made == [*range(20), 0]


@pytest.mark.django_db(transaction=True)
def test_many_threads_get_the_same_answers():
    dice_world(6, 30)
    wanted = ids_of(GroupQuery(q="singing"))
    snapshot.forget()
    found, threads = [], []

    def ask():
        found.append(ids_of(GroupQuery(q="singing")))
        connection.close()

    for _ in range(8):
        threads.append(threading.Thread(target=ask))
        threads[-1].start()
    for thread in threads:
        thread.join()
    assert found == [wanted] * 8


def test_a_group_that_came_since_stands_in_nobody_s_order():
    world = hand_world()
    before = snapshot.current()
    reindex([make_group("Aardvarks", pk=len(before.columns) + 10_000).pk])
    assert len(before.name_ranks) == len(before.columns)
    assert before.name_ranks[world.bakers.pk] < before.name_ranks[world.choir.pk]
