"""Six real lists of one borough, with real mess. They are not ours to keep, so they stay outside."""

import csv
import json
from pathlib import Path

import pytest
import shapely
from django.core.management import call_command

from closeknit.algorithms.postcodes import normalise, outcode
from closeknit.directory.importing.report import report
from closeknit.directory.importing.undoing import undo
from closeknit.directory.models import Group, ImportRun, SearchEntry
from closeknit.places.models import Point, Postcode
from tests.directory.importing.lists import COUNTS
from tests.support.factories import make_area, make_hub

SHARED = Path(__file__).parents[4] / "shared" / "data"
LISTS = SHARED / "trafford"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not LISTS.exists(), reason="the six lists of Trafford are not here (shared/data/trafford)"),
]
FILES = sorted(path for path in LISTS.glob("*.*") if path.suffix in (".csv", ".geojson"))
MARGIN = 0.05  # degrees


@pytest.fixture
def trafford(db):
    """A hub whose boundary is drawn around all the places that the lists tell of."""
    with (SHARED / "postcodes" / "outcodes.csv").open(encoding="utf-8") as file:
        centres = {row["postcode"]: (float(row["latitude"]), float(row["longitude"])) for row in csv.DictReader(file)}
    Postcode.objects.bulk_create(Postcode(code=code, lat=lat, lng=lng) for code, (lat, lng) in centres.items())
    hull = shapely.MultiPoint([(lng, lat) for lat, lng in places(centres)]).convex_hull.buffer(MARGIN)
    make_hub(
        name="Trafford", root_area=make_area("Trafford", kind="borough", boundary=json.loads(shapely.to_geojson(hull)))
    )


def places(centres):
    for file in FILES:
        if file.suffix == ".geojson":
            for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
                lng, lat = feature["geometry"]["coordinates"][0][0]
                yield lat, lng
            continue
        for row in rows_of(file):
            code = normalise(row.get("postcode") or row.get("Postcode") or "")
            if code and outcode(code) in centres:
                yield centres[outcode(code)]
            if row.get("lat"):
                yield float(row["lat"]), float(row["lon"])


def rows_of(file):
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def size_of(file):
    if file.suffix == ".geojson":
        return len(json.loads(file.read_text(encoding="utf-8"))["features"])
    return len(rows_of(file))


def brought_in(file, folder):
    call_command("import_groups", str(file), "--report", str(folder / "report.json"))
    told = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert told["rows"] == told["created"] + told["updated"] + told["unchanged"] + told["held"]
    assert len(told["held_rows"]) == told["held"]
    return told


def test_all_six_come_in_every_row_accounted_for_and_go_again(trafford, tmp_path):
    for file in FILES:
        told = brought_in(file, tmp_path)
        assert (told["rows"], told["held"]) == (size_of(file), 0), file.name
    before = list(Group.objects.order_by("pk").values())
    for file in FILES:
        told = brought_in(file, tmp_path)
        assert {name: told[name] for name in COUNTS} == {
            "rows": size_of(file), "created": 0, "updated": 0, "unchanged": size_of(file), "held": 0
        }  # fmt: skip
    assert list(Group.objects.order_by("pk").values()) == before
    for run in ImportRun.objects.order_by("-pk"):
        undo(run)
    assert [model.objects.count() for model in (Group, Point, SearchEntry)] == [0, 0, 0]


def test_charities_are_never_put_where_their_letters_go(trafford, tmp_path):
    told = brought_in(LISTS / "charities_operating_in_trafford.csv", tmp_path)
    assert told["columns"]["charity_contact_postcode"] == "correspondence_postcode"
    assert set(Group.objects.values_list("point", "covers__name", "kind")) == {(None, "Trafford", "charity")}


def test_food_banks_of_one_name_are_told_apart_and_their_hours_are_read(trafford, tmp_path):
    brought_in(LISTS / "gm_food_banks.csv", tmp_path)
    assert Group.objects.filter(name="Trussell Trust").count() == 48
    read = Group.objects.filter(services__schedules__isnull=False).distinct().count()
    told = Group.objects.filter(services__isnull=False).count()
    assert read > told * 0.7


def test_places_of_worship_get_a_pin_each(trafford, tmp_path):
    brought_in(LISTS / "trafford_places_of_worship.geojson", tmp_path)
    assert set(Group.objects.values_list("kind", "point__precision")) == {("faith_group", "exact")}


def test_what_lies_outside_the_boundary_is_held(trafford, tmp_path):
    square = json.loads(shapely.to_geojson(shapely.box(-2.4, 53.4, -2.3, 53.45)))
    make_hub(root_area=make_area("A corner of it", kind="borough", boundary=square))
    call_command("import_groups", str(LISTS / "trafford_allotments.csv"))
    run = ImportRun.objects.get()
    assert run.created + run.held == run.rows == size_of(LISTS / "trafford_allotments.csv")
    assert run.held > 0
    assert {row["reason"] for row in report(run)["held_rows"]} == {"It lies outside A corner of it."}
