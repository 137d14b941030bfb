from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from closeknit.directory.coming import coming
from closeknit.directory.indexing import reindex
from closeknit.places.registry import counts_of, sections_of
from tests.directory.search.worlds import NOW, hand_world
from tests.support.factories import make_group, make_hub, make_service, make_venue

pytestmark = pytest.mark.django_db


def test_home_shows_where_to_begin(client):
    world = hand_world()
    world.choir.confirmed_on = timezone.localdate()
    world.choir.save()
    reindex([world.choir.pk])
    html = client.get("/").content.decode()
    for told in ("Warpfield", "Bobbin Green", "Arts", "Fullers Choir", "Choir", "of every 100</b> listings"):
        assert told in html


def test_an_empty_hub_has_a_home(client):
    assert client.get("/").status_code == 200
    make_hub()
    assert "No group is listed here yet" in client.get("/?x").content.decode()


def test_home_costs_the_same_with_one_group_and_with_three(client, settings):
    settings.PAGE_VERSION_SECONDS = 0
    make_hub()
    one = make_group("One", confirmed_on=date(2026, 1, 1))
    make_service(one)
    reindex([one.pk])
    assert spent(client) == 5  # the version, a page of cards, the newest again, the calendar, this week’s times
    reindex([make_group("Two").pk, make_group("Three").pk])
    assert spent(client) == 5


def spent(client):
    client.get("/?warm")
    with CaptureQueriesContext(connection) as queries:
        client.get("/?fresh")
    return len(queries)


@pytest.mark.parametrize("address", ["/about/", "/privacy/", "/accessibility/"])
def test_pages_about_the_hub(client, address):
    make_hub()
    assert client.get(address).status_code == 200


def test_coming_dates_are_soonest_first_and_one_for_each_group():
    world = hand_world()
    make_service(world.choir, "Second night", byday="MO")
    found = coming([world.choir.pk, world.bakers.pk], now=NOW, within=timedelta(days=6), most=5)
    assert [(one.day.isoformat(), one.service, one.group) for one in found] == [
        ("2026-06-15", "Second night", "Fullers Choir"),
        ("2026-06-20", "Bake day", "Carder Bakers"),
    ]
    assert found[1].cost == "More than £3"


def test_coming_dates_are_spread_over_the_days():
    make_hub()
    busy = [make_group(f"Monday {number}") for number in range(3)]
    late = make_group("Saturday")
    for group in busy:
        make_service(group, byday="MO")
    make_service(late, byday="SA")
    ids = [group.pk for group in (*busy, late)]
    found = coming(ids, now=NOW, within=timedelta(days=6), most=2)
    assert [one.group for one in found] == ["Monday 0", "Saturday"]


def test_coming_dates_keep_a_confidential_venue_and_a_hidden_group_to_themselves():
    world = hand_world()
    secret = make_venue("Canaryhouse", is_confidential=True, access=["baby_change"])
    make_service(world.walkers, "Walk", byday="TU", venue=secret)
    (told,) = coming([world.walkers.pk], now=NOW, within=timedelta(days=6), most=5)
    assert (told.venue, told.access) == ("", "")
    world.walkers.visibility = "hidden"
    world.walkers.save()
    assert coming([world.walkers.pk], now=NOW, within=timedelta(days=6), most=5) == []


def test_an_areas_page_shows_its_groups():
    world = hand_world()
    (html,) = [str(section) for section in sections_of(world.areas["warpfield"]) if "Fullers Choir" in section]
    assert "/find/?area=warpfield" in html
    assert "Carder Bakers" not in html
    assert "See all 3 groups" in html


def test_the_list_of_areas_counts_groups():
    world = hand_world()
    told = counts_of([world.areas[name].pk for name in ("warpfield", "bobbin-green", "dyers")])
    assert list(told.values()) == [["3 groups"], ["1 group"], []]
