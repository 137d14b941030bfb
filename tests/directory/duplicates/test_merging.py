"""Two entries become one and are parted again, without a row lost on the way."""

import random
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.utils import timezone

from closeknit.accounts.models import Grant
from closeknit.core.errors import Refused
from closeknit.directory.duplicates import merging
from closeknit.directory.duplicates.fields import FIELDS
from closeknit.directory.duplicates.moving import KEYS, STAYING, links
from closeknit.directory.indexing import reindex
from closeknit.directory.models import (
    Coverage,
    Group,
    GroupIdentifier,
    GroupTheme,
    ListedAs,
    Merge,
    Pair,
    Photo,
    Relation,
    Rest,
    Revision,
    Service,
    Suggestion,
)
from closeknit.journal.following import follow
from closeknit.journal.models import Entry, Follow, Notice
from tests.support import factories as make

pytestmark = pytest.mark.django_db
RECORDS = {"Merge", "Pair", "Entry", "Notice", "Hub", "SearchEntry", "Word", "FacetBitmap", "ColumnSegment"}


@pytest.fixture
def two():
    make.make_hub()
    kept = make.make_group("Heddle Hill Singers", contact_email="", summary="We sing")
    gone = make.make_group(
        "Heddle Hill Choir", contact_email="choir@loomwick.example", summary="A choir", source="list", external_id="7"
    )
    reindex([kept.pk, gone.pk])
    return kept, gone


@pytest.fixture
def noor():
    return make.make_person("Noor", "network_organiser")


def everything():
    """All rows of all tables, but for those that are records of what happened."""
    models = [
        model
        for model in apps.get_models()
        if model.__name__ not in RECORDS and model.__module__.startswith("closeknit")
    ]
    models += [Rest.topics.through]
    return {model._meta.label: sorted(map(str, model._base_manager.order_by("pk").values())) for model in models}


def fresh(group):
    return Group.objects.get(pk=group.pk)


def test_what_was_chosen_stays_and_the_other_is_seen_no_more(two, noor):
    kept, gone = two
    merging.merge(kept=kept, gone=gone, take=["contact_email", "name"], by=noor)
    kept, gone = fresh(kept), fresh(gone)
    assert (kept.name, kept.summary, kept.contact_email) == ("Heddle Hill Choir", "We sing", "choir@loomwick.example")
    admin = make.make_person("Kit", "hub_admin")
    assert list(Group.objects.visible_to(admin)) == [kept]
    assert list(Group.objects.public()) == [kept]


def test_its_list_finds_the_other_from_now_on(two, noor):
    kept, gone = two
    merging.merge(kept=kept, gone=gone, by=noor)
    assert ListedAs.objects.values_list("group", "source", "external_id").get() == (kept.pk, "list", "7")


def test_all_that_hung_on_it_moves(two, noor):
    kept, gone = two
    theme, area = make.make_theme(), make.make_area()
    GroupTheme.objects.create(group=gone, theme=theme)
    Coverage.objects.create(group=gone, area=area)
    GroupIdentifier.objects.create(group=gone, scheme="GB-CHC", identifier="1234567")
    service = make.make_service(gone)
    bakers = make.make_group("Bakers")
    tie = make.make_tie(gone, bakers)
    photo = Photo.objects.create(group=gone, key="k", widths=[320], width=320, height=200, alt="Us")
    priya = make.make_person("Priya")
    grant = make.give_role(priya, "group_steward", "group", gone.pk)
    follow(make.make_person("Ada"), gone)
    suggestion = Suggestion.objects.create(group=gone, wanted={"name": "X"})
    revision = Revision.objects.create(group=gone, group_name="Choir")
    merging.merge(kept=kept, gone=gone, by=noor)
    for thing in (service, photo, suggestion, revision):
        thing.refresh_from_db()
        assert thing.group == kept
    assert [kept.themes.get(), kept.covers.get()] == [theme, area]
    assert kept.identifiers.count() == 1
    tie.refresh_from_db()
    grant.refresh_from_db()
    assert (tie.offered_by, grant.scope_id) == (kept, kept.pk)
    assert Follow.objects.get().thing_id == kept.pk
    assert make.Person.objects.get(pk=priya.pk).holds("group_steward", ("group", kept.pk))


