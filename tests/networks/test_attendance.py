"""Who signs in at a meeting stands in the calendar's list of who was there: the same people in both."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from closeknit.calendar import actions as calendar
from closeknit.calendar.models import Attendance, Change
from closeknit.core.retention import RETENTION
from closeknit.networks import attendance
from closeknit.networks.actions import sync
from closeknit.networks.meeting_vocabulary import ItemSort
from closeknit.networks.models import Arrival
from closeknit.networks.sync_items import Item
from tests.support import factories as make
from tests.support import meeting_things as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    make.make_hub()
    return made.make_meeting()


def came(meeting, *names, **more):
    desk = sync.Standing(meeting, frozenset({ItemSort.ARRIVAL}), made.desk_of(meeting))
    items = [Item(uuid4(), ItemSort.ARRIVAL, {"guest_name": name, **more}) for name in names]
    for _again in range(2):
        sync.receive(desk, items)
    return list(meeting.arrivals.all())


def there(meeting):
    return [(row.name, row.group) for row in Attendance.objects.filter(series=meeting.series).order_by("id")]


def test_who_signs_in_is_there_once(meeting):
    group = make.make_group("Towpath Lanterns")
    moved = timezone.now().replace(microsecond=0) + timedelta(days=9)
    original = meeting.series.recurrence().start.strftime("%Y%m%dT%H%M")
    Change.objects.create(series=meeting.series, original=original, starts=moved)
    came(meeting, "Ada", "Sam", group_name="towpath lanterns")
    assert there(meeting) == [("Ada", group), ("Sam", group)]
    row = Attendance.objects.first()
    assert (row.original, row.starts) == (original, moved)


def test_it_costs_two_statements_however_many_came(meeting):
    rows = came(meeting, *"abcdefgh")
    Attendance.objects.all().delete()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        attendance.pass_on(meeting, rows)
        attendance.pass_on(meeting, [])
    said = [one["sql"] for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(said) == 2
    assert Attendance.objects.count() == 8


def test_a_group_that_must_be_kept_safe_is_not_passed_on(meeting):
    make.make_group("Marigold House", is_sensitive=True)
    came(meeting, "Ada", group_name="Marigold House")
    assert there(meeting) == [("Ada", None)]


def test_a_group_that_is_taken_in_is_known_there_too(meeting):
    row = came(meeting, "Ada", group_name="Lanterns")[0]
    group = make.make_group("The Lanterns")
    attendance.came_for(Arrival.objects.filter(pk=row.pk), group)
    assert there(meeting) == [("Ada", group)]


def test_off_one_list_is_off_the_other(meeting):
    ada, sam = came(meeting, "Ada", "Sam")
    client = Client()
    client.force_login(make.make_person("Noor", "network_organiser"))
    client.post(reverse("networks:arrival-remove", args=[meeting.uuid, ada.uuid]))
    assert there(meeting) == [("Sam", None)]
    calendar.take_off(Attendance.objects.filter(client_id=sam.uuid))
    assert not meeting.arrivals.exists()


def test_a_name_is_forgotten_in_both(meeting):
    came(meeting, "Ada")
    meeting.arrivals.update(at=timezone.now() - timedelta(days=366))
    assert RETENTION["networks.arrivals"].let_go(timezone.now()) == 1
    assert there(meeting) == [("", None)]
