"""A reminder is told once, in time, to one person; and what is old is tidied away."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from closeknit.core import retention
from closeknit.core.mail import Letter, post
from closeknit.journal import bell, news, weekly
from closeknit.journal.following import follow
from closeknit.journal.models import Notice, OutgoingLetter
from closeknit.journal.reminding import forget_reminder, remind, send_reminders
from closeknit.journal.verbs import verbs
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


def heard_of_reminders(level):
    """For each verb another person, who is reminded: how often bell, letter at once and weekly letter tell it."""
    people, now = {}, timezone.now()
    for name in verbs():
        person, group = make.make_person(), make.make_group()
        people[name] = person
        if level is not None:
            follow(person, group, level)
        remind(person=person, verb=name, about=group, due_at=now, once=name)
    send_reminders(now + DAY)
    in_the_bell = {name: bell.unread_count(person) for name, person in people.items()}
    news.write_at_once(now + 2 * DAY)
    at_once = Counter(letter.to[0] for letter in delivered())
    mail.outbox.clear()
    weekly.write_digests(now + 9 * DAY)
    in_a_week = Counter(letter.to[0] for letter in delivered())
    return {name: (in_the_bell[name], at_once[one.email], in_a_week[one.email]) for name, one in people.items()}


@pytest.mark.parametrize("level", [None, *Level])
def test_a_reminder_by_any_verb_is_told_once_and_not_of_what_is_muted(level, db):
    make.make_hub()
    told = {
        name: (0, 0, 0) if level == Level.NOTHING and not verb.must_know else (1, 1, 0)
        for name, verb in verbs().items()
    }
    assert heard_of_reminders(level) == told
