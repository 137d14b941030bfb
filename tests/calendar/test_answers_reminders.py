"""Who has a place is reminded the day before at nine, once, whatever the clocks do; who muted it is not."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from closeknit.algorithms.schedule import LONDON
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import actions
from closeknit.calendar.answering import letters, reminders
from closeknit.calendar.models import Answer, Series
from closeknit.directory.models import Group
from closeknit.journal.following import follow
from closeknit.journal.models import Notice, OutgoingLetter
from closeknit.journal.vocabulary import Level

TENTH = "20260310T1900"


def at(day, hour, minute=0, month=3):
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def run(moment):
    """The job runs twice."""
    with time_machine.travel(moment, tick=False):
        return [reminders.send(timezone.now()), reminders.send(timezone.now())]


def told(person):
    return Notice.objects.filter(person=person, entry__verb="calendar.reminder").count()


@pytest.fixture
def series(publish):
    return publish(capacity=1)


@pytest.fixture
def coming(scene, series):
    return actions.answer(series=series, original=TENTH, by=scene.ada, says="yes")


def test_the_day_before_at_nine_and_once(scene, coming):
    assert run(at(9, 8, 59)) == [0, 0]
    assert run(at(9, 9, 1)) == [1, 0]
    assert run(at(10, 12)) == [0, 0]
    assert told(scene.ada) == 1


def test_one_that_cannot_be_told_keeps_no_other_waiting(scene, publish, coming, monkeypatch):
    actions.answer(series=publish(title="Another practice"), original=TENTH, by=scene.sam, says="yes")
    remind = letters.remind

    def broken_for_ada(row):
        if row.person == scene.ada:
            raise ValueError
        return remind(row)

    monkeypatch.setattr(letters, "remind", broken_for_ada)
    with time_machine.travel(at(9, 9, 1), tick=False), pytest.raises(ExceptionGroup):
        reminders.send(timezone.now())
    assert (told(scene.ada), told(scene.sam)) == (0, 1)
    monkeypatch.undo()
    assert run(at(9, 9, 5)) == [1, 0]
    assert told(scene.ada) == 1


def test_only_those_who_have_a_place(scene, series, coming):
    actions.answer(series=series, original=TENTH, by=scene.sam, says="yes")
    actions.answer(series=series, original=TENTH, by=scene.tom, says="maybe")
    run(at(9, 9, 1))
    assert (told(scene.ada), told(scene.sam), told(scene.tom)) == (1, 0, 0)


@pytest.mark.parametrize("of", ["group", "series"])
def test_muted_is_silent(scene, series, coming, of):
    follow(scene.ada, scene.group if of == "group" else series, Level.NOTHING)
    run(at(9, 9, 1))
    assert told(scene.ada) == 0


def test_not_who_has_only_just_answered(scene, series, clock):
    clock.move_to(at(9, 10))
    actions.answer(series=series, original=TENTH, by=scene.ada, says="yes")
    assert run(at(10, 18)) == [0, 0]


def test_nothing_of_what_is_cancelled_nor_after_it_began(scene, series, coming):
    assert run(at(10, 19, 30)) == [0, 0]
    other = actions.answer(series=series, original="20260317T1900", by=scene.ada, says="yes")
    actions.cancel_date(series, other.original, by=scene.priya)
    assert run(at(16, 9, 1)) == [0, 0]


@pytest.mark.parametrize("model", [Series, Group])
def test_nothing_of_what_is_hidden(scene, series, coming, model):
    """The event itself, or the group whose it is."""
    model.objects.update(**{"sight" if model is Series else "visibility": "hidden"})
    assert sum(run(at(9, 9, 1))) == 0
    assert told(scene.ada) == 0


def test_what_is_moved_is_reminded_of_anew(scene, series, coming):
    run(at(9, 9, 1))
    actions.change_date(series, TENTH, by=scene.priya, starts=at(20, 18))
    assert run(at(18, 12)) == [0, 0]
    assert run(at(19, 9, 1)) == [1, 0]


@pytest.mark.parametrize(("month", "day"), [(3, 29), (10, 25)], ids=["clocks go forward", "clocks go back"])
def test_at_nine_by_the_clock_of_the_place(scene, publish, month, day):
    rule = Recurrence(start=datetime(2026, month, day, 10, 0), minutes=60)
    series = publish(title="Walk", rule=rule)
    row = actions.answer(series=series, original=f"2026{month:02}{day}T1000", by=scene.ada, says="yes")
    assert row.remind_at == at(day - 1, 9, month=month)
    after = publish(title="Tea", rule=Recurrence(start=datetime(2026, month, day + 1, 10, 0), minutes=60))
    row = actions.answer(series=after, original=f"2026{month:02}{day + 1}T1000", by=scene.ada, says="yes")
    assert row.remind_at == at(day, 9, month=month)


def test_a_guest_gets_a_letter_with_the_link(scene, series):
    told_of = {"series": series, "original": TENTH, "name": "Wren", "email": "wren@loomwick.example", "says": "yes"}
    actions.answer_as_guest(**told_of, client_id=uuid4())
    actions.answer_by_letter(Answer.objects.get(), says="yes")
    run(at(9, 9, 1))
    letter = OutgoingLetter.objects.order_by("id").last()
    assert letter.subject == "You said that you are coming: Choir practice"
    assert "Tuesday 10 March 2026, 19:00 to 21:00" in letter.text
    assert "/answers/" in letter.text
    assert OutgoingLetter.objects.count() == 2


def test_whoever_gave_no_address_is_not_rung_for_it(scene, series):
    told_of = {"series": series, "original": TENTH, "name": "Wren", "says": "yes", "by": scene.priya}
    actions.answer_for(**told_of, client_id=uuid4())
    run(at(9, 9, 1) + timedelta(hours=1))
    assert Answer.objects.get().to_tell == ""
