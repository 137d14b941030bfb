"""One odd row never keeps the others out, and nothing in a file of ours runs in a spreadsheet."""

import csv
import io
import json

import pytest

from closeknit.core.errors import Refused
from closeknit.directory.dialect.audience import Audience
from closeknit.directory.exporting.files import export
from closeknit.directory.importing.pipeline import Pipeline
from closeknit.directory.importing.reads import held_rows_file
from closeknit.directory.models import Group, GroupIdentifier, ImportRow, ImportRun, Relation, Schedule, Service
from tests.directory.importing.lists import as_csv, bring_in, counts, held
from tests.support.factories import make_group

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loomwick")]
ONE, TWO = (f"3f2b8c1e-0000-4000-8000-00000000000{n}" for n in (1, 2))
REFUSED = "It cannot be stored: a number in it belongs to another group, or a cell is too long."


def test_a_row_that_the_database_refuses_is_held_and_the_others_come_in():
    bakers, walkers = (
        {"uuid": number, "name": name, "source": "register", "external_id": "7"}
        for number, name in ((ONE, "Bakers"), (TWO, "Walkers"))
    )
    run = bring_in(as_csv({**bakers, "uuid": "", "external_id": "6", "name": "Singers"}, bakers, walkers))
    assert counts(run) == (3, 2, 0, 0, 1)
    assert held(run) == {4: REFUSED}
    assert set(Group.objects.values_list("name", flat=True)) == {"Singers", "Bakers"}
    assert run.state == ImportRun.State.APPLIED


def test_two_groups_do_not_get_one_address():
    one, other = make_group("Singers"), make_group("Bakers")
    rows = ({"uuid": str(group.uuid), "name": group.name, "slug": "same"} for group in (one, other))
    assert counts(bring_in(as_csv(*rows))) == (2, 0, 1, 1, 0)
    assert "another group has that one" in ImportRow.objects.get(number=3).reason


def test_a_copied_row_of_an_export_becomes_a_group_with_services_of_its_own():
    bring_in(as_csv({"name": "Singers", "opening times": "Tuesday 7.30pm"}))
    whole = b"".join(export("csv", Audience.ADMIN)).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(whole))
    copy = row | {"uuid": "", "external_id": "", "slug": "", "name": "Bakers"}
    assert counts(bring_in(as_csv(row, copy), name="mended.csv", duplicates="create")) == (2, 1, 0, 1, 0)
    assert Service.objects.values("uuid").distinct().count() == 2


@pytest.mark.parametrize("spelled", ["{%s}", "urn:uuid:%s"])
def test_a_number_of_ours_is_known_in_any_spelling(spelled):
    singers = make_group("Singers")
    text = as_csv({"uuid": spelled % str(singers.uuid).upper(), "name": "Heddle Hill Singers"})
    assert counts(bring_in(text)) == (1, 0, 1, 0, 0)


@pytest.mark.parametrize(
    "times", ["WEEKLY MO every 99999", "WEEKLY " + ",".join(["MO"] * 20), f'WEEKLY MO "{"x" * 201}"']
)
def test_times_that_no_table_holds_are_not_understood(times):
    run = bring_in(as_csv({"uuid": ONE, "name": "Singers", "service_1_name": "Choir", "service_1_schedule": times}))
    assert counts(run) == (1, 1, 0, 0, 0)
    assert not Schedule.objects.exists()
    assert "was not understood" in ImportRow.objects.get().reason


def test_a_heading_cannot_run_in_the_file_of_held_rows_and_comes_back_as_it_was():
    run = bring_in("name,=1+1\nSingers,2,3\n")
    mended = b"".join(held_rows_file(run)).decode("utf-8-sig")
    assert mended.startswith("name,'=1+1,why_held")
    assert bring_in(mended.replace("Singers,2", "Singers,4")).columns[:2] == run.columns


def test_a_heading_holds_nothing_that_a_database_cannot_keep():
    feature = {"type": "Feature", "geometry": None, "properties": {"name": "Singers", "a\0b\ud800": "x"}}
    run = bring_in(json.dumps({"type": "FeatureCollection", "features": [feature]}), name="list.geojson")
    assert all(column.isprintable() for column in run.columns)
    organisation = {"id": ONE, "name": "Bakers", "closeknit": {"a\0b": "x", "summary": "Buns."}}
    run = bring_in(json.dumps([organisation]), name="list.json")
    assert sorted(run.columns) == ["name", "summary", "uuid"]


def test_a_row_is_decided_once_however_often_the_button_is_pressed():
    make_group("Singers", source="other")
    run = bring_in(as_csv({"name": "Singers"}))
    row = ImportRow.objects.get(run=run)
    row.decision = ImportRow.Decision.NEW
    run.refresh_from_db()
    Pipeline(run, writes=True, keeps_all=True).take_again(row)
    with pytest.raises(Refused):
        Pipeline(run, writes=True, keeps_all=True).take_again(row)
    run.refresh_from_db()
    assert counts(run) == (1, 1, 0, 0, 0)
    assert Group.objects.count() == 2


def test_a_place_in_a_list_that_another_group_has_stays_with_that_group():
    other = make_group("Bakers", source="council", external_id="7")
    singers = make_group("Singers", source="council", external_id="8")
    row = {"uuid": str(singers.uuid), "name": "Singers", "source": "council", "external_id": "7", "summary": "We sing."}
    assert counts(bring_in(as_csv(row))) == (1, 0, 1, 0, 0)
    singers.refresh_from_db()
    other.refresh_from_db()
    assert (singers.external_id, singers.summary, other.external_id) == ("8", "We sing.", "7")
    assert "another group has that one" in ImportRow.objects.get().reason


def test_a_number_and_a_link_that_are_told_twice_are_kept_once():
    make_group("Bakers", uuid=TWO)
    tie = {"to": TWO, "kind": "works_with"}
    row = {"uuid": ONE, "name": "Singers", "identifiers": "GB-CHC-1;GB-CHC:1", "relations": json.dumps([tie, tie])}
    assert counts(bring_in(as_csv(row))) == (1, 1, 0, 0, 0)
    assert (GroupIdentifier.objects.count(), Relation.objects.count()) == (1, 1)


def test_a_row_longer_than_the_headings_keeps_all_its_cells_and_is_held_until_it_is_mended():
    run = bring_in("name,summary\nSingers,we sing,and,=dance\n,Nobody\n")
    told = b"".join(held_rows_file(run)).decode("utf-8-sig").splitlines()
    assert told[0] == "name,summary,why_held"
    assert told[1].startswith("Singers,we sing,row 2: It has 4 cells")
    assert told[1].endswith(",and,'=dance")
    again = bring_in("\r\n".join(told), "list-held.csv")
    assert counts(again) == (2, 0, 0, 0, 2)
    once_more = b"".join(held_rows_file(again)).decode("utf-8-sig").splitlines()
    assert once_more[0] == told[0]
    assert once_more[1].endswith(",and,'=dance")
