from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone

from closeknit.directory.indexing import reindex
from closeknit.website import sitemap
from tests.directory.search.worlds import hand_world
from tests.support.factories import make_group, make_hub

pytestmark = pytest.mark.django_db

NAMES = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(client, path):
    response = client.get(path)
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return [one.text for one in ET.fromstring(response.content).iter(f"{NAMES}loc")]


def test_robots_learn_what_to_leave_alone(client):
    text = client.get("/robots.txt").content.decode()
    assert "User-agent: *\nDisallow: /find/?\n" in text
    assert "User-agent: GPTBot" in text
    assert text.rstrip().endswith("Sitemap: http://127.0.0.1:8000/sitemap.xml")


def test_the_site_map_leads_to_every_part(client):
    hand_world()
    assert addresses(client, "/sitemap.xml") == [
        "http://127.0.0.1:8000/sitemap-pages.xml",
        "http://127.0.0.1:8000/sitemap-groups-1.xml",
    ]
    assert "http://127.0.0.1:8000/areas/warpfield/" in addresses(client, "/sitemap-pages.xml")


def test_groups_are_in_parts(client, monkeypatch):
    monkeypatch.setattr(sitemap, "PART", 2)
    make_hub()
    today = timezone.localdate()
    groups = [make_group(f"Group {number}", confirmed_on=today) for number in range(5)]
    reindex([group.pk for group in groups])
    parts = addresses(client, "/sitemap.xml")[1:]
    assert len(parts) == 3
    listed = [address for part in parts for address in addresses(client, part.removeprefix("http://127.0.0.1:8000"))]
    assert listed == [f"http://127.0.0.1:8000{group.get_absolute_url()}" for group in groups]
    assert client.get("/sitemap-groups-0.xml").status_code == 404
    assert client.get("/sitemap-groups-4.xml").status_code == 404


def test_groups_that_ask_not_to_be_listed_are_not(client):
    make_hub()
    today = timezone.localdate()
    kept = make_group("Kept", confirmed_on=today)
    ids = [kept.pk, make_group("Unconfirmed").pk, make_group("Closed", state="closed", confirmed_on=today).pk]
    ids.append(make_group("Hidden", visibility="hidden", confirmed_on=today).pk)
    reindex(ids)
    assert addresses(client, "/sitemap-groups-1.xml") == [f"http://127.0.0.1:8000{kept.get_absolute_url()}"]


def test_an_empty_hub_has_a_site_map(client):
    assert addresses(client, "/sitemap.xml") == ["http://127.0.0.1:8000/sitemap-pages.xml"]


def test_browsers_learn_how_to_search(client):
    make_hub()
    response = client.get("/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert "http://127.0.0.1:8000/find/?q={searchTerms}" in response.content.decode()
