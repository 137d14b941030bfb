import csv
import io
from xml.etree import ElementTree as ET

import pytest
from django.utils import feedgenerator  # noqa: F401 - what the feed is made with

from closeknit.algorithms.cells import restore
from closeknit.directory.indexing import reindex
from tests.directory.search.worlds import hand_world
from tests.support.factories import make_group

pytestmark = pytest.mark.django_db


def body(response):
    return b"".join(response.streaming_content).decode()


def test_the_spreadsheet_holds_the_groups_of_the_query(client):
    hand_world()
    response = client.get("/find.csv?q=singing&kind=charity")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="groups.csv"'
    rows = list(csv.DictReader(io.StringIO(body(response).removeprefix("\ufeff"))))
    assert [row["name"] for row in rows] == ["Carder Bakers"]


def test_cells_cannot_run_as_formulas(client):
    hand_world()
    evil = make_group("=HYPERLINK(1)", summary="+cmd|' /C calc'!A0")
    reindex([evil.pk])
    rows = list(csv.DictReader(io.StringIO(body(client.get("/find.csv?q=hyperlink")).removeprefix("\ufeff"))))
    assert rows[0]["name"] == "'=HYPERLINK(1)"
    assert restore(rows[0]["summary"]) == "+cmd|' /C calc'!A0"


def test_a_sign_that_xml_does_not_know_breaks_no_feed(client):
    hand_world()
    reindex([make_group("Odd\x01Singers", summary="We sing\x0bloud.").pk])
    feed = ET.fromstring(client.get("/find.rss?q=oddsingers+odd").content)
    assert "OddSingers" in [item.findtext("title") for item in feed.iter("item")]


def test_feeds_hold_no_contact_address(client):
    world = hand_world()
    world.choir.contact_email = "canary@loomwick.example"
    world.choir.save()
    for address in ("/find.csv", "/find.geojson"):
        assert "canary" not in body(client.get(address))


def test_map_data_holds_a_feature_for_each(client):
    import json

    hand_world()
    features = json.loads(body(client.get("/find.geojson?q=choir")))["features"]
    assert {one["properties"]["name"]: one["geometry"] and one["geometry"]["type"] for one in features} == {
        "Fullers Choir": "Point",
        "Sleeping Singers": None,
    }


def test_the_news_feed_has_the_most_lately_confirmed_first(client):
    hand_world()
    response = client.get("/find.rss?q=singing")
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    channel = ET.fromstring(response.content).find("channel")
    assert channel.find("title").text == "3 groups for “singing”"
    assert [item.find("title").text for item in channel.findall("item")] == [
        "Carder Bakers",
        "Fullers Choir",
        "Sleeping Singers",
    ]
    assert channel.find("item/link").text.startswith("http")


def test_an_empty_feed_is_a_feed(client):
    hand_world()
    assert body(client.get("/find.geojson?q=qqqqqqq")).split() == [
        '{"type":',
        '"FeatureCollection",',
        '"features":',
        "[",
        "]}",
    ]
    assert ET.fromstring(client.get("/find.rss?q=qqqqqqq").content).findall("channel/item") == []


def test_files_are_not_fetched_without_end(client):
    hand_world()
    answers = [client.get("/find.csv?q=choir").status_code for _ in range(31)]
    assert answers[:30] == [200] * 30
    assert answers[30] == 429
