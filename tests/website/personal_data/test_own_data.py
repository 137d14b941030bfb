"""Take away and wipe out: everything of one's own, nothing of anyone else's, and only freshly signed in."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from closeknit.accounts.models import Person, Session
from closeknit.core import erasure
from closeknit.directory.models import Revision, Suggestion
from closeknit.directory.policies import stewards_of
from closeknit.journal.models import Follow, OutgoingLetter
from tests.support.factories import give_role, make_group, make_hub, make_person

pytestmark = pytest.mark.django_db
FILES = ["/account/data.json", "/account/data.html"]


@pytest.fixture(autouse=True)
def _own_ledger(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def sam(client):
    make_hub()
    person = make_person("Sam")
    client.force_login(person)
    return person


def fill(person):
    group = make_group()
    give_role(person, "group_steward", "group", group.pk)
    Suggestion.objects.create(group=group, by=person, reason="The hall has moved")
    Revision.objects.create(group=group, group_name=group.name, by=person, before={}, after={"name": "New"})
    Follow.objects.create(person=person, kind="directory.group", thing_id=group.pk)
    return group


@pytest.mark.parametrize("address", FILES)
def test_the_file_holds_what_is_one_s_own_and_nobody_else_s(client, sam, address):
    fill(sam)
    ada = make_person("Ada")
    Suggestion.objects.create(group=make_group("Bakers"), by=ada, reason="Secret of Ada")
    answer = client.get(address)
    told = answer.content.decode()
    for own in (sam.name, sam.email, "The hall has moved", "Heddle Hill Singers", "Group steward"):
        assert own in told
    for other in (ada.email, "Secret of Ada", sam.password):
        assert other not in told
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_json_is_laid_out_in_sections(client, sam):
    fill(sam)
    told = json.loads(client.get("/account/data.json").content)
    titles = [section["title"] for section in told["sections"]]
    assert {"Your account", "What you suggested", "What you follow"} <= set(titles)
    assert all(section["rows"] for section in told["sections"])


def test_the_page_to_read_shows_what_was_typed_and_runs_none_of_it(client, sam):
    Person.objects.filter(pk=sam.pk).update(name="<script>alert(1)</script>")
    told = client.get("/account/data.html").content.decode()
    assert "<script>" not in told
    assert "&lt;script&gt;" in told


def spent(client, address):
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_a_file_costs_the_same_with_one_row_and_with_three(client, sam):
    fill(sam)
    client.get("/account/data.json")
    one = spent(client, "/account/data.json")
    fill(sam)
    fill(sam)
    assert spent(client, "/account/data.json") == one


@pytest.mark.parametrize("address", ["/account/data/", *FILES, "/account/erase/"])
def test_after_half_an_hour_one_signs_in_again(client, sam, address):
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=")


def test_the_page_says_first_what_goes_and_what_stays(client, sam):
    group = fill(sam)
    told = client.get("/account/erase/").content.decode()
    assert "Your name, your addresses and all ways to sign in." in told
    assert "someone who left" in told
    assert f"/groups/{group.slug}/stewards/" in told


def test_nothing_goes_without_the_tick(client, sam):
    answer = client.post("/account/erase/")
    assert answer.status_code == 422
    assert Person.objects.get(pk=sam.pk).name == "Sam"


def test_with_the_tick_everything_goes_and_all_sessions_end(client, sam, django_user_model):
    fill(sam)
    elsewhere = type(client)()
    elsewhere.force_login(sam)
    answer = client.post("/account/erase/", {"is_sure": "on"})
    assert (answer.status_code, answer["Location"]) == (303, "/account/erased/")
    assert not Session.objects.filter(person=sam).exists()
    assert elsewhere.get("/account/").status_code == 302
    assert [entry.person for entry in erasure.entries(erasure.ledger_file())] == [sam.uuid]
    assert Revision.objects.get().by.name == "someone who left"
    assert not Suggestion.objects.exists()
    assert not Follow.objects.exists()
    assert client.get("/account/erased/").status_code == 200


def test_posted_twice_it_is_done_once(client, sam):
    client.post("/account/erase/", {"is_sure": "on"})
    assert client.post("/account/erase/", {"is_sure": "on"}).status_code == 303
    assert len(erasure.entries(erasure.ledger_file())) == 1


def test_the_last_administrator_hands_over_first(client, sam):
    give_role(sam, "hub_admin")
    assert "last person" in client.get("/account/erase/").content.decode()
    assert client.post("/account/erase/", {"is_sure": "on"}).status_code == 409
    give_role(make_person("Kit"), "hub_admin")
    assert client.post("/account/erase/", {"is_sure": "on"}).status_code == 303


def test_the_organisers_hear_of_a_group_that_nobody_looks_after_now(client, sam):
    noor = make_person("Noor")
    give_role(noor, "network_organiser")
    group = fill(sam)
    client.post("/account/erase/", {"is_sure": "on"})
    assert not stewards_of(group).exists()
    assert noor.notices.count() == 1
    assert "Sam" not in noor.notices.get().entry.data.get("reason", "")
    assert not OutgoingLetter.objects.filter(text__contains="Sam").exists()


def test_the_list_of_what_we_hold_is_for_everyone(client):
    make_hub()
    told = client.get("/privacy/what-we-hold/").content.decode()
    assert "Nobody. Only the computer uses it" in told
    assert "24 months after you were last here" in told
    assert "/privacy/what-we-hold/" in client.get("/privacy/").content.decode()
