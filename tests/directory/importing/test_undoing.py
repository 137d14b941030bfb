"""An import that is taken back leaves every table as it was, to the last column."""

from datetime import timedelta

import pytest
from django.apps import apps

from closeknit.core.errors import Refused
from closeknit.directory.dialect.audience import Audience
from closeknit.directory.exporting.files import export
from closeknit.directory.importing import pipeline, runs, undoing
from closeknit.directory.importing.undoing import undo
from closeknit.directory.indexing import reindex
from closeknit.directory.models import Coverage, Group, ImportRow, ImportRun, SearchEntry, Theme, Venue
from closeknit.places.models import Area
from tests.directory.importing.lists import as_csv, bring_in, counts
from tests.support.factories import make_group, make_point, make_service, make_theme, make_tie, make_venue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loomwick")]

BESIDES = {"ImportRun", "ImportRow", "ImportFile", "Hub", "FacetBitmap", "ColumnSegment", "Word"}
BAKERS = "11111111-1111-4111-8111-111111111111"
NOTED = {"import_mark"}  # only says which row to pass over


def everything():
    """All rows of the rooms' tables. Of links only what they link, for their ids mean nothing."""
    models = [*apps.get_app_config("directory").get_models(), *apps.get_app_config("places").get_models()]
    return {
        model.__name__: sorted(
            tuple(
                sorted((k, str(v)) for k, v in row.items() if k not in NOTED and (k != "id" or hasattr(model, "name")))
            )
            for row in model.objects.values()
        )
        for model in models
        if model.__name__ not in BESIDES
    }


def rich_group(name="Heddle Hill Singers", **more):
    areas = Area.objects.filter(slug__in=("loomwick", "warpfield"))
    point = make_point(51.55, 1.45, *areas, address="1 Mill Lane")
    group = make_group(name, themes=(Theme.objects.get(slug="singing"),), point=point, languages=["Polish"], **more)
    make_service(group, venue=make_venue(point=make_point(51.56, 1.46, *areas)), access=["quiet_space"])
    make_service(group, "Workshop", byday="1SA")
    reindex([group.pk])
    return group


def test_what_came_goes():
    rich_group()
    before = everything()
    run = bring_in(
        as_csv(
            {
                "name": "Bakers",
                "postcode": "LW1 4TT",
                "category": "Choir",
                "opening times": "Tuesday 10am - 4pm",
                "service_1_venue_name": "Hall",
            }
        )
    )
    assert counts(run) == (1, 1, 0, 0, 0)
    assert everything() != before
    undo(run)
    assert everything() == before
    assert (run.state, run.message) == (ImportRun.State.UNDONE, "")
    assert run.undone_at is not None


def exported_and_changed(*changes):
    text = b"".join(export("csv", Audience.ADMIN)).decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def test_what_was_changed_is_as_it_was_in_every_table():
    group = rich_group()
    make_tie(group, make_group("Bakers"), confirmed=False)
    reindex(list(Group.objects.values_list("pk", flat=True)))
    before = everything()
    text = exported_and_changed(
        ("Heddle Hill Singers", "Hill Singers"), ("1 Mill Lane", "2 Mill Lane"), ("51.55", "51.551"), ("Workshop", "Evening"),
        ("quiet_space", "hearing_loop"), ("Dyehouse Library", "Dye Library"), ("Polish", "English"), ("works_with", "part_of"),
    )  # fmt: skip
    run = bring_in(text, "export.csv")
    assert counts(run) == (2, 0, 1, 1, 0)
    assert everything() != before
    undo(run)
    assert everything() == before
    assert SearchEntry.objects.get(pk=group.pk).card["name"] == "Heddle Hill Singers"


def test_what_people_changed_since_stays_and_is_listed():
    run = bring_in("name\nSingers\nBakers\nWalkers\n")
    changed, written_to = Group.objects.get(name="Singers"), Group.objects.get(name="Bakers")
    Group.objects.filter(pk=changed.pk).update(summary="Ours", changed_at=run.applied_at + timedelta(hours=1))
    make_tie(make_group("Others"), written_to)
    undo(run)
    assert set(Group.objects.values_list("name", flat=True)) == {"Singers", "Bakers", "Others"}
    assert run.message == "2 groups were changed since and stay as they are."
    assert ImportRow.objects.get(run=run, number=2).reason == "Not undone: it was changed since."


def test_a_group_that_a_later_import_changed_waits_for_that_one():
    first = bring_in("name,summary\nSingers,one\n")
    second = bring_in("name,summary\nSingers,two\n")
    undo(second)
    assert Group.objects.get().summary == "one"
    undo(first)
    assert Group.objects.count() == 0


