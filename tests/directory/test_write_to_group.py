"""A note to a group goes out once, by mail, and shows nobody's address."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from closeknit.directory.actions import write_to_group
from closeknit.directory.jobs import relay_messages
from closeknit.directory.models import ContactMessage
from closeknit.directory.relaying import relay
from closeknit.journal.models import OutgoingLetter
from tests.support.factories import make_group, make_hub
from tests.support.post import delivered

pytestmark = pytest.mark.django_db
NOTE = {"name": "Sam", "email": "sam@newcomer.example", "text": "Can I bring a toaster?"}


@pytest.fixture
def group():
    make_hub()
    return make_group(contact_email="cafe@loomwick.example")


def post(client, group, **changes):
    return client.post(f"/groups/{group.slug}/write/", {**NOTE, **changes})


def test_it_is_relayed_and_forgotten(client, group):
    response = post(client, group)
    assert response.status_code == 303
    assert response["Location"] == f"/groups/{group.slug}/written/"
    (sent,) = delivered()
    assert sent.to == ["cafe@loomwick.example"]
    assert sent.reply_to == ["sam@newcomer.example"]
    assert "Can I bring a toaster?" in sent.body
    kept = ContactMessage.objects.get()
    assert kept.sent_at
    assert (kept.name, kept.email, kept.text) == ("", "", "")
    assert NOTE["text"] not in str(OutgoingLetter.objects.values())


def test_running_the_job_twice_sends_once(client, group):
    post(client, group)
    assert [relay_messages.func(), relay_messages.func()] == [0, 0]
    assert len(delivered()) == 1


def test_two_who_hand_it_on_at_once_send_it_once(group):
    message = ContactMessage.objects.create(group=group, **NOTE)
    assert [relay(message), relay(message)] == [True, False]
    assert len(delivered()) == 1


def test_what_its_writer_says_is_no_html(client, group):
    post(client, group, text="<script>alert(1)</script>")
    (sent,) = delivered()
    assert "<script>" in sent.body
    assert "<script>" not in sent.alternatives[0].content


def test_a_note_that_no_mail_can_carry_stands_in_nobody_s_way(client, group):
    post(client, group, email=f"sam@{'ü' * 60}.example")  # a sound address, until its name is written in ASCII
    post(client, group)
    assert [sent.reply_to for sent in delivered()] == [[NOTE["email"]]]


def test_a_note_waits_while_the_group_has_no_address(group):
    type(group).objects.update(contact_email="")
    group.refresh_from_db()
    write_to_group(group=group, **NOTE)
    assert relay_messages.func() == 0
    assert ContactMessage.objects.get().text == NOTE["text"]
    type(group).objects.update(contact_email="new@loomwick.example")
    assert relay_messages.func() == 1
    assert [sent.to for sent in delivered()] == [["new@loomwick.example"]]


def test_a_note_that_reaches_nobody_is_given_up_and_forgotten(group):
    type(group).objects.update(contact_email="")
    group.refresh_from_db()
    written = write_to_group(group=group, **NOTE).created_at
    with time_machine.travel(written + timedelta(days=30, minutes=-1), tick=False):
        assert relay_messages.func() == 0
        assert ContactMessage.objects.get().text == NOTE["text"]
    for day in (30, 31, 60):
        with time_machine.travel(written + timedelta(days=day), tick=False):
            assert relay_messages.func() == 0
    kept = ContactMessage.objects.get()
    assert (kept.name, kept.email, kept.text) == ("", "", "")
    assert (kept.created_at, kept.sent_at, kept.given_up_at) == (written, None, written + timedelta(days=30))


def test_a_note_that_was_sent_is_not_given_up(client, group):
    post(client, group)
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        relay_messages.func()
    assert ContactMessage.objects.get().given_up_at is None


@pytest.mark.parametrize("changes", [{"email": f"{'a' * 250}@newcomer.example"}, {"name": "Sam" * 41}])
def test_what_is_too_long_to_keep_is_said_so(client, group, changes):
    assert post(client, group, **changes).status_code == 422


def test_a_name_that_grows_in_form_c_is_cut(client, group):
    post(client, group, name="\u0958" * 120)
    assert delivered()[0].subject == "\u0915\u093c" * 60 + " wrote to " + group.name


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
    for sent in delivered():
        message = sent.message()
        assert message["Bcc"] is None
        assert sent.recipients() == ["cafe@loomwick.example"]
    assert response.status_code in {303, 422}
