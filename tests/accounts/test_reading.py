"""Whoever reads the records of more than 200 people in an hour raises one alert."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from closeknit.accounts import actions, jobs, reading, retention
from closeknit.accounts.models import Person, Reading, ReadingAlert
from closeknit.accounts.personal_data import erase
from closeknit.accounts.reading import count_records
from closeknit.journal.models import Entry, Notice, OutgoingLetter
from closeknit.journal.news import write_at_once
from tests.support.factories import give_role, make_area, make_hub, make_person, without_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor():
    make_hub()
    person = make_person("Noor")
    give_role(person, "network_organiser", "area", make_area("Warpfield").pk)
    return person


def as_(person):
    client = Client()
    client.force_login(person)
    return client


def test_two_hundred_are_no_alert_and_one_more_is(noor):
    count_records(noor, "one list", 150)
    count_records(noor, "another list", 50)
    assert not ReadingAlert.objects.exists()
    count_records(noor, "a person", 1)
    assert (ReadingAlert.objects.get().reader, ReadingAlert.objects.get().records) == (noor, 201)


def test_the_same_page_looked_at_again_counts_once(noor):
    for _look in range(5):
        count_records(noor, "one list", 150)
    assert not ReadingAlert.objects.exists()


def test_the_hour_rolls(noor):
    now = timezone.now()
    with time_machine.travel(now - timedelta(minutes=61), tick=False):
        count_records(noor, "one list", 150)
    with time_machine.travel(now - timedelta(minutes=50), tick=False):
        count_records(noor, "another list", 40)
    count_records(noor, "a third list", 150)
    assert not ReadingAlert.objects.exists()
    count_records(noor, "a fourth list", 20)
    assert ReadingAlert.objects.count() == 1


def test_one_alert_and_not_one_for_each_page_more(noor):
    for number in range(4):
        count_records(noor, f"list {number}", 199)
    assert ReadingAlert.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=62)):
        count_records(noor, "tomorrow", 201)
    assert ReadingAlert.objects.count() == 2


def test_what_others_read_is_not_added_up(noor):
    count_records(noor, "one list", 150)
    count_records(make_person("Kit", "hub_admin"), "one list", 150)
    assert not ReadingAlert.objects.exists()


def test_leads_and_administrators_are_told_at_once_and_by_letter(noor):
    kit, lead = make_person("Kit", "hub_admin"), make_person("Lee", "safeguarding_lead")
    asleep = without_second_factor(make_person("Bea", "hub_admin"))
    others = [make_person("Max", "moderator"), make_person("Tom"), asleep]
    count_records(noor, "one list", 201)
    told = Notice.objects.filter(entry__verb="accounts.much_read")
    assert set(told.values_list("person", flat=True)) == {kit.pk, lead.pk}
    write_at_once(timezone.now() + timedelta(hours=1))
    sent = OutgoingLetter.objects.filter(to__in=[kit.email, lead.email])
    assert sent.count() == 2
    assert not [letter for letter in sent if "Noor" in f"{letter.subject} {letter.text}"]
    assert not OutgoingLetter.objects.filter(to__in=[other.email for other in others]).exists()
    assert "Noor" not in str(list(Entry.objects.values()))
    for watcher in (kit, lead):
        assert "Noor" in as_(watcher).get("/manage/reading/").text
        assert "very many people" in as_(watcher).get("/notices/").text
    for other in (*others, noor):
        assert as_(other).get("/manage/reading/").status_code == 404


def test_the_doors_count(noor):
    kit = make_person("Kit", "hub_admin")
    written = [
        actions.enter_person(
            name=f"Weft {n}", phone="", agreed_how="phone", agreed_at=timezone.now(), in_presence_of="Noor", by=noor
        )
        for n in range(3)
    ]
    as_(noor).get("/manage/people/")
    assert Reading.objects.get(reader=noor).records == 3
    for person in written:
        as_(noor).get(f"/manage/people/{person.uuid}/")
    assert Reading.objects.filter(reader=noor, records=1).count() == 3
    for page in ("/manage/roles/", "/manage/reports/log.csv", "/manage/complaints/", "/manage/mail/"):
        assert as_(kit).get(page).status_code in (200, 404), page
    assert Reading.objects.get(reader=kit).records == 1  # Noor, who has a role


def test_a_page_of_many_people_raises_the_alert_by_itself(noor, monkeypatch):
    monkeypatch.setattr(reading, "MOST", 2)
    make_person("Lee", "safeguarding_lead")
    for n in range(3):
        actions.enter_person(
            name=f"Weft {n}", phone="", agreed_how="phone", agreed_at=timezone.now(), in_presence_of="Noor", by=noor
        )
    assert as_(noor).get("/manage/people/").status_code == 200
    assert Notice.objects.filter(entry__verb="accounts.much_read").count() == 1


def test_the_counts_go_after_a_day_and_the_alerts_after_a_year(noor):
    count_records(noor, "one list", 201)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        jobs.clear_away.func()
    assert (Reading.objects.count(), ReadingAlert.objects.count()) == (0, 1)
    assert retention.forget_reading_alerts(timezone.now() + timedelta(days=366)) == 1


def test_nobody_wipes_an_alert_out_by_leaving(noor):
    count_records(noor, "one list", 201)
    erase(noor, timezone.now())
    assert ReadingAlert.objects.get().reader == Person.objects.get(pk=noor.pk)
    assert not Reading.objects.exists()
