"""Once a group must be kept safe no table keeps a copy of where it was: what its own page holds is seen
only by those who may change it."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from closeknit.conversation.models import Case, Decision
from closeknit.directory.dialect.audience import Audience
from closeknit.directory.duplicates import merging
from closeknit.directory.editing.actions import change_group
from closeknit.directory.exporting.files import export
from closeknit.directory.importing.undoing import undo
from closeknit.directory.indexing import reindex
from closeknit.directory.jobs import keep_groups_safe
from closeknit.directory.models import (
    Coverage,
    Group,
    ImportRow,
    ImportRun,
    Merge,
    Pair,
    Rest,
    Revision,
    Suggestion,
)
from tests.directory.importing.lists import as_csv, bring_in, counts, make_loomwick
from tests.support import factories as make

pytestmark = pytest.mark.django_db
WORD = "zqxmill"
OWN = {  # what stands on the page itself, hidden from all but those who may change it
    "directory.Venue.name", "directory.Venue.slug", "places.Point.address", "places.Area.name", "places.Area.slug",
    "directory.Rest.streets",
    "directory.Word.word", "directory.Word.stem",  # a word by itself, of no group any more
}  # fmt: skip


@pytest.fixture
def world(db):
    make.make_hub()
    area = make.make_area(f"{WORD} ward")
    group = make.make_group(
        "Sanctuary",
        point=make.make_point(51.6, 1.5, area, address=f"{WORD} Lane 3", postcode="LW1 4TT"),
        covers_text=f"{WORD} Street",
        confirmed_by="Priya",
        confirmed_on=timezone.localdate(),
        state="dormant",
    )
    other = make.make_group("Bakers")
    Coverage.objects.create(group=group, area=make.make_area("Weftbridge"))
    Rest.objects.create(group=group, streets=f"{WORD} Close")
    service = make.make_service(group, venue=make.make_venue(f"{WORD} Hall"))
    make.make_tie(other, group, kind="shares_place")
    make.make_tie(group, other, note=f"their kitchen is in {WORD} Lane")
    plant(group, other, service)
    list_of(group)
    group.refresh_from_db()
    priya = make.make_person("Priya")
    make.give_role(priya, "group_steward", "group", group.pk)
    return SimpleNamespace(group=group, other=other, area=area, priya=priya)


def plant(group, other, service):
    """A copy of the place wherever the hub keeps one."""
    number = f"service:{service.uuid}"
    told = {
        "place": {"address": f"{WORD} Lane 1"},
        "covers": [f"{WORD}-ward"],
        "covers_text": f"{WORD} Road",
        "drawn_area": {"words": WORD},
        "rest": {"since": None, "streets": f"{WORD} Close", "topics": []},
        number: {"name": "Choir", "venue": WORD},
        "summary": "We sing",
    }
    tie = {"from": str(group.uuid), "to": str(other.uuid), "kind": "works_with", "note": f"in {WORD} Lane"}
    shared = tie | {"kind": "shares_place"}
    for of in (group, other):
        Revision.objects.create(group=of, group_name="S", before={"tie:1": None}, after={"tie:1": tie})
        Revision.objects.create(group=of, group_name="S", before={"tie:2": None}, after={"tie:2": shared})
    Revision.objects.create(group=group, group_name="S", before=told, after=told)
    suggestion = Suggestion.objects.create(group=group, before=told, wanted=told)
    for kind, thing in (("directory.group", group), ("directory.suggestion", suggestion)):
        case = Case.objects.create(kind=kind, thing_id=thing.pk)
        Decision.objects.create(case=case, step="hidden", evidence=f"We sing\n\n{WORD} Road\n\n{WORD} Street")
    third = make.make_group("Third", covers_text=f"{WORD} Row", point=make.make_point(51.6, 1.5, address=WORD))
    merging.merge(kept=group, gone=third, take=["covers_text"], by=make.make_person("Noor"))
    Group.objects.filter(pk=group.pk).update(covers_text=f"{WORD} Street")
    one, two = sorted((group.pk, other.pk))
    Pair.objects.create(one_id=one, other_id=two, likeness={"name": 1.0, "metres": 120})
    reindex([group.pk, other.pk])


def list_of(group):
    """The list that it came from, and its later edition that changed it."""
    run = ImportRun.objects.create(
        source="list", file_name="list.csv", file_format="csv", sha256="", state="applied", applied_at=timezone.now(),
        columns=["Name", "Address", "Hall", "Odd"], mapping={"Name": "name", "Address": "address", "Odd": ""},
    )  # fmt: skip
    told = {"run": run, "group": group, "raw": ["Sanctuary", f"{WORD} Lane", "", WORD]}
    ImportRow.objects.create(
        **told, number=2, outcome="created", before={"points": [1], "venues_before": [{"name": WORD}]}
    )
    ImportRow.objects.create(**told, number=3, outcome="updated", before={"image": {"point": {"address": WORD}}})


def holding(word=WORD):
    """The columns of all rooms in which the word stands."""
    found = set()
    for model in apps.get_models():
        if not model.__module__.startswith("closeknit"):
            continue
        texts = [
            f
            for f in model._meta.concrete_fields
            if isinstance(f, (models.CharField, models.TextField, models.JSONField, models.BinaryField))
        ]
        for row in model._base_manager.values(*(f.attname for f in texts)) if texts else ():
            for name, value in row.items():
                told = (
                    bytes(value).decode("latin-1")
                    if isinstance(value, (bytes, memoryview))
                    else json.dumps(value, default=str)
                )
                if word in told:
                    found.add(f"{model._meta.label}.{name}")
    return found


def public_pages(client, *groups):
    told = "".join(client.get(group.get_absolute_url()).content.decode() for group in groups)
    return told + b"".join(b"".join(export(kind, Audience.PUBLIC)) for kind in ("csv", "geojson", "oruk")).decode()


def turn_by_hand(world):
    change_group(group=world.group, changes={"is_sensitive": True}, by=world.priya)


def turn_by_merging(world):
    """The other entry of the same group was kept safe already."""
    safe = make.make_group("Sanctuary", is_sensitive=True)
    merging.merge(kept=world.group, gone=safe, by=make.make_person("Noor"))


def turn_by_being_merged(world):
    """Its own row goes, and what hung on it leads to the entry that is kept safe."""
    safe = make.make_group("Sanctuary", is_sensitive=True)
    merging.merge(kept=safe, gone=world.group, by=make.make_person("Noor"))


def turn_by_a_list(world):
    bring_in(as_csv({"uuid": str(world.group.uuid), "name": "Sanctuary", "is_sensitive": "yes", "covers_text": ""}))


WAYS = [turn_by_hand, turn_by_merging, turn_by_being_merged, turn_by_a_list]


@pytest.mark.parametrize("turn", WAYS)
def test_no_table_keeps_a_copy_and_nobody_reads_it(client, world, turn):
    planted = holding()
    assert planted - OWN == {
        "conversation.Decision.evidence", "directory.Group.covers_text", "directory.ImportRow.before",
        "directory.ImportRow.raw", "directory.Merge.pictures", "directory.Merge.steps", "directory.Revision.after",
        "directory.Revision.before", "directory.Relation.note", "directory.SearchEntry.card", "directory.SearchEntry.words",
        "directory.Suggestion.before", "directory.Suggestion.wanted",
    }  # fmt: skip
    assert WORD in public_pages(client, world.group, world.other)
    turn(world)
    assert holding() - OWN == set()
    assert Pair.objects.exclude(likeness={}).values_list("likeness", flat=True)[0] == {"name": 1.0}
    public = client.get(world.group.get_absolute_url()).status_code == 200
    assert WORD not in public_pages(client, *([world.group] if public else []), world.other)
    world.group.refresh_from_db()
    assert world.group.confirmed_by == ""
    assert Revision.objects.filter(before__has_key="summary").exists()  # all else is still told


def test_what_an_older_version_kept_goes_by_night_and_is_written_once(world):
    """Marked before the hub forgot anything, and its page emptied by the upgrade alone."""
    Group.objects.filter(pk=world.group.pk).update(is_sensitive=True, covers_text="", confirmed_by="")
    reindex([world.group.pk, world.other.pk])
    copies = {
        "conversation.Decision.evidence", "directory.ImportRow.before", "directory.ImportRow.raw",
        "directory.Merge.pictures", "directory.Merge.steps", "directory.Revision.before", "directory.Suggestion.wanted",
    }  # fmt: skip
    assert copies <= holding()
    assert keep_groups_safe.func() == 1
    assert holding() - OWN == set()
    assert not Pair.objects.filter(likeness__has_key="metres").exists()
    with CaptureQueriesContext(connection) as queries:
        keep_groups_safe.func()
    assert [query["sql"] for query in queries if query["sql"].startswith("UPDATE") and '"id" = ' in query["sql"]] == []


def test_that_it_shares_a_place_can_be_neither_read_nor_exported(client, world):
    turn_by_hand(world)
    told = public_pages(client, world.group, world.other)
    assert "shares_place" not in told
    assert "we share a place" not in told
    assert "we work together" in told


def test_its_steward_still_sees_and_changes_the_place(client, world):
    turn_by_hand(world)
    client.force_login(world.priya)
    assert f"{WORD} Lane 3" in client.get(f"/groups/{world.group.slug}/edit/place/").content.decode()
    change_group(group=world.group, changes={"covers_text": "All of Loomwick"}, by=world.priya)
    world.group.refresh_from_db()
    assert world.group.covers_text == "All of Loomwick"
    change_group(group=world.group, changes={"summary": "Tea"}, by=world.priya)
    world.group.refresh_from_db()
    assert world.group.covers_text == "All of Loomwick"


def test_who_turns_it_and_confirms_it_at_once_is_not_named(client, world):
    client.force_login(world.priya)
    client.post(f"/groups/{world.group.slug}/edit/safety/", {"is_sensitive": "on", "confirm": "on"})
    world.group.refresh_from_db()
    assert (world.group.is_sensitive, world.group.confirmed_by) == (True, "the group")


def test_the_preview_of_a_merge_says_so(client, world):
    noor = make.make_person("Noor", "network_organiser")
    client.force_login(noor)
    pair = Pair.objects.get(likeness__name=1.0)
    page = f"/manage/duplicates/{pair.uuid}/"
    assert "must be kept safe" not in client.get(page).content.decode()
    Group.objects.filter(pk=world.other.pk).update(is_sensitive=True)
    assert "will show no place" in client.get(page).content.decode()


def test_an_old_address_does_not_lead_to_a_group_that_must_be_kept_safe(client, world):
    address = "/groups/third-page/"
    third = make.make_group("Third page", slug="third-page")
    merging.merge(kept=world.other, gone=third, by=make.make_person("Noor"))
    assert client.get(address).status_code == 301
    change_group(group=world.other, changes={"is_sensitive": True}, by=world.priya)
    assert client.get(address).status_code == 404


def test_parting_brings_back_all_but_the_words(world):
    safe = make.make_group("Sanctuary", is_sensitive=True)
    noor = make.make_person("Noor")
    done = merging.merge(kept=world.group, gone=safe, by=noor)
    merging.part(done=Merge.objects.get(pk=done.pk), by=noor)
    world.group.refresh_from_db()
    assert (world.group.is_sensitive, world.group.covers_text) == (False, "")
    assert world.group.point.address == f"{WORD} Lane 3"


def test_a_list_whose_earlier_state_was_forgotten_says_that_it_is_not_undone(db):
    make_loomwick()
    row = {"id": "S1", "name": "Sanctuary", "address": "1 Mill Lane", "summary": "Tea"}
    bring_in(as_csv(row))
    run = bring_in(as_csv({**row, "summary": "Cake"}))
    group = Group.objects.get()
    change_group(group=group, changes={"is_sensitive": True}, by=None)
    Group.objects.filter(pk=group.pk).update(changed_at=run.applied_at)
    undo(run)
    assert "forgotten, to keep the group safe" in ImportRow.objects.get(run=run).reason
    assert Group.objects.get().summary == "Cake"
    changed = bring_in(as_csv({**row, "summary": "Soup"}))
    assert counts(changed) == (1, 0, 1, 0, 0)
    assert ImportRow.objects.get(run=changed).raw == ["S1", "Sanctuary", "", "Soup"]


def test_after_ninety_days_the_entry_that_went_has_no_place_either(world):
    assert merging.forget_old(timezone.now() + timedelta(days=91)) == 1
    third = Group.objects.get(name="Third")
    assert (third.point, third.covers_text) == (None, "")
