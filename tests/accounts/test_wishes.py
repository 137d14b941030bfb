"""Somebody without e-mail asks to see what is kept, to have it put right, or taken away."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from closeknit.accounts import actions, policies, retention, wishes
from closeknit.accounts.models import Consent, Person, Reading
from closeknit.core import erasure
from closeknit.core.errors import NotForYou, Refused
from closeknit.journal.models import Entry, Notice
from tests.support.factories import give_role, make_area, make_group, make_hub, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_ledger(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def noor(letters):
    make_hub()
    return organiser("Noor", "Warpfield")


@pytest.fixture
def edna(noor):
    return written_down("Edna Heald", noor, phone="01632 960001")


def organiser(name, area):
    person = make_person(name)
    give_role(person, "network_organiser", "area", make_area(area).pk)
    return person


def written_down(name, by, phone=""):
    return actions.enter_person(
        name=name, phone=phone, agreed_how="phone", agreed_at=timezone.now(), in_presence_of=by.name, by=by
    )


def as_(person):
    client = Client()
    client.force_login(person)
    return client


def page(person, what=""):
    return f"/manage/people/{person.uuid}/{what}"


def asked(**more):
    return {"asked_how": "phone", "asked_on": timezone.localdate().isoformat(), "is_sure": "on"} | more


# ── Put right ────────────────────────────────────────────────────────────────────────────────────


def test_a_name_and_a_number_are_put_right_and_the_person_is_told(noor, edna):
    answer = as_(noor).post(page(edna, "correct/"), {"name": "Edna Hield", "phone": "01632 960002"})
    assert (answer.status_code, answer["Location"]) == (303, page(edna))
    edna.refresh_from_db()
    assert (edna.name, edna.phone) == ("Edna Hield", "01632 960002")
    entry = Entry.objects.get(verb="accounts.corrected")
    assert (entry.actor, entry.about_id) == (noor, edna.pk)
    told = as_(edna).get("/notices/")
    assert "Noor put right your name or your telephone number, as you asked" in told.text


def test_nothing_changed_is_nothing_told(noor, edna):
    as_(noor).post(page(edna, "correct/"), {"name": edna.name, "phone": edna.phone})
    assert not Entry.objects.filter(verb="accounts.corrected").exists()


def test_what_is_typed_wrong_is_kept(noor, edna):
    answer = as_(noor).post(page(edna, "correct/"), {"name": "", "phone": "01632 960009"})
    assert answer.status_code == 422
    assert "01632 960009" in answer.text


# ── Printed ──────────────────────────────────────────────────────────────────────────────────────


def test_what_is_kept_is_printed_and_counted_as_a_reading(noor, edna):
    sheet = as_(noor).get(page(edna, "kept/"))
    for words in ("Edna Heald", "01632 960001", "by telephone", "may keep my name"):
        assert words in sheet.text
    assert "no-store" in sheet["Cache-Control"]
    assert Reading.objects.filter(reader=noor, records=1).exists()


def test_what_they_did_and_were_told_is_for_their_own_eyes(noor, edna):
    wishes.correct(edna, name="Edna Hield", phone="", by=noor)
    assert "What you were told" in as_(noor).get(page(edna, "kept/")).text
    as_(edna)
    sheet = as_(noor).get(page(edna, "kept/")).text
    assert "What you were told" not in sheet
    assert "Where you are signed in" not in sheet
    assert "What you agreed to" in sheet


def test_the_sheet_calls_everything_by_words_for_people(noor, edna):
    as_(noor).post(page(edna, "code/"))
    give_role(edna, "group_steward", "group", make_group("Singers").pk)
    wishes.correct(edna, name="Edna Hield", phone="", by=noor)
    sheet = as_(noor).get(page(edna, "kept/")).text
    labels = set(re.findall(r"<dt>([^<]*)</dt>", sheet))
    assert {"A second step when you sign in", "Here since", "Written down by", "Over", "Good until"} <= labels
    assert [words for words in labels if re.search(r"^(Is|Has) | (at|id|kind)$|^At$|^By$", words)] == []


# ── Taken away ───────────────────────────────────────────────────────────────────────────────────


def test_the_page_says_first_what_goes_and_what_stays(noor, edna):
    told = as_(noor).get(page(edna, "away/")).text
    assert "Your name, your addresses" in told
    assert "This stays, without their name" in told
    assert Person.objects.filter(uuid=edna.uuid).exists()


def test_all_is_taken_away_and_that_they_asked_is_kept_without_a_name(noor, edna):
    wishes.correct(edna, name="Edna Hield", phone="1", by=noor)
    client = as_(noor)
    answer = client.post(page(edna, "away/"), asked())
    assert (answer.status_code, answer["Location"]) == (303, "/manage/people/")
    left = Person.objects.get(pk=edna.pk)
    assert (left.name, left.phone, left.is_active) == ("someone who left", "", False)
    record = Consent.objects.get(person=left)
    assert (record.is_given, record.how, record.recorded_by) == (False, "phone", noor)
    assert [entry.person for entry in erasure.entries(erasure.ledger_file())] == [edna.uuid]
    assert not Entry.objects.filter(about_name__contains="Edna").exists()
    assert not Notice.objects.filter(person=left).exists()
    assert "someone who left" not in client.get("/manage/people/").text
    assert client.get(page(left)).status_code == 404
    assert client.post(page(edna, "away/"), asked()).status_code == 404


@pytest.mark.parametrize("lacking", [{"asked_how": "web"}, {"asked_on": "2999-01-01"}, {"is_sure": ""}])
def test_nothing_is_taken_away_unless_they_asked(noor, edna, lacking):
    assert as_(noor).post(page(edna, "away/"), asked(**lacking)).status_code == 422
    assert Person.objects.filter(uuid=edna.uuid, is_active=True).exists()


def test_who_took_away_is_forgotten_after_a_year(noor, edna):
    wishes.take_away(edna, how="phone", at=timezone.now(), by=noor)
    written_down("Wren", noor)
    assert retention.forget_who_took_away(timezone.now() + timedelta(days=300)) == 0
    assert retention.forget_who_took_away(timezone.now() + timedelta(days=380)) == 1


# ── Who may ──────────────────────────────────────────────────────────────────────────────────────

DOORS = ("correct/", "kept/", "away/")


def test_it_is_for_who_wrote_them_down_and_for_administrators(noor, edna):
    kit, grace = make_person("Kit", "hub_admin"), organiser("Grace", "Heddle Hill")
    for reader, status in ((noor, 200), (kit, 200), (grace, 404), (edna, 404), (make_person("Tom"), 404)):
        assert {as_(reader).get(page(edna, door)).status_code for door in DOORS} == {status}, reader.name


def test_it_is_not_for_people_with_an_address_or_with_power(noor, edna):
    kit = make_person("Kit", "hub_admin")
    give_role(edna, "moderator")
    for someone in (make_person("Tom"), kit, edna, written_down("Wren", noor)):
        is_free = someone.name == "Wren"
        assert policies.may_act_on_wish(kit, someone) is is_free
        assert {as_(kit).get(page(someone, door)).status_code for door in DOORS} == {200 if is_free else 403}
        assert ("Print what is kept" in as_(kit).get(page(someone)).text) is is_free


def test_who_has_an_address_meanwhile_is_left_alone(noor, edna):
    Person.objects.filter(pk=edna.pk).update(email="edna@loomwick.example")
    with pytest.raises(Refused):
        wishes.take_away(edna, how="phone", at=timezone.now(), by=noor)
    with pytest.raises(Refused):
        wishes.correct(edna, name="X", phone="", by=noor)
    assert Person.objects.get(pk=edna.pk).name == "Edna Heald"


@pytest.mark.parametrize("how", ["signed in", "holds a role"])
def test_once_it_is_in_their_own_hands_only_an_administrator_takes_it_away(noor, edna, how):
    kit = make_person("Kit", "hub_admin")
    if how == "signed in":
        as_(edna)
    else:
        give_role(edna, "group_steward", "group", make_group("Singers").pk)
    for answer in (as_(noor).get(page(edna, "away/")), as_(noor).post(page(edna, "away/"), asked())):
        assert (answer.status_code, "Ask an administrator" in answer.text) == (403, True)
    with pytest.raises(NotForYou):
        wishes.take_away(edna, how="phone", at=timezone.now(), by=noor)
    seen = as_(noor).get(page(edna)).text
    assert "Ask an administrator" in seen
    assert "Have it taken away" not in seen
    assert "Print what is kept" in seen
    assert as_(kit).post(page(edna, "away/"), asked()).status_code == 303
    assert Person.objects.get(pk=edna.pk).name == "someone who left"


def test_a_screen_left_open_prints_nothing_and_takes_nothing_away(noor, edna):
    client = as_(noor)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        answers = [client.get(page(edna, "kept/")), client.post(page(edna, "away/"), asked())]
    assert [answer.status_code for answer in answers] == [302, 303]
    assert Person.objects.filter(uuid=edna.uuid).exists()


# ── Found again ──────────────────────────────────────────────────────────────────────────────────


def test_an_administrator_finds_who_was_written_down_when_the_writer_is_gone(noor, edna):
    kit, tom = make_person("Kit", "hub_admin"), make_person("Tom")
    written_down("Wren", noor)
    Person.objects.create_person(name="Edna Nobody wrote down")
    erasure.erase(noor)
    listed = as_(kit).get("/manage/people/without-email/").text
    found = as_(kit).get("/manage/people/without-email/", {"name": "edna"}).text
    assert page(edna) in listed
    assert "Wren" in listed
    assert page(edna) in found
    assert "Wren" not in found
    for told in (listed, found):
        assert tom.name not in told
        assert "Nobody wrote down" not in told
    assert Reading.objects.filter(reader=kit, records=2).exists()


def test_an_organiser_does_not_look_round(noor, edna):
    assert as_(noor).get("/manage/people/without-email/").status_code == 404
