"""Letters against a real mail server on loopback: none is lost, none is doubled, whatever the server does."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail as locmem
from django.core.mail import get_connection
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from closeknit.core.mail import Letter, post
from closeknit.journal import outbox
from closeknit.journal.models import OutgoingLetter
from closeknit.journal.stopping import mark_of, resume, stop
from closeknit.journal.vocabulary import Trouble
from tests.journal.mail_server import Letterbox, listening, mail_server, smtp_on
from tests.support.hub import free_port

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def box():
    with mail_server() as box:
        yield box


def a_letter(name="one", to="priya@loomwick.example", **more):
    return Letter(
        to=to, subject=name, template="journal/mail/words.txt", context={"paragraphs": ["Hello"]}, once=name, **more
    )


def row(name="one"):
    return OutgoingLetter.objects.get(once=name)


def a_minute_later(minutes=1):
    """Everything that waits moves that much nearer, as if time had passed."""
    for letter in OutgoingLetter.objects.waiting():
        OutgoingLetter.objects.filter(pk=letter.pk).update(next_attempt_at=letter.next_attempt_at - minutes * MINUTE)


def test_a_posted_letter_leaves_once(box):
    post(a_letter())
    post(a_letter())
    assert [outbox.deliver(), outbox.deliver()] == [1, 0]
    (sent,) = box.letters
    assert (sent["To"], sent["Message-ID"]) == ("priya@loomwick.example", "<one@127.0.0.1>")
    assert [part.get_content_type() for part in sent.iter_parts()] == ["text/plain", "text/html"]


def test_what_it_said_is_forgotten_once_it_left(box):
    post(a_letter())
    outbox.deliver()
    kept = row()
    assert kept.sent_at
    assert (kept.to, kept.subject, kept.text, kept.html, kept.headers) == ("", "", "", "", {})


def test_a_letter_needs_a_name():
    with pytest.raises(ValueError, match="once"):
        post(Letter(to="a@b.example", subject="x", template="journal/mail/words.txt"))


def test_a_decision_taken_back_sends_nothing(box):
    with transaction.atomic():
        post(a_letter())
        transaction.set_rollback(True)
    assert outbox.deliver() == 0
    assert box.letters == []


def test_many_go_over_one_connection(box):
    outbox.post_all([a_letter(str(number)) for number in range(45)])
    assert outbox.deliver() == 45
    assert box.visits == 1
    assert len(set(box.subjects)) == 45


def test_an_urgent_letter_overtakes(box):
    outbox.post_all([a_letter("digest 1"), a_letter("digest 2"), a_letter("code", urgent=True)])
    outbox.deliver()
    assert box.subjects[0] == "code"


def test_a_letter_for_later_waits(box):
    post(a_letter(not_before=timezone.now() + timedelta(hours=1)))
    assert outbox.deliver() == 0
    a_minute_later(61)
    assert outbox.deliver() == 1


def test_a_server_that_is_down_loses_nothing():
    with smtp_on(free_port()) as port:
        outbox.post_all([a_letter("one"), a_letter("two")])
        assert outbox.deliver() == 0
        assert row("one").trouble == Trouble.AWAY
        with listening(Letterbox(), port) as box:
            assert outbox.deliver() == 2  # the second goes, and shows that the first need wait no more
        assert sorted(box.subjects) == ["one", "two"]


def test_a_server_without_starttls_is_named_and_loses_nothing(box):
    with override_settings(EMAIL_USE_TLS=True):
        post(a_letter())
        assert outbox.deliver() == 0
        assert row().trouble == Trouble.UNPROTECTED
    a_minute_later()  # now with CLOSEKNIT_MAIL_URL=smtp://…?tls=no
    assert outbox.deliver() == 1
    assert len(box.letters) == 1


def test_the_pauses_grow_up_to_six_hours():
    with smtp_on(free_port()), time_machine.travel("2026-03-01 12:00+00:00", tick=False) as clock:
        post(a_letter())
        pauses = []
        for _ in range(12):
            outbox.deliver()
            pauses.append((row().next_attempt_at - timezone.now()).total_seconds() / 60)
            clock.move_to(row().next_attempt_at)
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]


def test_a_slow_server_is_waited_for(box):
    box.seconds = 0.2
    outbox.post_all([a_letter("one"), a_letter("two")])
    assert outbox.deliver() == 2
    assert len(box.letters) == 2


def test_one_that_never_answers_is_left_alone_for_now(box):
    box.seconds = 3  # the hub waits two
    post(a_letter())
    assert outbox.deliver() == 0
    assert row().trouble == Trouble.BROKE_OFF


@pytest.mark.parametrize(
    ("stage", "said", "trouble"),
    [
        ("RCPT", "450 the box is full", Trouble.BUSY),
        ("DATA", "451 try again", Trouble.BUSY),
        ("MAIL", "451 try again", Trouble.BUSY),
        ("MAIL", "550 not as this sender", Trouble.SENDER),
        ("MAIL", "421 good bye", Trouble.BROKE_OFF),
        ("DATA", "hang up before", Trouble.BROKE_OFF),
    ],
)
def test_a_no_for_now_is_tried_again(box, stage, said, trouble):
    box.answers[stage] = lambda _address: said
    post(a_letter())
    assert outbox.deliver() == 0
    assert (row().trouble, row().given_up_at) == (trouble, None)
    box.answers.clear()
    assert outbox.deliver() == 0
    a_minute_later()
    assert outbox.deliver() == 1
    assert len(box.letters) == 1


@pytest.mark.parametrize(
    ("stage", "said", "trouble"),
    [
        ("RCPT", "550 no such user", Trouble.NO_SUCH_ADDRESS),
        ("DATA", "554 looks like spam", Trouble.REFUSED),
        ("MAIL", "552 too large", Trouble.REFUSED),
    ],
)
def test_a_no_for_good_is_given_up_and_hurts_no_other(box, stage, said, trouble):
    box.answers[stage] = lambda address: said if "gone" in address or stage == "MAIL" else ""
    post(a_letter(to="gone@loomwick.example"))
    assert outbox.deliver() == 1
    assert row().given_up_at
    assert row().trouble == trouble
    box.answers.clear()
    post(a_letter("two"))
    assert outbox.deliver() == 1


@pytest.mark.parametrize("address", [f"sam@{'ü' * 60}.example", "a@b.example, c@d.example", ""])
def test_an_address_no_mail_can_carry_stands_in_nobody_s_way(box, address):
    outbox.post_all([a_letter("bad", to=address), a_letter("good")])
    outbox.deliver()
    assert box.subjects == ["good"]
    assert row("bad").trouble == Trouble.BAD_ADDRESS
    assert row("bad").given_up_at


def test_a_server_that_dies_after_taking_a_letter_gets_it_again_under_the_same_name(box):
    box.answers["DATA"] = lambda _address: "hang up after"
    post(a_letter())
    outbox.deliver()
    box.answers.clear()
    a_minute_later()
    assert outbox.deliver() == 1
    assert [letter["Message-ID"] for letter in box.letters] == ["<one@127.0.0.1>"] * 2


def test_a_claimed_letter_is_left_to_whoever_has_it(box):
    post(a_letter())
    mine, theirs = row(), row()
    assert (mine.claim(timezone.now()), theirs.claim(timezone.now())) == (True, False)
    assert outbox.deliver() == 0
    a_minute_later(6)  # they have died
    assert outbox.deliver() == 1


def test_no_lock_is_held_while_the_mail_server_thinks(box, monkeypatch):
    post(a_letter())
    depth = len(connection.savepoint_ids)
    seen = []
    kind = type(get_connection())
    monkeypatch.setattr(kind, "send_messages", lambda _line, _messages: seen.append(len(connection.savepoint_ids)))
    outbox.deliver()
    assert seen == [depth]


def test_whoever_wants_no_letters_by_the_list_gets_none(settings):
    stop(mark_of("Priya@Loomwick.example"))
    by_list = {"unsubscribe": "https://hub.example/u/"}
    outbox.post_all([a_letter("digest", **by_list), a_letter("code"), a_letter("other", to="sam@x.example", **by_list)])
    outbox.deliver()
    assert [sent.subject for sent in locmem.outbox] == ["code", "other"]
    assert (row("digest").to, row("digest").text) == ("", "")
    resume("priya@loomwick.example")
    post(a_letter("next digest", **by_list))
    outbox.deliver()
    assert locmem.outbox[-1].subject == "next digest"


def test_ending_in_the_middle_leaves_the_rest_untouched(box):
    outbox.post_all([a_letter(str(number)) for number in range(5)])
    asked = iter([False, False, True, True])
    assert outbox.deliver(lambda: next(asked)) == 1
    assert OutgoingLetter.objects.waiting().filter(attempts=0).count() == 4


@pytest.mark.parametrize("waiting", [1, 3])
def test_an_empty_outbox_costs_one_query(django_assert_num_queries, waiting):
    with django_assert_num_queries(1):
        outbox.deliver()
