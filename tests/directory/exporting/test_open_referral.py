"""Our Open Referral file against the standard's own schema, and stricter."""

import json
from pathlib import Path

import jsonschema
import pytest

from closeknit.directory.dialect.audience import Audience
from closeknit.directory.exporting.files import export
from tests.directory.importing.lists import make_loomwick
from tests.support.factories import make_group, make_point, make_service, make_theme, make_venue

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).parents[4] / "shared" / "data" / "oruk"


@pytest.fixture
def page():
    make_loomwick()
    singers = make_group(
        "Singers",
        themes=(make_theme("Humming"),),
        contact_email="s@loomwick.example",
        website="https://s.example/",
        languages=["Polish"],
        speak_to="Priya",
    )
    venue = make_venue(point=make_point(51.55, 1.45, address="1 Mill Lane", postcode="LW1 4TT"), access_text="Ramp")
    make_service(singers, venue=venue, cost_kind="free", minimum_age=18)
    make_service(singers, "Workshop", byday="-1FR", cost_text="£3", is_running=False)
    make_group("Quiet", state="dormant", summary="")
    make_group("Over", state="closed")
    return json.loads(b"".join(export("oruk", Audience.ADMIN)))


def test_the_page_adds_up(page):
    services = page["contents"]
    assert (page["total_items"], page["size"], page["total_pages"], page["page_number"]) == (4, 4, 1, 1)
    assert (page["first_page"], page["last_page"], page["empty"], len(services)) == (True, True, False, 4)
    assert len({service["id"] for service in services}) == 4


def test_a_group_that_runs_nothing_has_one_service_that_stands_for_it(page):
    by_group = {service["organization"]["name"]: service for service in page["contents"]}
    assert by_group["Quiet"]["name"] == "Membership and meetings"
    assert (by_group["Quiet"]["status"], by_group["Over"]["status"]) == ("temporarily closed", "defunct")
    statuses = {s["name"]: s["status"] for s in page["contents"] if s["organization"]["name"] == "Singers"}
    assert statuses == {"Choir": "active", "Workshop": "inactive"}


def test_nothing_is_null_or_empty(page):
    def walk(thing, path):
        if isinstance(thing, dict):
            for key, value in thing.items():
                if key != "closeknit":
                    walk(value, f"{path}.{key}")
        elif isinstance(thing, list):
            assert thing, path
            for item in thing:
                walk(item, path)
        else:
            assert thing is not None, path
            assert thing != "", path

    walk(page["contents"], "contents")


def test_every_address_has_what_the_standard_requires(page):
    addresses = [
        address
        for service in page["contents"]
        for place in service.get("service_at_locations", ())
        for address in place["location"].get("addresses", ())
    ]
    (address,) = addresses
    assert {name: address[name] for name in ("address_1", "city", "state_province", "postal_code", "country", "address_type")} == {
        "address_1": "1 Mill Lane", "city": "Loomwick", "state_province": "Loomwick", "postal_code": "LW1 4TT", "country": "GB", "address_type": "physical"
    }  # fmt: skip


@pytest.mark.skipif(not SCHEMAS.exists(), reason="the standard's schemas are not here")
@pytest.mark.parametrize(("name", "is_page"), [("service.json", False), ("service_list.json", True)])
def test_it_keeps_to_the_standard_s_schema(page, name, is_page):
    schema = json.loads((SCHEMAS / "hsds-uk-3.0-validator" / name).read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for thing in [page] if is_page else page["contents"]:
        assert [error.message for error in validator.iter_errors(thing)] == []
