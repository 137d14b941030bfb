"""Open Referral in its several shapes, after the official examples; the content is Loomwick's."""

import io
import json
from pathlib import Path

import pytest

from closeknit.directory.importing.readers import Unreadable, open_table

SHARED = Path(__file__).parents[4] / "shared" / "data" / "oruk"
SINGERS = {
    "id": "11111111-1111-4111-8111-111111111111",
    "name": "Heddle Hill Singers",
    "description": "We sing.",
    "website": "https://singers.example/",
    "organization_identifiers": [{"id": "x", "identifier_type": "Charity Commission", "identifier": "1234567"}],
}
CHOIR = {
    "id": "22222222-2222-4222-8222-222222222222",
    "name": "Choir",
    "description": "Four parts.",
    "status": "active",
    "schedules": [{"id": "s", "freq": "WEEKLY", "byday": "TH", "opens_at": "19:30", "closes_at": "21:00"}],
    "cost_options": [{"id": "c", "amount": 0}],
    "attributes": [{"id": "a", "taxonomy_term": {"id": "t", "name": "Singing", "description": "Songs"}}],
    "service_at_locations": [
        {
            "id": "sal",
            "location": {
                "id": "33333333-3333-4333-8333-333333333333",
                "location_type": "physical",
                "name": "Dyehouse Library",
                "latitude": 51.55,
                "longitude": 1.45,
                "addresses": [{"id": "ad", "address_1": "1 Mill Lane", "city": "Loomwick", "postal_code": "LW1 4TT"}],
                "accessibility": [{"id": "acc", "description": "Ramp at the side"}],
            },
        }
    ],
}
READ = {
    "name": "Heddle Hill Singers",
    "aims": "We sing.",
    "external_id": SINGERS["id"],
    "identifiers": "GB-CHC-1234567",
    "category": "Singing",
    "lat": "51.55",
    "lng": "1.45",
    "address": "1 Mill Lane, Loomwick",
    "service_1_name": "Choir",
    "service_1_schedule": "WEEKLY TH 19:30-21:00",
    "service_1_cost_kind": "free",
    "service_1_venue_name": "Dyehouse Library",
    "service_1_venue_access_text": "Ramp at the side",
}


def read(thing):
    table = open_table(io.BytesIO(json.dumps(thing).encode()), file_format="oruk")
    return [dict(zip(table.columns, row.cells, strict=True)) for row in table.rows]


def page(*services):
    return {"total_items": len(services), "page_number": 1, "contents": list(services)}


@pytest.mark.parametrize(
    "thing",
    [
        page(CHOIR | {"organization": SINGERS}),
        [CHOIR | {"organization": SINGERS}],
        CHOIR | {"organization": SINGERS},
        SINGERS | {"services": [CHOIR]},
        {"organizations": [SINGERS | {"services": [CHOIR]}]},
        {"totalElements": 1, "content": [CHOIR | {"organization": SINGERS}]},
    ],
    ids=["page", "list", "one service", "one organisation", "package", "page of the older kind"],
)
def test_every_shape_reads_the_same(thing):
    (row,) = read(thing)
    assert {name: row[name] for name in READ} == READ


def test_services_come_under_their_organisation_wherever_they_stand_in_the_file():
    other = {"id": "99", "name": "Bobbin Bakers"}
    rows = read(
        page(
            CHOIR | {"organization": SINGERS},
            {"id": "b", "name": "Bread", "organization": other},
            CHOIR | {"id": "d", "name": "Duets", "organization": SINGERS},
        )
    )
    assert [(row["name"], row["service_1_name"], row.get("service_2_name", "")) for row in rows] == [
        ("Heddle Hill Singers", "Choir", "Duets"),
        ("Bobbin Bakers", "Bread", ""),
    ]


def test_a_service_of_nobody_stands_for_its_group():
    (row,) = read(page(CHOIR))
    assert (row["name"], row["external_id"], row["service_1_name"]) == ("Choir", CHOIR["id"], "Choir")


def test_the_older_words_are_understood():
    old = {
        "id": "1",
        "name": "Lunch club",
        "organization": {"id": "2", "name": "Bakers"},
        "regular_schedules": [{"freq": "WEEKLY", "byday": "MO", "opens_at": "12:00:00"}],
        "eligibilitys": [{"eligibility": "Anyone over 60"}],
        "contacts": [{"name": "Tom", "phones": [{"number": "020 7946 0000"}]}],
        "service_at_locations": [
            {
                "location": {
                    "name": "Hall",
                    "latitude": 51.5,
                    "longitude": 1.5,
                    "physical_addresses": [{"address_1": "2 Weft Lane", "postal_code": "LW2 1AA"}],
                }
            }
        ],
    }
    (row,) = read({"content": [old]})
    assert row["service_1_schedule"] == "WEEKLY MO 12:00"
    assert row["service_1_audience"] == "Anyone over 60"
    assert (row["speak_to"], row["contact_phone"]) == ("Tom", "020 7946 0000")
    assert row["service_1_venue_address"] == "2 Weft Lane"


def test_a_schedule_that_we_cannot_hold_is_kept_as_words():
    odd = {"id": "s", "freq": "YEARLY", "description": "On Twelfth Night"}
    (row,) = read(page(CHOIR | {"schedules": [odd], "organization": SINGERS}))
    assert (row.get("service_1_schedule", ""), row["service_1_schedule_text"]) == ("", "On Twelfth Night")


@pytest.mark.parametrize("thing", [[], {}, {"contents": []}, [1, 2], "words", {"a": 1}])
def test_what_is_neither_is_refused_with_a_sentence(thing):
    with pytest.raises(Unreadable) as no:
        read(thing)
    assert no.value.message.endswith(".")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared examples are not here")
def test_it_reads_the_official_examples():
    for name in (
        "mocks/V3.0-UK-Default/service_full.json",
        "mocks/V3.0-UK-Test/service_list.json",
        "uk-profile/examples/service_list.json",
    ):
        rows = read(json.loads((SHARED / name).read_text(encoding="utf-8")))
        assert rows
        assert all(row["name"] for row in rows)