def test_what_both_have_is_there_once(two, noor):
    kept, gone = two
    theme = make.make_theme()
    ada = make.make_person("Ada")
    for group in two:
        GroupTheme.objects.create(group=group, theme=theme)
        follow(ada, group)
        make.give_role(ada, "group_steward", "group", group.pk)
    make.make_tie(kept, gone)
    merging.merge(kept=kept, gone=gone, by=noor)
    assert kept.group_themes.count() == 1
    assert Relation.objects.confirmed().count() == 0
    assert Follow.objects.filter(thing_id=kept.pk).count() == 1
    assert Grant.objects.filter(scope_kind="group", scope_id=kept.pk).count() == 1


def test_a_sensitive_one_makes_the_whole_sensitive(two, noor):
    kept, gone = two
    Group.objects.filter(pk=gone.pk).update(is_sensitive=True)
    merging.merge(kept=kept, gone=gone, by=noor)
    assert fresh(kept).is_sensitive


def test_the_stewards_of_both_are_told(two, noor):
    kept, gone = two
    people = [make.make_person(name) for name in ("Priya", "Tom")]
    for person, group in zip(people, two, strict=True):
        make.give_role(person, "group_steward", "group", group.pk)
    done = merging.merge(kept=kept, gone=gone, by=noor)
    merging.part(done=done, by=noor)
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "directory.groups_merged",
        "directory.groups_parted",
    ]
    assert sorted(Notice.objects.values_list("person__name", flat=True)) == ["Priya", "Priya", "Tom", "Tom"]


def test_asked_twice_it_is_done_once(two, noor):
    kept, gone = two
    first = merging.merge(kept=kept, gone=gone, by=noor)
    assert merging.merge(kept=kept, gone=gone, by=noor) == first
    with pytest.raises(Refused):
        merging.merge(kept=gone, gone=kept, by=noor)
    merging.part(done=first, by=noor)
    once = everything()
    merging.part(done=first, by=noor)
    assert everything() == once
    assert Entry.objects.count() == 2


def test_after_the_parting_they_are_not_proposed_again(two, noor):
    kept, gone = two
    merging.part(done=merging.merge(kept=kept, gone=gone, by=noor), by=noor)
    assert [pair.are_same for pair in Pair.objects.all()] == [False]
    assert Pair.objects.waiting().count() == 0


def test_what_was_changed_or_added_since_stays(two, noor):
    kept, gone = two
    service = make.make_service(gone)
    done = merging.merge(kept=kept, gone=gone, take=["summary", "contact_email"], by=noor)
    Group.objects.filter(pk=kept.pk).update(summary="Written since", changed_at=timezone.now())
    new = make.make_service(kept, "Tea")
    merging.part(done=done, by=noor)
    assert (fresh(kept).summary, fresh(kept).contact_email) == ("Written since", "")
    assert list(Service.objects.order_by("pk").values_list("pk", "group")) == [(service.pk, gone.pk), (new.pk, kept.pk)]


def test_after_ninety_days_it_stands_and_what_it_said_is_forgotten(two, noor):
    kept, gone = two
    done = merging.merge(kept=kept, gone=gone, take=["contact_email"], by=noor)
    assert merging.forget_old(timezone.now() + timedelta(days=89)) == 0
    with time_machine.travel(timezone.now() + timedelta(days=91), tick=False):
        with pytest.raises(Refused, match="90 days"):
            merging.part(done=done, by=noor)
        assert merging.forget_old(timezone.now()) == 1
        assert merging.forget_old(timezone.now()) == 0
    done.refresh_from_db()
    assert (done.steps, done.pictures, fresh(gone).contact_email) == ([], {}, "")
    assert fresh(kept).contact_email == "choir@loomwick.example"


def test_a_merge_into_what_has_gone_itself_is_refused(two, noor):
    kept, gone = two
    other = make.make_group("Third")
    first = merging.merge(kept=kept, gone=gone, by=noor)
    merging.merge(kept=other, gone=kept, by=noor)
    with pytest.raises(Refused):
        merging.merge(kept=gone, gone=other, by=noor)
    with pytest.raises(Refused, match="came later"):
        merging.part(done=first, by=noor)


