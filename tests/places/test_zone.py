"""Times are told by the clock of the hub, on pages and by what works in the background."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from closeknit.core import http, page_cache
from closeknit.places import versions, zone
from closeknit.places.models import Hub
from tests.support import factories as make


@pytest.fixture
def in_auckland(db):
    make.make_hub(time_zone="Pacific/Auckland")
    yield
    timezone.deactivate()


@given(st.sampled_from(zone.zone_names()))
def test_a_zone_is_known_by_its_name_however_it_is_typed(name):
    assert zone.zone_called(name) == name
    assert zone.zone_called(f" {name.lower().replace('_', ' ')} ") == name
    assert zone.zone_called(name.rpartition("/")[2]) in (name, "")


@given(st.text(max_size=80))
def test_what_is_no_zone_is_none(text):
    assert zone.zone_called(text) in {*zone.zone_names(), ""}


@time_machine.travel(datetime(2026, 6, 1, 12, 30, tzinfo=UTC), tick=False)
def test_pages_go_by_the_hubs_clock_and_follow_when_it_is_changed(client, in_auckland):
    client.get("/")
    assert timezone.localtime().hour == 0
    Hub.objects.update(time_zone="")
    versions.bump()
    client.get("/")
    assert timezone.localtime().hour == 13


@time_machine.travel(datetime(2026, 6, 1, 12, 30, tzinfo=UTC), tick=False)
def test_kept_pages_are_good_for_a_day_of_the_hub(client, in_auckland):
    page = client.get("/about/")["ETag"]
    with time_machine.travel(datetime(2026, 6, 1, 23, 30, tzinfo=UTC), tick=False):
        assert client.get("/about/")["ETag"] == page
    with time_machine.travel(datetime(2026, 6, 2, 12, 30, tzinfo=UTC), tick=False):
        assert client.get("/about/")["ETag"] != page


def test_the_clock_costs_no_query_while_nothing_changes(client, in_auckland, django_assert_num_queries):
    client.get("/about/")
    with django_assert_num_queries(1):  # the version
        client.get("/about/")


def test_a_worker_goes_by_it_too(in_auckland):
    zone.before_a_job()
    assert timezone.get_current_timezone_name() == "Pacific/Auckland"
    Hub.objects.update(time_zone="")
    zone.before_a_job()
    assert timezone.get_current_timezone_name() == "Europe/London"


@pytest.mark.django_db
def test_a_hub_that_is_not_set_up_goes_by_the_settings(client):
    http.forget_hub()
    page_cache.forget()
    client.get("/set-up/")
    assert timezone.get_current_timezone_name() == "Europe/London"
