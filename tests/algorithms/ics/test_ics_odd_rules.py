"""Rules that are none of ours, against python-dateutil, where that comes to an end."""

from datetime import datetime, timedelta

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.algorithms.ics.odd_rules import OddRule

SINCE, UNTIL = datetime(2026, 1, 1), datetime(2029, 1, 1)
DAYS = st.lists(st.sampled_from(("MO", "TU", "WE", "TH", "FR", "SA", "SU")), min_size=1, max_size=3, unique=True)


def given_as(name, values, size=3):
    some = st.lists(values, min_size=1, max_size=size, unique=True)
    return some.map(lambda chosen: {name: ",".join(map(str, chosen))})


FILTERS = st.one_of(
    given_as("BYYEARDAY", st.sampled_from((1, 60, 100, 200, 300, 365, 366, -1, -100))),
    given_as("BYMONTHDAY", st.sampled_from((1, 7, 15, 28, -1, -5))),
    given_as("BYMONTH", st.integers(1, 12), 6),
    DAYS.map(lambda days: {"BYDAY": ",".join(days)}),
    given_as("BYHOUR", st.integers(0, 23)),
    given_as("BYMINUTE", st.sampled_from((0, 15, 30, 45))),
    st.just({}),
)
RULES = st.builds(
    lambda freq, interval, one, other: {"FREQ": freq, "INTERVAL": str(interval), **one, **other},
    st.sampled_from(("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "DAILY", "HOURLY")),
    st.integers(1, 5),
    FILTERS,
    FILTERS,
)
STARTS = st.integers(0, 700).map(lambda days: SINCE + timedelta(days=days, hours=days % 24, minutes=days % 4 * 15))


def walls(rule, start, first=SINCE, last=UNTIL):
    return list(OddRule(rule, start, int(rule.get("INTERVAL", 1))).walls(first, last))


@settings(max_examples=150, deadline=None)
@given(RULES, STARTS)
def test_the_dates_are_those_of_dateutil(rule, start):
    text = ";".join(f"{name}={value}" for name, value in rule.items())
    ours = walls(rule, start)
    if ours:  # where there is none, it would look for one until the year 9999
        assert ours == list(_first(rrule.rrulestr(text, dtstart=start), len(ours)))


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        "FREQ=YEARLY;BYWEEKNO=-1,1;BYDAY=TU,SA",
        "FREQ=YEARLY;BYDAY=20MO,-1FR",
        "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO,2TU",
        "FREQ=MONTHLY;BYDAY=1MO,-1FR;BYHOUR=9,17",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO;BYHOUR=10,11",
    ],
)
def test_weeks_and_numbered_days_are_those_of_dateutil(text):
    rule = dict(part.split("=") for part in text.split(";"))
    theirs = rrule.rrulestr(text, dtstart=SINCE).between(SINCE, UNTIL, inc=True)
    assert walls(rule, SINCE) == theirs
    assert len(theirs) > 2


@pytest.mark.parametrize(
    "rule",
    [
        {"FREQ": "SECONDLY"},
        {"FREQ": "MONTHLY", "BYDAY": "MO", "BYSETPOS": "1"},
        {"FREQ": "DAILY", "BYDAY": "XX"},
        {"FREQ": "YEARLY", "BYWEEKNO": "1", "WKST": "SU"},
        {"FREQ": "YEARLY", "BYWEEKNO": "x"},
        {},
    ],
)
def test_what_makes_no_sense_is_refused(rule):
    with pytest.raises(ValueError):
        walls(rule, SINCE)


def test_a_thirtieth_of_february_is_no_day_and_takes_no_time():
    assert walls({"FREQ": "HOURLY", "BYMONTH": "2", "BYMONTHDAY": "30"}, SINCE) == []


def test_a_window_far_from_the_start_keeps_the_turn():
    rule, start = {"FREQ": "HOURLY", "INTERVAL": "7"}, datetime(2020, 1, 1, 5)
    far = walls(rule, start, datetime(2026, 1, 1), datetime(2026, 1, 3))
    assert far == [wall for wall in walls(rule, start, start, datetime(2026, 1, 3)) if wall >= datetime(2026, 1, 1)]
    assert len(far) > 5


def _first(found, number):
    for place, wall in enumerate(found):
        if place > number or wall > UNTIL:
            return
        yield wall