def furnish(group, dice, world):  # noqa: C901 - some of everything
    """Hang on the group some of everything."""
    themes, areas, others, people = world
    for theme in dice.sample(themes, dice.randint(0, 3)):
        GroupTheme.objects.create(group=group, theme=theme)
    for area in dice.sample(areas, dice.randint(0, 2)):
        Coverage.objects.create(group=group, area=area)
    for number in dice.sample(["1", "2", "3"], dice.randint(0, 2)):
        GroupIdentifier.objects.create(group=group, scheme="GB-CHC", identifier=number)
    for other in dice.sample(others, dice.randint(0, 2)):
        pair = [group, other]
        dice.shuffle(pair)
        Relation.objects.get_or_create(offered_by=pair[0], offered_to=pair[1], kind="works_with")
    for person in dice.sample(people, dice.randint(0, 3)):
        follow(person, group, dice.choice(["everything", "digest", "nothing"]))
    for person in dice.sample(people, dice.randint(0, 2)):
        make.give_role(person, "group_steward", "group", group.pk)
    for number in range(dice.randint(0, 2)):
        make.make_service(group, f"Service {number}")
        Suggestion.objects.create(group=group, wanted={"name": str(number)})
        Revision.objects.create(group=group, group_name=group.name)
        ListedAs.objects.create(group=group, source="other", external_id=f"{group.pk} {number}")
    if dice.random() < 0.5:
        Rest.objects.create(group=group, streets="Mill Lane").topics.set(dice.sample(themes, 1))


def make_random_group(dice, name):
    point = make.make_point(51.6 + dice.random() / 100, 1.5) if dice.random() < 0.7 else None
    return make.make_group(
        name,
        summary=dice.choice(["", "We sing"]),
        languages=dice.choice([[], ["en", "cy"]]),
        since=dice.choice([None, 1999]),
        state=dice.choice(["active", "dormant", "closed"]),
        visibility=dice.choice(["public", "stub", "hidden"]),
        is_sensitive=dice.random() < 0.2,
        point=point,
        contact_email=dice.choice(["", "a@loomwick.example"]),
        confirmed_on=dice.choice([None, timezone.localdate()]),
        source=dice.choice(["", "list"]),
        external_id=name if dice.random() < 0.5 else "",
        changed_at=timezone.now() - timedelta(days=dice.randint(1, 900)),
    )


@pytest.mark.parametrize("seed", range(12))
def test_a_merge_that_is_undone_leaves_every_row_as_it_was(seed, noor):
    dice = random.Random(seed)
    make.make_hub()
    world = (
        [make.make_theme(name) for name in ("Singing", "Baking", "Walking")],
        [make.make_area(name) for name in ("Warpfield", "Weftbridge")],
        [make.make_group(name) for name in ("Bakers", "Walkers")],
        [make.make_person(name) for name in ("Ada", "Priya", "Tom")],
    )
    one, other = (make_random_group(dice, name) for name in ("Singers", "Choir"))
    world[2].append(other)
    furnish(one, dice, world)
    furnish(other, dice, (world[0], world[1], [one, *world[2][:2]], world[3]))
    before = everything()
    take = dice.sample([field.code for field in FIELDS], dice.randint(0, len(FIELDS)))
    done = merging.merge(kept=one, gone=other, take=take, by=noor)
    assert everything() != before
    merging.part(done=Merge.objects.get(pk=done.pk), by=noor)
    assert everything() == before


def test_every_column_that_may_lead_to_a_group_is_thought_of():
    """One that is new moves by itself; one without a foreign key is known by the names of its columns."""
    found = {(link.model._meta.label, link.column) for link in links()}
    assert {("directory.Service", "group_id"), ("journal.Follow", "thing_id"), ("accounts.Grant", "scope_id")} <= found
    assert {label for label, _column in STAYING} <= {model._meta.label for model in apps.get_models()}
    loose = {
        (model._meta.label, field.attname)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.get_internal_type() == "BigIntegerField" and field.attname.endswith("_id") and not field.primary_key
    }
    assert {column for _label, column in loose} <= set(KEYS)
    assert loose <= found | set(STAYING)
