"""A reminder is told once, in time, to one person; and what is old is tidied away."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from closeknit.core import retention
from closeknit.core.mail import Letter, post
from closeknit.journal.following import follow
from closeknit.journal.models import Notice, OutgoingLetter
from closeknit.journal.reminding import forget_reminder, remind, send_reminders
from closeknit.journal.vocabulary import Level, Trouble
from tests.journal.world import ANSWERED
from tests.support import factories as make
from tests.support.post import delivered

DAY = timedelta(days=1)


@pytest.fixture
def due(ada, singers):
    return {"person": ada, "verb": ANSWERED, "about": singers, "due_at": timezone.now() + DAY, "once": "meeting 7"}


def test_it_is_told_when_it_is_due_and_once(due, ada):
    remind(**due)
    now = timezone.now()
    assert [send_reminders(now), send_reminders(now + DAY), send_reminders(now + DAY)] == [0, 1, 0]
    assert Notice.objects.get().person == ada


def test_it_is_told_to_nobody_who_only_follows(due, singers):
    follow(make.make_person("Sam"), singers, Level.EVERYTHING)
    remind(**due)
    send_reminders(due["due_at"])
    assert Notice.objects.count() == 1


def test_said_again_it_moves_until_it_was_told(due):
    remind(**due)
    remind(**due | {"due_at": due["due_at"] + DAY})
    assert send_reminders(due["due_at"]) == 0
    assert send_reminders(due["due_at"] + DAY) == 1
    remind(**due | {"due_at": due["due_at"] + 2 * DAY})
    assert send_reminders(due["due_at"] + 3 * DAY) == 0


def test_it_can_be_taken_back(due):
    remind(**due)
    forget_reminder("meeting 7")
    assert send_reminders(due["due_at"]) == 0


@pytest.mark.parametrize("change", ["muted", "hidden"])
def test_nobody_is_reminded_of_what_they_muted_or_may_not_see(due, ada, singers, change):
    remind(**due)
    if change == "muted":
        follow(ada, singers, Level.NOTHING)
    else:
        type(singers).objects.update(visibility="hidden")
    assert send_reminders(due["due_at"]) == 0
    assert not Notice.objects.exists()


def test_old_letters_are_given_up_then_forgotten_then_gone(db):
    def a_letter(name):
        post(Letter(to=f"{name}@x.example", subject="x", template="journal/mail/words.txt", once=name))

    begin = timezone.now()
    a_letter("sent")
    delivered()
    a_letter("stuck")
    OutgoingLetter.objects.filter(once="stuck").update(attempts=9, next_attempt_at=begin + 400 * DAY)
    post(
        Letter(
            to="later@x.example", subject="x", template="journal/mail/words.txt", once="x", not_before=begin + 200 * DAY
        )
    )
    seen = []
    for days in (29, 31, 92, 125):
        with time_machine.travel(begin + days * DAY, tick=False):
            retention.carry_out(timezone.now())
        seen.append(sorted(OutgoingLetter.objects.exclude(once="x").values_list("once", "trouble", "to")))
    assert seen == [
        [("sent", "", ""), ("stuck", "", "stuck@x.example")],
        [("sent", "", ""), ("stuck", Trouble.TOO_OLD, "")],
        [("stuck", Trouble.TOO_OLD, "")],
        [],
    ]
    assert OutgoingLetter.objects.get().to == "later@x.example"
