"""Reminded a week before, on the day and a week after, once each, and of nothing that is settled."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from closeknit.commitments import actions
from closeknit.commitments.actions import Move
from closeknit.commitments.models import Ask
from closeknit.conversation.contributions import contributions
from closeknit.journal.models import Notice, Reminder
from closeknit.journal.reminding import send_reminders

SOON, TODAY, AFTER = "commitments.due_soon", "commitments.due_today", "commitments.was_due"


def told(person):
    mine = Notice.objects.filter(person=person, entry__verb__in=(SOON, TODAY, AFTER)).order_by("id")
    return list(mine.values_list("entry__verb", flat=True))


def on(day, hour=9, minute=1):
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def run(day, **when):
    """The job runs twice."""
    with time_machine.travel(on(day, **when), tick=False):
        send_reminders(timezone.now())
        send_reminders(timezone.now())


@pytest.fixture
def made(scene, promise):
    return promise(due_on=scene.today + timedelta(days=30))


def test_three_times_and_once_each(scene, made):
    due = made.due_on
    for days, so_far in ((-8, []), (-7, [SOON]), (-1, [SOON]), (0, [SOON, TODAY]), (6, [SOON, TODAY])):
        run(due + timedelta(days=days))
        assert told(scene.priya) == so_far, days
    run(due + timedelta(days=7))
    run(due + timedelta(days=100))
    assert told(scene.priya) == [SOON, TODAY, AFTER]


def test_at_nine_by_the_clock_of_the_place_whatever_the_season(scene, promise):
    winter, summer = (promise(due_on=scene.today.replace(year=2027, month=month, day=15)) for month in (1, 7))
    hours = {row.due_at.astimezone(timezone.get_current_timezone()).hour for row in Reminder.objects.all()}
    assert hours == {9}
    assert winter.due_on < summer.due_on


@pytest.mark.parametrize("move", [Move.KEPT, Move.WITHDRAWN])
def test_never_once_it_is_settled(scene, made, move):
    actions.step(made, move, by=scene.priya, why="So it is.")
    for days in (-7, 0, 7):
        run(made.due_on + timedelta(days=days))
    assert told(scene.priya) == []


def test_open_again_it_is_reminded_of_again(scene, made):
    actions.step(made, Move.KEPT, by=scene.priya)
    actions.step(made, Move.REOPENED, by=scene.priya, why="Not yet.")
    run(made.due_on)
    assert told(scene.priya) == [SOON, TODAY]


def test_another_day_has_its_own_reminders(scene, made):
    run(made.due_on - timedelta(days=7))
    later = made.due_on + timedelta(days=30)
    with time_machine.travel(on(made.due_on - timedelta(days=3))):
        actions.step(made, Move.CHANGED, by=scene.priya, due_on=later, why="Rain.")
    run(later - timedelta(days=8))
    assert told(scene.priya) == [SOON]
    run(later)
    assert told(scene.priya) == [SOON, SOON, TODAY]


def test_whoever_takes_over_is_reminded_and_the_other_is_not(scene, made):
    offer = actions.step(made, Move.OFFERED, by=scene.priya, person=scene.sam)
    actions.take_over(offer, by=scene.sam)
    run(made.due_on)
    assert (told(scene.priya), told(scene.sam)) == ([], [SOON, TODAY])


def test_a_promise_made_late_is_not_reminded_of_the_past(scene, promise):
    made = promise(due_on=scene.today + timedelta(days=2))
    assert Reminder.objects.filter(about_id=made.pk).count() == 2


def test_nothing_of_what_is_hidden_and_again_once_it_is_shown(scene, made):
    ways = contributions()["commitments.undertaking"]
    kept = ways.hide(made)
    assert not Reminder.objects.exists()
    ways.restore(made, kept)
    assert Reminder.objects.count() == 3


def test_who_is_asked_in_person_is_reminded_until_they_answer(scene, ask):
    row = ask(to=scene.sam, due_on=scene.today + timedelta(days=20))
    run(row.due_on - timedelta(days=7))
    assert told(scene.sam) == [SOON]
    actions.step(Ask.objects.get(pk=row.pk), Move.ANSWERED, by=scene.sam, why="Yes.")
    run(row.due_on)
    assert told(scene.sam) == [SOON]
