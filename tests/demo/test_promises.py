"""What was promised in Loomwick: told of people and places that exist, through the actions, once."""

from collections import Counter
from datetime import date

import pytest

from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.demo.load import load
from closeknit.demo.loomwick import cast
from closeknit.demo.loomwick.groups import BY_KEY
from closeknit.demo.loomwick.promises import ASKS, PROMISES
from closeknit.journal.models import Notice, OutgoingLetter, Reminder

TODAY = date(2026, 11, 21)


def test_the_stories_name_what_there_is():
    for ask in ASKS:
        assert ask.by in cast.BY_KEY
        assert ask.of == "council" or ask.of in BY_KEY
        assert ask.about.startswith("area:") or ask.about in BY_KEY
    for promise in (*PROMISES, *(ask.promise for ask in ASKS if ask.promise)):
        assert not promise.place or promise.place.startswith("area:") or promise.place in BY_KEY
        assert promise.group in ("", "council", *BY_KEY)


@pytest.mark.django_db
def test_a_dozen_of_every_sort_and_the_second_time_none():
    load(groups=0, today=TODAY)
    counted = Undertaking.objects.counted(TODAY)
    assert counted["all"] >= 11
    assert min(counted.values()) >= 1
    assert Counter(Ask.objects.exclude(verdict="").values_list("verdict", flat=True)) == {
        "yes": 2,
        "partly": 1,
        "no": 1,
    }
    before = list(Step.objects.values_list("uuid", "at"))
    load(groups=0)
    assert list(Step.objects.values_list("uuid", "at")) == before


@pytest.mark.django_db
def test_it_happened_when_it_is_told_and_nobody_gets_a_letter():
    load(groups=0, today=TODAY)
    days = [step.at.date() for step in Step.objects.filter(undertaking__text__startswith="The toilet").order_by("id")]
    assert days == [date(2026, 5, 9), date(2026, 10, 12)]
    assert not Notice.objects.exists()
    assert not Reminder.objects.exists()
    assert not OutgoingLetter.objects.exists()
