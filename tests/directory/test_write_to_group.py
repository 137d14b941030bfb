"""A note to a group goes out once, by mail, and shows nobody's address."""

import smtplib
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone

from closeknit.directory.jobs import relay_messages
from closeknit.directory.models import ContactMessage
from tests.support.factories import make_group, make_hub

pytestmark = pytest.mark.django_db
NOTE = {"name": "Sam", "email": "sam@newcomer.example", "text": "Can I bring a toaster?"}


@pytest.fixture
def group():
    make_hub()
    return make_group(contact_email="cafe@loomwick.example")


def post(client, group, **changes):
    return client.post(f"/groups/{group.slug}/write/", {**NOTE, **changes})


def test_it_is_kept_and_relayed(client, group):
    response = post(client, group)
    assert response.status_code == 303
    assert response["Location"] == f"/groups/{group.slug}/written/"
    assert relay_messages.func() == 1
    (sent,) = mail.outbox
    assert sent.to == ["cafe@loomwick.example"]
    assert sent.reply_to == ["sam@newcomer.example"]
    assert "Can I bring a toaster?" in sent.body
    kept = ContactMessage.objects.get()
    assert kept.sent_at
    assert (kept.name, kept.email, kept.text) == ("", "", "")


def test_running_the_job_twice_sends_once(client, group):
    post(client, group)
    assert [relay_messages.func(), relay_messages.func()] == [1, 0]
    assert len(mail.outbox) == 1


def test_a_mail_server_that_is_down_loses_nothing(client, group, monkeypatch):
    post(client, group)

    def refuse(_self):
        raise smtplib.SMTPConnectError(421, "busy")

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", refuse)
        assert relay_messages.func() == 0
    message = ContactMessage.objects.get()
    assert message.text == NOTE["text"]
    assert message.next_attempt_at > timezone.now()
    ContactMessage.objects.update(next_attempt_at=timezone.now() - timedelta(seconds=1))
    assert relay_messages.func() == 1


def test_no_lock_is_held_while_the_mail_server_thinks(client, group, monkeypatch):
    post(client, group)
    depth = len(connection.savepoint_ids)
    seen = []

    def slowly(_self):
        seen.append((len(connection.savepoint_ids), ContactMessage.objects.waiting(timezone.now()).count()))

    monkeypatch.setattr("django.core.mail.EmailMessage.send", slowly)
    assert relay_messages.func() == 1
    assert seen == [(depth, 0)]


def test_a_note_that_no_mail_can_carry_stands_in_nobody_s_way(client, group):
    post(client, group, email=f"sam@{'ü' * 60}.example")  # a sound address, until its name is written in ASCII
    post(client, group)
    assert relay_messages.func() == 1
    assert mail.outbox[0].reply_to == [NOTE["email"]]


@pytest.mark.parametrize("address", ["nobody@gone.example", ""])
def test_a_note_that_reaches_nobody_is_given_up_and_forgotten(client, group, monkeypatch, address):
    def refuse(_self):
        raise smtplib.SMTPRecipientsRefused({address: (550, b"no such user")})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    post(client, group)
    type(group).objects.update(contact_email=address)
    written = ContactMessage.objects.get().created_at
    with time_machine.travel(written + timedelta(days=30, minutes=-1), tick=False):
        assert relay_messages.func() == 0
        assert ContactMessage.objects.get().text == NOTE["text"]
    given_up = written + timedelta(days=30)
    for day in (30, 31, 60):
        with time_machine.travel(written + timedelta(days=day), tick=False):
            assert relay_messages.func() == 0
    kept = ContactMessage.objects.get()
    assert (kept.name, kept.email, kept.text) == ("", "", "")
    assert (kept.created_at, kept.sent_at, kept.given_up_at) == (written, None, given_up)


def test_a_note_that_was_sent_is_not_given_up(client, group):
    post(client, group)
    relay_messages.func()
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        relay_messages.func()
    assert ContactMessage.objects.get().given_up_at is None


def test_a_note_waits_while_the_group_has_no_address(client, group):
    post(client, group)
    type(group).objects.update(contact_email="")
    assert relay_messages.func() == 0
    assert ContactMessage.objects.get().text == NOTE["text"]


@pytest.mark.parametrize("changes", [{"email": f"{'a' * 250}@newcomer.example"}, {"name": "Sam" * 41}])
def test_what_is_too_long_to_keep_is_said_so(client, group, changes):
    assert post(client, group, **changes).status_code == 422


def test_a_name_that_grows_in_form_c_is_cut(client, group):
    post(client, group, name="\u0958" * 120)
    assert len(ContactMessage.objects.get().name) == 120


@pytest.mark.parametrize("missing", ["name", "email", "text"])
def test_a_refused_form_keeps_what_was_typed(client, group, missing):
    response = post(client, group, **{missing: ""})
    assert response.status_code == 422
    text = response.content.decode()
    for field, value in NOTE.items():
        if field != missing:
            assert value in text
    assert not ContactMessage.objects.exists()


def test_a_robot_is_thanked_and_forgotten(client, group):
    assert post(client, group, nickname="buy pills").status_code == 303
    assert not ContactMessage.objects.exists()


@pytest.mark.parametrize("name", ["Sam\r\nBcc: all@example.org", "Sam\x00", "\u202eSam"])
def test_a_name_cannot_add_a_header(client, group, name):
    response = post(client, group, name=name)
    relay_messages.func()
    for sent in mail.outbox:
        message = sent.message()
        assert message["Bcc"] is None
        assert sent.recipients() == ["cafe@loomwick.example"]
    assert response.status_code in {303, 422}
