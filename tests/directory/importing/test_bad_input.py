"""Whatever is sent as a list: sentences, held rows, and never a fall."""

import io
import json
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closeknit.core.errors import Refused
from closeknit.directory.importing.columns import guess
from closeknit.directory.importing.readers import FORMATS, Unreadable, open_table
from closeknit.directory.models import Group
from tests.directory.importing.lists import bring_in, counts, make_loomwick

SHARED = Path(__file__).parents[4] / "shared" / "data" / "bad-inputs"
LENIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def walk(raw, file_format=""):
    """Open and read it all, and guess its columns."""
    try:
        table = open_table(io.BytesIO(raw), file_format=file_format)
        rows = list(table.rows)
    except Unreadable as no:
        assert no.message.endswith((".", "!"))
        return []
    guess(table.columns, [row.cells for row in rows[:50]])
    assert all(len(row.cells) == len(table.columns) for row in rows if not row.problem)
    return rows


@LENIENT
@given(st.binary(max_size=400), st.sampled_from(["", *FORMATS]))
def test_any_bytes_are_read_or_refused(raw, file_format):
    walk(raw, file_format)


@LENIENT
@given(st.text(alphabet=st.sampled_from('",;\n\r\tab\0é'), max_size=200))
def test_any_quotes_and_line_ends_are_survived(text):
    walk(text.encode(), "csv")


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "features",
                    "geometry",
                    "coordinates",
                    "properties",
                    "id",
                    "name",
                    "contents",
                    "organization",
                    "services",
                    "schedules",
                    "service_at_locations",
                    "location",
                    "addresses",
                    "closeknit",
                ]
            ),
            inside,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@LENIENT
@given(json_values, st.sampled_from(["", "geojson", "oruk"]))
def test_any_json_is_read_or_refused(thing, file_format):
    walk(json.dumps(thing).encode(), file_format)


cells = st.text(max_size=30) | st.sampled_from(
    [
        "NA",
        "=1+1",
        "51.55",
        "1.45",
        "LW1 4TT",
        "GB-CHC-1",
        "yes",
        '["a"]',
        "[{}]",
        "1e999",
        "Tuesday 10am - 4pm",
        "https://x.example/",
    ]
)
headings = st.sampled_from(
    [
        "name",
        "uuid",
        "external_id",
        "kind",
        "state",
        "since",
        "themes",
        "covers",
        "lat",
        "lng",
        "precision",
        "postcode",
        "address",
        "identifiers",
        "relations",
        "website",
        "contact_email",
        "category",
        "area",
        "opening_times",
        "cost",
        "note",
        "coordinates",
        "easting",
        "northing",
        "created_at",
        "confirmed_on",
        "service_1_name",
        "service_1_schedule",
        "service_1_venue_name",
        "service_1_venue_lat",
        "service_1_minimum_age",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_cells_come_in_or_are_held_and_a_second_run_changes_nothing(db, data):
    columns = ["name", *data.draw(st.lists(headings.filter(lambda name: name != "name"), max_size=6, unique=True))]
    rows = data.draw(st.lists(st.lists(cells, min_size=len(columns), max_size=len(columns)), min_size=1, max_size=5))
    features = [
        {"type": "Feature", "geometry": None, "properties": dict(zip(columns, row, strict=True))} for row in rows
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    with transaction.atomic():
        make_loomwick()
        first = counts(bring_in(text, "list.geojson"))
        before = Group.objects.count()
        second = counts(bring_in(text, "list.geojson"))
        assert before == first[1]
        assert (second[0], second[1], second[2], second[4]) == (first[0], 0, 0, first[4])
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpora are not here")
def test_naughty_strings_come_in_and_stay_as_they_are():
    make_loomwick()
    strings = json.loads((SHARED / "blns" / "blns.json").read_text(encoding="utf-8"))
    rows = [
        {"type": "Feature", "geometry": None, "properties": {"id": str(n), "name": f"Group {n}", "description": text}}
        for n, text in enumerate(strings)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": rows})
    assert counts(bring_in(text, "naughty.geojson"))[4] == 0
    assert Group.objects.count() == len(strings)
    assert (
        Group.objects.get(external_id=str(strings.index("<script>alert(123)</script>"))).aims
        == "<script>alert(123)</script>"
    )


@pytest.mark.django_db
def test_a_million_letters_in_one_cell_cost_one_row():
    make_loomwick()
    run = bring_in("name,about\nSingers,ok\nBakers," + "x" * 2_000_000 + "\nWalkers,ok\n")
    assert counts(run) == (3, 2, 0, 0, 1)


@pytest.mark.django_db
def test_a_row_of_combining_marks_and_turned_letters_comes_in():
    make_loomwick()
    run = bring_in("name\n" + "a" + "\u0301" * 10_000 + "\nSingers\u202egnp.exe\n")
    assert counts(run)[0] == 2
    assert all("\u202e" not in name for name in Group.objects.values_list("name", flat=True))


@pytest.mark.django_db
def test_a_file_name_cannot_lead_anywhere():
    make_loomwick()
    for name in ("../../etc/passwd", "a/b\\c\0.csv", "x" * 500 + ".csv", "", ".."):
        run = bring_in(f"name\nGroup {len(name)}\n", name)
        assert "/" not in run.file_name


@pytest.mark.django_db
def test_a_file_of_headings_only_is_nothing_to_bring_in():
    make_loomwick()
    assert counts(bring_in("name,postcode\n")) == (0, 0, 0, 0, 0)
    with pytest.raises(Refused):
        bring_in("")
