"""Once a day the hub looks through the groups that changed, and proposes pairs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from closeknit.directory.duplicates import finding, reads, reporting
from closeknit.directory.duplicates.jobs import look_for_duplicates
from closeknit.directory.indexing import reindex
from closeknit.directory.models import Group, GroupIdentifier, Look, Pair
from closeknit.journal.following import follow
from closeknit.journal.models import Entry, Notice
from tests.support import factories as make

pytestmark = pytest.mark.django_db
HERE, NEAR, FAR = (51.6, 1.5), (51.601, 1.5), (51.65, 1.6)


@pytest.fixture(autouse=True)
def _hub():
    make.make_hub()


def group_at(place, name="Heddle Hill Singers", **fields):
    group = make.make_group(name, point=make.make_point(*place) if place else None, **fields)
    reindex([group.pk])
    return group


def found():
    look_for_duplicates.func()
    return [reads.why(pair) for pair in Pair.objects.waiting()]


def test_the_same_name_near_is_proposed_and_far_away_is_not():
    group_at(HERE)
    group_at(NEAR, "The Heddle Hill Singers Ltd")
    group_at(FAR)
    assert found() == ["same name, 110 m apart"]


def test_a_number_a_web_address_or_a_name_without_a_place_is_enough():
    one, other = group_at(HERE, "Singers"), group_at(FAR, "Bakers")
    for group in (one, other):
        GroupIdentifier.objects.create(group=group, scheme="GB-CHC", identifier="1234567")
    group_at(HERE, "Walkers", website="https://w.loomwick.example")
    group_at(NEAR, "Tea Room", website="http://www.w.loomwick.example/")
    group_at(None, "Potters")
    group_at(FAR, "Potters")
    assert sorted(found()) == [
        "same name",
        "same number GB-CHC-1234567, 8.9 km apart",
        "same web address, 110 m apart",
    ]


@pytest.mark.parametrize("fields", [{"state": "closed"}, {"visibility": "merged"}])
def test_what_is_gone_is_not_proposed(fields):
    group_at(HERE)
    group_at(NEAR, **fields)
    assert found() == []


def test_a_stub_is_proposed_to_be_part_of_the_group_it_is_about():
    group_at(HERE)
    group_at(NEAR, visibility="stub")
    assert len(found()) == 1


def test_only_changed_groups_are_looked_at_and_each_pair_is_proposed_once():
    one = group_at(HERE)
    group_at(NEAR)
    assert finding.look_through_changed() == 2
    assert finding.look_through_changed() == 0
    Group.objects.filter(pk=one.pk).update(changed_at=timezone.now())
    assert finding.look_through_changed() == 1
    assert Pair.objects.count() == 1


def test_a_day_has_its_end_and_the_next_day_goes_on():
    for _number in range(5):
        group_at(FAR, "Bakers")
    assert [finding.look_through_changed(3), finding.look_through_changed(3), finding.look_through_changed(3)] == [
        3,
        2,
        0,
    ]


def test_what_somebody_said_is_not_the_same_stays_so():
    one, _other = group_at(HERE), group_at(NEAR)
    found()
    Pair.objects.get().decide(are_same=False, by=None, at=timezone.now())
    Group.objects.filter(pk=one.pk).update(changed_at=timezone.now())
    assert found() == []


@pytest.mark.parametrize("number", [2, 30])
def test_a_look_at_one_group_costs_the_same_however_many_there_are(number):
    groups = [group_at(FAR, f"Bakers {n}") for n in range(number)]
    look_for_duplicates.func()
    Group.objects.filter(pk=groups[0].pk).update(changed_at=timezone.now())
    with CaptureQueriesContext(connection) as asked:
        finding.look_through_changed()
    assert len(asked) <= 30


def test_organisers_see_the_pairs_of_their_areas():
    area, other_area = make.make_area("Warpfield"), make.make_area("Weftbridge")
    one, other = (make.make_group("Singers", point=make.make_point(*HERE, area)) for _n in range(2))
    elsewhere = make.make_group("Singers", point=make.make_point(*HERE, other_area))
    reindex([one.pk, other.pk, elsewhere.pk])
    look_for_duplicates.func()
    noor = make.make_person("Noor")
    make.give_role(noor, "network_organiser", "area", area.pk)
    assert [(pair.one, pair.other) for pair in reads.pairs_for(noor)] == [(one, other)]
    assert reads.count_for(make.make_person("Kit", "hub_admin")) == 3
    assert reads.count_for(make.make_person("Ada")) == 0


def test_a_report_reaches_the_organisers_once_and_comes_first():
    area = make.make_area("Warpfield")
    one, other = (make.make_group(name, point=make.make_point(*HERE, area)) for name in ("Singers", "Chorus"))
    noor = make.make_person("Noor")
    make.give_role(noor, "network_organiser", "area", area.pk)
    follow(make.make_person("Ada"), one)
    for _time in range(3):
        reporting.report_same(group=one, other=other)
    assert (Entry.objects.count(), Notice.objects.get().person) == (1, noor)
    assert Pair.objects.waiting().get().is_reported


def test_a_report_of_what_was_found_anyway_is_heard_and_one_of_what_is_decided_is_not():
    one, other = group_at(HERE), group_at(NEAR)
    found()
    reporting.report_same(group=other, other=one)
    assert Entry.objects.count() == 1
    pair = Pair.objects.get()
    assert pair.is_reported
    pair.decide(are_same=False, by=None, at=timezone.now())
    reporting.report_same(group=other, other=one)
    assert Entry.objects.count() == 1
    assert reads.pairs_for(make.make_person("Kit", "hub_admin")).count() == 0


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_with_writing_while_it_looks():
    """On SQLite one writes at a time: the seconds of comparing must lie before the transaction."""
    for number in range(8):
        group_at((51.6 + number / 10_000, 1.5))
    with CaptureQueriesContext(connection) as asked:
        look_for_duplicates.func()
    texts = [one["sql"] for one in asked.captured_queries]
    begun, ended = (
        next(place for place, sql in enumerate(texts) if sql.startswith(word)) for word in ("BEGIN", "COMMIT")
    )
    inside = texts[begun + 1 : ended]
    assert begun > 8 * 5
    assert not [sql for sql in inside if "directory_group" in sql and sql.startswith("SELECT")]
    assert Pair.objects.count() > 8


@pytest.mark.django_db(transaction=True)
def test_what_another_worker_has_looked_at_meanwhile_is_left_to_it():
    group_at(HERE)
    group_at(NEAR)
    since = Look(changed_at=finding.BEGINNING)
    Look.objects.create(changed_at=timezone.now(), group_number=7)
    finding._put_down(since, (timezone.now(), 9), {1: []})
    assert Look.objects.get().group_number == 7
