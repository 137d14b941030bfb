"""Groups that a row may repeat are proposed, and nothing is ever merged without a person."""

import pytest

from closeknit.core.errors import Refused
from closeknit.directory.importing import runs
from closeknit.directory.importing.undoing import undo
from closeknit.directory.models import Group, GroupIdentifier, ImportRow, ListedAs
from tests.directory.importing.lists import as_csv, bring_in, counts, held
from tests.support.factories import make_group, make_point

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loomwick")]


@pytest.fixture
def singers():
    point = make_point(51.55, 1.45, address="1 Mill Lane")
    group = make_group("Heddle Hill Singers", point=point, contact_phone="020 7946 0000", summary="")
    GroupIdentifier.objects.create(group=group, scheme="GB-CHC", identifier="1234567")
    return group


def row(name, **more):
    return as_csv({"name": name, **more})


@pytest.mark.parametrize(
    ("name", "lat"),
    [
        ("Heddle Hill Singers", 51.551),
        ("HEDDLE HILL SINGERS", 51.551),
        ("The Heddle Hill Singers CIO", 51.552),
        ("Heddle Hil Singers", 51.5501),
    ],
)
def test_a_name_like_it_and_near_is_held(singers, name, lat):
    run = bring_in(row(name, lat=lat, lng=1.45))
    assert counts(run) == (1, 0, 0, 0, 1)
    assert held(run) == {2: "It may be the same as “Heddle Hill Singers”, which is near."}
    assert ImportRow.objects.get(run=run).like == singers


@pytest.mark.parametrize(
    ("name", "lat"), [("Heddle Hill Singers", 51.56), ("Heddle Hill Bakers", 51.55), ("2nd Heddle Hill Singers", 51.55)]
)
def test_a_name_like_it_and_far_or_another_name_near_is_new(singers, name, lat):
    assert counts(bring_in(row(name, lat=lat, lng=1.45))) == (1, 1, 0, 0, 0)


def test_the_same_number_in_a_register_is_held_wherever_it_is(singers):
    run = bring_in(row("Singers of the Hill", **{"charity number": "1234567", "lat": 51.51, "lng": 1.59}))
    assert held(run) == {2: "It may be the same as “Heddle Hill Singers”, which has the number GB-CHC-1234567 too."}


def test_the_same_name_without_any_place_is_held():
    make_group("Towpath Walkers")
    assert counts(bring_in(row("Towpath Walkers")))[4] == 1


def test_groups_of_the_same_list_are_never_held_for_each_other():
    text = as_csv(*({"id": str(n), "name": "Food bank", "lat": 51.55, "lng": 1.45} for n in range(3)))
    assert counts(bring_in(text)) == (3, 3, 0, 0, 0)


def test_they_can_be_brought_in_all_the_same(singers):
    run = bring_in(row("Heddle Hill Singers", lat=51.55, lng=1.45), duplicates="create")
    assert counts(run) == (1, 1, 0, 0, 0)
    assert Group.objects.get(source="list").slug != singers.slug


def the_row(run):
    return ImportRow.objects.get(run=run, number=2)


def test_the_same_fills_only_what_is_empty_and_is_known_from_then_on(singers):
    text = row("Heddle Hill Singers", summary="We sing", phone="020 7946 9999", lat=51.55, lng=1.45)
    run = bring_in(text)
    runs.decide(run, the_row(run), "same")
    run.refresh_from_db()
    assert counts(run) == (1, 0, 1, 0, 0)
    singers.refresh_from_db()
    assert (singers.summary, singers.contact_phone, singers.source) == ("We sing", "020 7946 0000", "")
    assert ListedAs.objects.get().group == singers
    assert counts(bring_in(text)) == (1, 0, 0, 1, 0)
    assert counts(bring_in(text.replace("We sing", "We hum"))) == (1, 0, 0, 1, 0)


def test_another_group_comes_in_as_new(singers):
    run = bring_in(row("Heddle Hill Singers", lat=51.55, lng=1.45))
    runs.decide(run, the_row(run), "new")
    run.refresh_from_db()
    assert counts(run) == (1, 1, 0, 0, 0)
    assert counts(bring_in(row("Heddle Hill Singers", lat=51.55, lng=1.45))) == (1, 0, 0, 1, 0)
    assert Group.objects.count() == 2


def test_a_decision_is_undone_with_its_run(singers):
    before = Group.objects.filter(pk=singers.pk).values().get()
    run = bring_in(row("Heddle Hill Singers", summary="We sing", lat=51.55, lng=1.45))
    runs.decide(run, the_row(run), "same")
    undo(run)
    assert Group.objects.filter(pk=singers.pk).values().get() == before
    assert ListedAs.objects.count() == 0


def test_nothing_is_decided_twice(singers):
    run = bring_in(row("Heddle Hill Singers", lat=51.55, lng=1.45))
    held_row = the_row(run)
    runs.decide(run, held_row, "new")
    with pytest.raises(Refused, match="nothing to decide"):
        runs.decide(run, held_row, "same")
    assert Group.objects.count() == 2


def test_a_decision_about_a_dry_run_waits_until_it_is_brought_in(singers):
    run = bring_in(row("Heddle Hill Singers", summary="We sing", lat=51.55, lng=1.45), dry_run=True)
    runs.decide(run, the_row(run), "same")
    run.refresh_from_db()
    singers.refresh_from_db()
    assert (counts(run), singers.summary) == ((1, 0, 1, 0, 0), "")
    runs.apply(run)
    singers.refresh_from_db()
    assert (counts(run), singers.summary) == ((1, 0, 1, 0, 0), "We sing")