def test_what_is_gone_by_now_is_left_out_and_told():
    """Two imports taken back in the order in which they came: the second cannot restore all it replaced."""
    singers, gardens = rich_group(), Theme.objects.get(slug="gardens")
    singers.themes.add(gardens)
    first = bring_in(as_csv({"uuid": BAKERS, "name": "Bakers"}), "bakers.csv")
    make_tie(singers, Group.objects.get(uuid=BAKERS))
    Coverage.objects.create(group=singers, area=Area.objects.get(slug="warpfield"))
    reindex([singers.pk])
    row = {
        "uuid": str(singers.uuid),
        "name": singers.name,
        "summary": "new",
        "relations": "",
        "themes": "",
        "covers": "",
    }
    second = bring_in(as_csv(row | {"service_1_name": "Workshop"}), "second.csv")
    assert counts(second) == (1, 0, 1, 0, 0)
    undo(first)
    gardens.delete()
    Venue.objects.all().delete()
    undo(second)
    singers.refresh_from_db()
    assert (singers.summary != "new", singers.ties_offered.count(), singers.themes.count()) == (True, 0, 1)
    assert (singers.coverage.count(), singers.services.count()) == (1, 2)
    gone = "a link to another group, a place where it meets, a theme"
    assert ImportRow.objects.get(run=second).reason == f"Undone, but without what is gone by now: {gone}."
    assert second.message == "1 group came back without something that is gone by now. Its row says what."


def test_an_address_that_another_group_has_by_now_stays_with_it():
    singers, bakers = make_group("Singers", slug="singers"), make_group("Bakers", slug="bakers", summary="old")
    rows = ({"uuid": str(group.uuid), "name": group.name, "slug": f"new-{group.slug}"} for group in (singers, bakers))
    run = bring_in(as_csv(*rows))
    make_group("Others", slug="singers")
    undo(run)
    assert set(Group.objects.values_list("slug", flat=True)) == {"new-singers", "singers", "bakers"}
    assert ImportRow.objects.get(number=2).reason == "Not undone: another group has its address or number by now."
    assert run.message == "1 group stays as it is: another group has its address or number by now."


def test_themes_that_came_go_unless_they_are_used():
    run = bring_in("name,category\nSingers,Humming\nBakers,Baking\n", makes_themes=True)
    make_group("Others", themes=(Theme.objects.get(name="Baking"),))
    undo(run)
    assert not Theme.objects.filter(name="Humming").exists()
    assert Theme.objects.filter(name="Baking").exists()


def test_a_venue_that_others_use_by_now_stays():
    run = bring_in(as_csv({"name": "Singers", "service_1_name": "Choir", "service_1_venue_name": "Hall"}))
    make_service(make_group("Others"), venue=Venue.objects.get())
    undo(run)
    assert Venue.objects.get().name == "Hall"


def test_after_an_undo_the_same_file_comes_in_anew():
    undo(bring_in("name\nSingers\n"))
    assert counts(bring_in("name\nSingers\n")) == (1, 1, 0, 0, 0)


def test_it_goes_on_where_it_was_interrupted(monkeypatch):
    monkeypatch.setattr(undoing, "CHUNK", 2)
    before = everything()
    run = bring_in("name\n" + "".join(f"Group {n}\n" for n in range(7)))

    def interrupt(done, _total):
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        undo(run, progress=interrupt)
    assert (Group.objects.count(), ImportRun.objects.get().state) == (3, ImportRun.State.UNDOING)
    undo(run)
    assert everything() == before


def test_a_stopped_run_is_undone_as_far_as_it_came(monkeypatch):
    monkeypatch.setattr(pipeline, "CHUNK", 2)
    monkeypatch.setattr(runs, "CHUNK", 2)
    reindex([make_group("Singers", source="list", external_id="1", summary="old").pk])
    before = everything()
    text = as_csv(*({"id": str(n), "name": f"Group {n}", "summary": "new"} for n in (1, 2, 3, 4)))
    run = bring_in(text, dry_run=True)

    def stop(done, _total):
        if done == 2:
            runs.stop(run)

    with pytest.raises(Refused, match="stopped"):
        runs.apply(run, stop)
    assert Group.objects.count() == 2
    undo(run)
    assert everything() == before


@pytest.mark.parametrize("state", ["staged", "uploaded", "failed", "undone", "applying"])
def test_only_what_was_brought_in_can_be_undone(state):
    run = bring_in("name\nSingers\n", dry_run=True)
    ImportRun.objects.filter(pk=run.pk).update(state=state)
    with pytest.raises(Refused, match="brought in"):
        undo(run)


def test_undoing_a_crowd_leaves_no_trace():
    make_theme("Humming")
    before = everything()
    text = as_csv(
        *(
            {
                "name": f"Group {n}",
                "lat": 51.55 + n / 10_000,
                "lng": 1.45,
                "category": "Humming",
                "opening times": "Monday 7pm - 9pm",
            }
            for n in range(300)
        )
    )
    undo(bring_in(text))
    assert everything() == before
