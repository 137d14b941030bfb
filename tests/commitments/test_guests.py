"""Without an account: asked once the letter is answered, and judged by the link in it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from closeknit.commitments import actions, letters, retention
from closeknit.commitments.actions import Move
from closeknit.commitments.models import Ask
from closeknit.core.errors import Refused
from closeknit.journal.models import Notice, OutgoingLetter

GUEST = {"guest_name": "Wren", "guest_email": "wren@loomwick.example"}


@pytest.fixture
def asked(ask):
    return ask(by=None, **GUEST)


def letters_to_wren():
    return list(OutgoingLetter.objects.filter(to=GUEST["guest_email"]).order_by("id"))


def test_nobody_sees_it_until_the_letter_is_answered(scene, asked, client):
    address = letters.guest_address(asked)
    assert address in letters_to_wren()[0].text
    assert client.get(asked.get_absolute_url()).status_code == 404
    assert not Notice.objects.exists()
    for _twice in range(2):
        assert client.post(address).status_code in (303, 422)
    assert client.get(asked.get_absolute_url()).status_code == 200
    assert Notice.objects.filter(person=scene.lee).count() == 1
    assert list(asked.steps.values_list("to", "is_by_guest")) == [("asked", True)]


def test_the_guest_hears_of_the_answer_and_judges_it(scene, asked, client):
    address = letters.guest_address(asked)
    client.post(address)
    row = Ask.objects.get()
    actions.step(row, Move.ANSWERED, by=scene.lee, why="In spring.")
    assert "There is an answer" in letters_to_wren()[-1].text
    assert "In spring." in client.get(address).text
    assert client.post(address, {"verdict": "partly", "words": "Which one?"}).status_code == 303
    row.refresh_from_db()
    assert row.verdict == "partly"
    assert GUEST["guest_email"] not in client.get(row.get_absolute_url()).text
    assert "Wren" in client.get(row.get_absolute_url()).text


def test_no_other_link_opens_it(asked, client):
    address = letters.guest_address(asked)
    assert client.get(address[:-3] + "aa/").status_code == 404


def test_only_where_the_thing_allows_it(scene, ask, monkeypatch):
    from closeknit.commitments.sources import source, sources

    before = sources()["directory.group"]
    source("directory.group", shown_to=before.shown_to, guests_may_ask=False)
    try:
        with pytest.raises(Refused):
            ask(by=None, **GUEST)
    finally:
        source(
            "directory.group",
            shown_to=before.shown_to,
            organised_by=before.organised_by,
            areas=before.areas,
            guests_may_ask=True,
        )


def test_what_nobody_confirmed_goes_after_a_week(asked, ask):
    kept = ask(by=None, **GUEST)
    actions.confirm_ask(kept)
    now = timezone.now()
    assert retention.forget_unconfirmed(now + timedelta(days=6)) == 0
    assert retention.forget_unconfirmed(now + timedelta(days=8)) == 1
    assert Ask.objects.get() == kept


def test_a_guest_s_address_goes_a_year_after_the_last_step(scene, asked):
    actions.confirm_ask(asked)
    now = timezone.now()
    assert retention.forget_guests(now + timedelta(days=300)) == 0
    assert retention.forget_guests(now + timedelta(days=366)) == 1
    assert Ask.objects.get().guest_email == ""


def test_a_guest_asks_by_the_form(scene, client):
    address = f"/asks/new/?about=directory.group:{scene.group.uuid}"
    assert client.get(address).status_code == 200
    told = {"to": "council", "text": "A lamp by the gate", **GUEST}
    assert client.post(address, told).status_code == 303
    assert (Ask.objects.get().state, Ask.objects.get().text) == ("unconfirmed", "A lamp by the gate")
    wrong = client.post(address, {**told, "guest_email": ""})
    assert wrong.status_code == 422
    assert "A lamp by the gate" in wrong.text
