"""What anyone may take out holds nothing that may not be told; what goes into a spreadsheet does not run."""

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from closeknit.directory.dialect.audience import Audience
from closeknit.directory.exporting.files import FORMATS, export
from closeknit.directory.models import Group
from tests.directory.importing.lists import bring_in, make_loomwick
from tests.support.factories import make_group, make_point, make_service, make_tie, make_venue

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).parents[4] / "shared" / "data"


def whole(file_format, audience=Audience.PUBLIC):
    return b"".join(export(file_format, audience))


def read(raw, file_format):
    """The text of a file, also of one that is packed."""
    if file_format != "xlsx":
        return raw.decode()
    rows = load_workbook(io.BytesIO(raw)).active.iter_rows(values_only=True)
    return "\n".join(str(cell) for row in rows for cell in row)


@pytest.fixture
def secrets():
    """Everything that may not be told carries the word CANARY."""
    make_loomwick()
    hidden = make_group("CANARY hidden", visibility="hidden")
    make_group("CANARY stub", visibility="stub")
    singers = make_group(
        "Singers", contact_email="canary@loomwick.example", point=make_point(51.55, 1.45, address="1 Mill Lane")
    )
    make_service(
        singers,
        venue=make_venue(
            "CANARY House",
            slug="canary-house",
            is_confidential=True,
            access_text="CANARY door",
            point=make_point(51.512345, 1.412345, address="CANARY Street", postcode="LW9 9ZZ"),
        ),
    )
    sanctuary = make_group(
        "Sanctuary", is_sensitive=True, point=make_point(51.523456, 1.423456, address="CANARY Road", postcode="LW9 9ZZ")
    )
    make_service(sanctuary, venue=make_venue("CANARY Hall", slug="canary-hall", point=make_point(51.534567, 1.434567)))
    make_group(
        "Rough", point=make_point(51.545678, 1.445678, precision="borough", address="CANARY Close", postcode="LW9 9ZZ")
    )
    make_tie(singers, hidden, note="CANARY tie")
    make_tie(singers, sanctuary, note="CANARY offer", confirmed=False)


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_public_file_tells_no_secret(secrets, file_format):
    told = read(whole(file_format), file_format)
    assert "Sanctuary" in told
    assert "1 Mill Lane" in told
    secret = [
        "canary",
        "51.512345",
        "51.523456",
        "51.534567",
        "51.545678",
        "LW9 9ZZ",
        "is_sensitive",
        "visibility",
        "contact_email",
    ]
    assert [word for word in secret if word.lower() in told.lower()] == []


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_administrator_s_file_tells_all(secrets, file_format):
    told = read(whole(file_format, Audience.ADMIN), file_format)
    for word in (
        "CANARY hidden",
        "CANARY stub",
        "canary@",
        "CANARY House",
        "CANARY Street",
        "51.523456",
        "CANARY tie",
        "CANARY offer",
    ):
        assert word in told


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "'=1+1", '"=1+1', "＝1+1", "\t=1", '=HYPERLINK("x")', "''=1"]


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_no_cell_runs_in_a_spreadsheet_and_all_come_back_as_they_were(db, file_format):
    make_loomwick()
    for number, formula in enumerate(FORMULAS):
        make_group(f"{formula} group {number}", slug=f"g{number}", summary=formula)
    content = whole(file_format, Audience.ADMIN)
    if file_format == "csv":
        cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
    else:
        sheet = load_workbook(io.BytesIO(content)).active
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
        cells = [cell.value or "" for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.lstrip(" \t\r\n\"'")[:1] in set("=+@＝") and not cell.startswith("'")] == []
    Group.objects.all().delete()
    bring_in(content, f"groups.{file_format}")
    assert sorted(Group.objects.values_list("summary", flat=True)) == sorted(FORMULAS)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpora are not here")
def test_every_formula_of_the_corpus_is_tamed(db):
    make_loomwick()
    lines = (SHARED / "bad-inputs" / "own" / "csv-formula.txt").read_text(encoding="utf-8").splitlines()[1:]
    told = [
        line.encode().decode("unicode_escape").encode("latin-1", "replace").decode("utf-8", "replace")
        if "\\" in line
        else line
        for line in lines
    ]
    told = [line.replace("\0", "")[:190] for line in told if line.strip()]
    for number, line in enumerate(told):
        make_group(f"g{number}", slug=f"g{number}", summary=line)
    content = whole("csv", Audience.ADMIN).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert [row["summary"] for row in rows if row["summary"][:1] in tuple("=+-@\t\r")] == []
    Group.objects.all().delete()
    bring_in(content, "groups.csv")
    assert [Group.objects.get(slug=f"g{number}").summary for number in range(len(told))] == told


def test_an_export_of_no_groups_is_a_good_file(db):
    make_loomwick()
    assert json.loads(whole("geojson")) == {"type": "FeatureCollection", "features": []}
    assert json.loads(whole("oruk"))["empty"] is True
    assert whole("csv").decode("utf-8-sig").count("\n") == 1
    assert load_workbook(io.BytesIO(whole("xlsx"))).active.max_row == 1


def test_an_export_asks_no_more_for_thirty_groups_than_for_one(db, django_assert_max_num_queries):
    make_loomwick()
    for number in range(30):
        make_service(make_group(f"g{number}", point=make_point()), venue=make_venue())
    with django_assert_max_num_queries(20):
        whole("csv")
