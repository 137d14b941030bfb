"""What is on in Loomwick: told of groups and places that exist, in words that can be read, and told once."""

from datetime import date

import pytest

from closeknit.algorithms.schedule.recurrence import problems
from closeknit.calendar.models import Change, SchoolHoliday, Series
from closeknit.demo import calendar
from closeknit.demo.load import load
from closeknit.demo.loomwick.events import EVENTS
from closeknit.demo.loomwick.groups import BY_KEY
from closeknit.demo.loomwick.venues import CONFIDENTIAL, venues
from closeknit.journal.models import Notice, OutgoingLetter

TODAY = date(2026, 11, 21)
PLACES = {venue.key for venue in venues()} - CONFIDENTIAL


def test_each_has_a_key_of_its_own():
    assert len({told.key for told in EVENTS}) == len(EVENTS)


@pytest.mark.parametrize("told", EVENTS, ids=lambda told: told.key)
def test_the_words_can_be_read_and_name_what_there_is(told):
    assert told.group in BY_KEY
    assert told.venue in PLACES or (not told.venue and told.place_words)
    assert problems(calendar._rule(told, TODAY)) == ()


@pytest.mark.parametrize("today", [date(2026, 12, 24), date(2027, 2, 28), date(2028, 2, 29), date(2026, 12, 31)])
def test_they_can_be_read_on_any_day(today):
    assert all(calendar._rule(told, today) for told in EVENTS)
    assert len(list(calendar._holidays(today))) == 24


@pytest.mark.django_db
def test_they_are_told_once_and_nobody_gets_a_letter():
    load(groups=0, today=TODAY)
    load(groups=0, today=TODAY)
    assert Series.objects.filter(title__in=[told.title for told in EVENTS]).count() == len(EVENTS)
    assert Change.objects.filter(is_cancelled=True).exists()
    assert SchoolHoliday.objects.count() == 24
    assert not OutgoingLetter.objects.exists()
    assert not Notice.objects.filter(entry__about_kind="calendar.series").exists()
