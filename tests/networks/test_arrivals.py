"""Who is in the room: named to those who run it, a group on the screen; stubs; and how long names are kept."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.core.retention import RETENTION
from closeknit.directory.models import Group
from closeknit.networks import arrivals, arrivals_stubs, meeting_registering
from closeknit.networks.models import Arrival, Note, Receipt
from closeknit.places import versions
from tests.support import factories as make
from tests.support import meeting_things as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    make.make_hub()
    return made.make_meeting()


@pytest.fixture
def noor():
    return make.make_person("Noor", "network_organiser")


@pytest.fixture
def client(noor):
    browser = Client()
    browser.force_login(noor)
    return browser


def came(meeting, name="Ada", **fields):
    return Arrival.objects.create(meeting=meeting, client_id=uuid4(), guest_name=name, **fields)


def at(name, meeting, *more):
    return reverse(f"networks:{name}", args=[meeting.uuid, *more])


def test_the_screen_names_groups_and_nobody(meeting, client):
    came(meeting, "Ada Heddle", group_name="Towpath Lanterns", does="We light the towpath", may_be_named=True)
    page = client.get(at("projector-room", meeting)).content.decode()
    assert "Towpath Lanterns" in page
    assert "We light the towpath" in page
    assert "Ada Heddle" not in page


SQUARE = {"type": "Polygon", "coordinates": [[[1.4, 51.5], [1.6, 51.5], [1.6, 51.7], [1.4, 51.7], [1.4, 51.5]]]}


def test_the_screen_draws_groups_on_the_map(client):
    area = make.make_area("Weftbridge", boundary=SQUARE)
    meeting = made.make_meeting(made.make_network(area=area))
    came(meeting, group_name="Towpath Lanterns", lat=51.6, lng=1.5)
    came(meeting, group_name="Far away", lat=10.0, lng=1.5)
    came(meeting, group_name="Teasel Tenants", lat=51.6, lng=1.5)
    page = client.get(at("projector-room", meeting)).content.decode()
    assert re.findall(r'class="room-pin".*?<text y="6">(\d+)', page) == ["1", "3"]
    assert "<b>3</b><span><strong><bdi>Teasel Tenants" in page
    assert "place-sketch" in Client().get(reverse("networks:hall", args=[made.table_of(meeting).code])).content.decode()


def test_the_list_is_for_those_who_run_it_alone(meeting, client):
    came(meeting, "Ada Heddle")
    assert "Ada Heddle" in client.get(at("arrivals", meeting)).content.decode()
    tom = Client()
    tom.force_login(make.make_person("Tom"))
    assert tom.get(at("arrivals", meeting)).status_code == 403
    assert Client().get(at("arrivals", meeting)).status_code == 302


def test_a_group_that_must_be_kept_safe_is_not_on_the_screen(meeting, client):
    safe = make.make_group("Marigold House", is_sensitive=True)
    came(meeting, "Ada", group=safe, group_name=safe.name, does="We shelter", lat=51.6, lng=-0.01)
    came(meeting, "Sam", group_name="marigold house ")
    page = client.get(at("projector-room", meeting)).text
    assert "2 in the room" in page
    assert "marigold" not in page.casefold()
    assert "We shelter" not in page


def test_a_group_that_must_be_kept_safe_gets_no_pin(meeting):
    point = make.make_point(51.6, 1.5)
    safe = make.make_group("Sanctuary", point=point, is_sensitive=True)
    open_one = make.make_group("Singers", point=point)
    picture = type("Picture", (), {"width": 9, "height": 9, "places": lambda self, points: [(1, 1)]})()
    assert [arrivals._spot(came(meeting, group=group), picture) for group in (safe, open_one)] == [None, (1, 1)]


def test_a_group_that_introduced_itself_becomes_one_stub(meeting, client, noor):
    first = came(meeting, "Ada", group_name="Towpath Lanterns", does="We light the towpath", lat=51.6, lng=1.5)
    came(meeting, "Sam", group_name="towpath lanterns")
    for _again in range(2):
        assert client.post(at("arrival-take-in", meeting, first.uuid)).status_code == 303
    stub = Group.objects.get()
    assert (stub.name, stub.visibility, stub.summary) == ("Towpath Lanterns", "stub", "We light the towpath")
    assert set(Arrival.objects.values_list("stub", flat=True)) == {stub.pk}
    assert "Take it in" not in client.get(at("arrivals", meeting)).content.decode()


def test_who_was_written_down_by_mistake_goes(meeting, client):
    row = came(meeting)
    assert client.post(at("arrival-remove", meeting, row.uuid)).status_code == 303
    assert not Arrival.objects.exists()


def test_who_is_taken_off_goes_from_the_pages_kept_for_visitors_at_once(meeting, client):
    row, before = came(meeting, may_be_named=True), versions.current()
    client.post(at("arrival-remove", meeting, row.uuid))
    assert versions.current() > before


def test_names_go_after_a_year_and_that_somebody_came_stays(meeting):
    old = came(
        meeting, "Ada", group_name="Lanterns", does="Light", lat=51.0, lng=1.0, at=timezone.now() - timedelta(366)
    )
    came(meeting, "Sam")
    Note.objects.create(
        meeting=meeting, client_id=uuid4(), text="A lamp", guest_name="Tom", created_at=timezone.now() - timedelta(366)
    )
    rule = RETENTION["networks.arrivals"]
    assert rule.let_go(timezone.now()) == 1
    assert rule.let_go(timezone.now()) == 0
    old.refresh_from_db()
    assert (old.guest_name, old.does, old.lat, old.group_name) == ("", "", None, "Lanterns")
    assert sorted(Arrival.objects.values_list("guest_name", flat=True)) == ["", "Sam"]
    assert Note.objects.get().guest_name == ""


def test_the_numbers_of_tablets_outlive_what_may_come_late(meeting):
    Receipt.objects.create(
        meeting=meeting, client_id=uuid4(), sort="note", outcome="kept", at=timezone.now() - timedelta(61)
    )
    Receipt.objects.create(meeting=meeting, client_id=uuid4(), sort="note", outcome="kept")
    assert RETENTION["networks.receipts"].let_go(timezone.now()) == 1


def test_somebody_is_told_what_is_held_and_is_forgotten(meeting):
    ada = make.make_person("Ada")
    came(meeting, "Ada Heddle", person=ada, does="Sings")
    Note.objects.create(meeting=meeting, client_id=uuid4(), text="A lamp", author=ada, guest_name="Ada Heddle")
    sections = {section.title: section.rows for section in meeting_registering.export(ada)}
    assert sections["Meetings you came to"][0]["Your name"] == "Ada Heddle"
    assert len(meeting_registering.erase(ada)) == 2
    assert meeting_registering.erase(ada) == []
    row, note = Arrival.objects.get(), Note.objects.get()
    assert (row.guest_name, row.person, row.does) == ("", None, "")
    assert (note.text, note.author, note.guest_name) == ("A lamp", None, "")


def test_a_group_that_must_be_kept_safe_is_never_offered_to_be_taken_in(meeting, client):
    make.make_group("Survivor Sanctuary", visibility="hidden", is_sensitive=True)
    row = came(meeting, group_name="survivor sanctuary ", does="We are there for each other")
    assert arrivals_stubs.waiting(meeting) == []
    asked = reverse("networks:arrival-take-in", args=[meeting.uuid, row.uuid])
    assert client.post(asked).status_code == 409
    assert Group.objects.count() == 1
