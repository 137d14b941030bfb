"""The page that one is glad to send to a neighbour: what it shows, and what it never shows."""

import json
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.factories import (
    make_area,
    make_group,
    make_hub,
    make_person,
    make_point,
    make_service,
    make_theme,
    make_tie,
    make_venue,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZoneInfo("Europe/London"))
QUERIES_OF_A_GROUP_PAGE = 16


@pytest.fixture(autouse=True)
def _loomwick():
    make_hub()
    with time_machine.travel(NOW, tick=False):
        yield


def page_of(client, group, **headers):
    return client.get(group.get_absolute_url(), **headers)


def shown(client, group):
    response = page_of(client, group)
    assert response.status_code == 200
    return response.content.decode()


def test_it_shows_what_a_neighbour_asks(client):
    ward = make_area("Bobbin Green")
    point = make_point(51.6, 1.5, ward, address="1 Shuttle Street", postcode="LW1 4TT")
    venue = make_venue(point=point, access=["step_free", "hearing_loop"])
    repair = make_theme("Repair and reuse")
    cafe = make_group(
        "Bobbin Green Repair Café",
        themes=(repair,),
        point=point,
        aims="Bring what broke.\n\nWe mend it **with** you.",
        since=2019,
        speak_to="Priya, secretary",
        contact_email="cafe@loomwick.example",
        contact_phone="01632 960114",
        confirmed_on=date(2026, 11, 3),
        confirmed_by="Priya, secretary",
    )
    make_service(cafe, "Repair café", byday="TU", venue=venue, cost_kind="free")
    text = shown(client, cafe)
    for words in (
        "Bobbin Green Repair Café",
        "<strong>with</strong>",
        "since 2019",
        "Repair and reuse",
        "Dyehouse Library",
        "Step-free",
        "Hearing loop",
        "Free",
        "Tuesday 24 November",
        "Confirmed on 3 November 2026 by Priya, secretary",
        "01632 960114",
        "1 Shuttle Street",
    ):
        assert words in text, words


def test_it_never_shows_an_address_to_write_to(client):
    group = make_group(contact_email="secret-secretary@loomwick.example")
    assert "secret-secretary" not in shown(client, group)
    assert f"/groups/{group.slug}/write/" in shown(client, group)


def test_a_group_that_cannot_be_written_to_has_no_such_button(client):
    group = make_group(contact_email="")
    assert "/write/" not in shown(client, group)
    assert client.get(group.get_absolute_url() + "write/").status_code == 404


def test_a_sensitive_group_shows_no_place(client):
    ward = make_area("Hiddenward")
    point = make_point(51.6, 1.5, ward, address="7 Secret Row", postcode="LW9 9ZZ")
    venue = make_venue("The quiet house", point=point, is_confidential=True, access=["step_free"])
    group = make_group("A sanctuary", point=point, is_sensitive=True)
    make_service(group, "An open afternoon", venue=venue)
    text = shown(client, group)
    for canary in ("Secret Row", "LW9 9ZZ", "The quiet house", "51.6", "Hiddenward"):
        assert canary not in text, canary
    assert "We tell you where when you write to us" in text
    assert client.get(f"/venues/{venue.slug}/").status_code == 404


@pytest.mark.parametrize("secret", [{"is_sensitive": True}, {"visibility": "hidden"}, {"visibility": "stub"}])
def test_a_venue_of_groups_whose_place_must_not_be_told_is_not_to_be_found(client, secret):
    venue = make_venue("Quiet house", point=make_point(address="1 Hidden Lane"))
    make_service(make_group("Sanctuary", **secret), venue=venue)
    assert client.get(f"/venues/{venue.slug}/").status_code == 404
    make_service(make_group("Singers"), venue=venue)
    told = client.get(f"/venues/{venue.slug}/").content.decode()
    assert "Singers" in told
    assert "Sanctuary" not in told


@pytest.mark.parametrize("visibility", ["hidden", "stub"])
def test_what_is_not_public_is_not_there(client, visibility):
    group = make_group(visibility=visibility)
    for tail in ("", "poster/", "qr.svg", "card.png", "write/", "written/"):
        assert client.get(group.get_absolute_url() + tail).status_code == 404


def test_the_hub_administrator_sees_a_hidden_group(client):
    kit = make_person("Kit", "hub_admin")
    client.force_login(kit)
    assert page_of(client, make_group(visibility="hidden")).status_code == 200


def test_only_confirmed_ties_between_public_groups_are_told(client):
    cafe, larder, hidden, hopeful = (
        make_group("Repair Café"),
        make_group("Warpfield Larder"),
        make_group("Hidden friends", visibility="hidden"),
        make_group("Hopeful friends"),
    )
    make_tie(cafe, larder, kind="supports", note="mends their fridges")
    make_tie(cafe, hidden)
    make_tie(hopeful, cafe, confirmed=False)
    text = shown(client, cafe)
    assert "Warpfield Larder" in text
    assert "mends their fridges, since 2021" in text
    assert "Hidden friends" not in text
    assert "Hopeful friends" not in text
    assert "Repair Café" in shown(client, larder)


@pytest.mark.parametrize(
    ("state", "confirmed", "words"),
    [
        ("active", date(2026, 11, 1), "Active"),
        ("quiet", date(2026, 11, 1), "Quiet"),
        ("active", date(2025, 11, 10), "Soon to be confirmed again"),
        ("active", date(2025, 5, 2), "Unconfirmed since May 2025"),
        ("dormant", date(2026, 11, 1), "Asleep for now"),
        ("closed", None, "Closed"),
    ],
)
def test_it_says_how_far_it_can_be_trusted(client, state, confirmed, words):
    assert words in shown(client, make_group(state=state, confirmed_on=confirmed))


def test_search_engines_pass_by_what_may_be_untrue(client):
    assert 'content="noindex"' in shown(client, make_group(confirmed_on=None))
    assert 'content="noindex"' not in shown(client, make_group(confirmed_on=date(2026, 11, 1)))


def test_its_linked_data_is_json_and_cannot_end_its_block(client):
    group = make_group("</script><script>alert(1)</script>", aims="<b>&amp;", website="https://a.example/")
    text = shown(client, group)
    assert "<script>alert(1)" not in text
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    data = json.loads(block[1])
    assert data["name"] == group.name
    assert data["url"] == "https://a.example/"


@pytest.mark.parametrize("rows", [1, 3])
def test_its_queries_do_not_grow(client, rows):
    ward = make_area("Warpfield")
    group = make_group(point=make_point(51.6, 1.5, ward))
    for number in range(rows):
        make_service(group, f"Choir {number}", venue=make_venue(f"Hall {number}", point=make_point()))
        make_tie(group, make_group(f"Friends {number}"))
    page_of(client, group)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = page_of(client, group, headers={"Cache-Control": "no-cache"}, QUERY_STRING="again")
    assert response.status_code == 200
    assert len(queries) == QUERIES_OF_A_GROUP_PAGE


def test_its_qr_code_and_card_are_pictures(client):
    group = make_group("Ŵylfa’s café – a very long name that goes on and on until it must be made smaller")
    qr = client.get(group.get_absolute_url() + "qr.svg")
    assert qr["Content-Type"] == "image/svg+xml"
    assert b"<svg" in qr.content
    card = client.get(group.get_absolute_url() + "card.png")
    assert card["Content-Type"] == "image/png"
    assert card.content.startswith(b"\x89PNG")


def test_a_visitor_gets_no_cookie(client):
    assert not page_of(client, make_group()).cookies
