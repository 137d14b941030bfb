from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.algorithms import schedule
from closeknit.algorithms.schedule import DAYS, Schedule

LONDON = ZoneInfo("Europe/London")
HOURS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
DATES = st.dates(date(2020, 1, 1), date(2040, 1, 1))
WEEKLY_DAYS = st.lists(st.sampled_from(DAYS), min_size=1, max_size=7, unique=True).map(
    lambda days: ",".join(sorted(days, key=DAYS.index))
)
MONTHLY_DAYS = st.lists(
    st.tuples(st.sampled_from(["", "1", "2", "3", "4", "5", "-1", "-2"]), st.sampled_from(DAYS)), min_size=1, max_size=3
).map(lambda parts: ",".join(nth + day for nth, day in parts))


@st.composite
def schedules(draw):
    freq = draw(st.sampled_from(["WEEKLY", "MONTHLY"]))
    begins = draw(DATES)
    return Schedule(
        freq,
        draw(WEEKLY_DAYS if freq == "WEEKLY" else MONTHLY_DAYS),
        draw(st.integers(1, 4)),
        draw(st.none() | HOURS),
        draw(st.none() | HOURS),
        begins,
        draw(st.none() | st.integers(0, 400).map(lambda days: begins + timedelta(days=days))),
    )


def happens_on(rule, day):
    """The definition, read slowly: whether the rule has this day."""
    if day < rule.valid_from or (rule.valid_to and day > rule.valid_to):
        return False
    if rule.freq == "WEEKLY":
        monday = rule.valid_from - timedelta(days=rule.valid_from.weekday())
        in_turn = (day - monday).days // 7 % rule.interval == 0
    else:
        months = (day.year - rule.valid_from.year) * 12 + day.month - rule.valid_from.month
        in_turn = months % rule.interval == 0
    nth = (day.day - 1) // 7 + 1
    end_of_month = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    from_end = -((end_of_month.day - day.day) // 7 + 1)
    return in_turn and any(
        weekday == day.weekday() and which in (0, nth, from_end) for which, weekday in schedule.parts(rule.byday)
    )


@given(schedules(), st.integers(-50, 400))
def test_dates_are_those_of_the_definition(rule, later):
    rule = replace(rule, opens_at=None)
    day = rule.valid_from + timedelta(days=later)
    found = schedule.next_dates(rule, now=datetime.combine(day, time(12), LONDON), limit=1000)
    days = (day + timedelta(days=step) for step in range(731))
    assert list(found) == [each for each in days if happens_on(rule, each)]


@given(schedules(), DATES)
def test_dates_fall_on_the_weekdays_in_order_and_in_time(rule, day):
    found = schedule.next_dates(rule, now=datetime.combine(day, time(12), LONDON))
    assert list(found) == sorted(set(found))
    assert {DAYS[each.weekday()] for each in found} <= schedule.weekdays(rule)
    assert all(each >= day for each in found)


def test_today_counts_until_it_is_over():
    rule = Schedule("WEEKLY", "TU", opens_at=time(10), closes_at=time(13))
    tuesday = date(2026, 3, 3)
    for hour, is_today in ((9, True), (12, True), (13, False), (14, False)):
        (found, *_) = schedule.next_dates(rule, now=datetime.combine(tuesday, time(hour), LONDON))
        assert (found == tuesday) is is_today


def test_a_night_lasts_until_the_next_morning():
    rule = Schedule("WEEKLY", "FR", opens_at=time(22), closes_at=time(2))
    friday = date(2026, 3, 6)
    assert schedule.next_dates(rule, now=datetime.combine(friday, time(23), LONDON), limit=1) == (friday,)


def test_today_is_over_by_the_clock_of_the_place():
    rule = Schedule("WEEKLY", "MO", opens_at=time(19), closes_at=time(21))
    monday = date(2026, 6, 1)
    for zone in ("Pacific/Auckland", "America/Lima"):
        evening = [datetime.combine(monday, time(hour), ZoneInfo(zone)) for hour in (20, 21)]
        found = [schedule.next_dates(rule, now=now, limit=1) for now in evening]
        assert found == [(monday,), (date(2026, 6, 8),)]


def test_now_may_come_from_anywhere():
    rule = Schedule("WEEKLY", "TU", opens_at=time(10), closes_at=time(13))
    late_on_monday_in_new_york = datetime(2026, 3, 2, 22, 0, tzinfo=ZoneInfo("America/New_York"))
    assert schedule.next_dates(rule, now=late_on_monday_in_new_york, limit=1) == (date(2026, 3, 3),)


def test_seven_in_the_evening_stays_seven_when_the_clocks_change():
    rule = Schedule("WEEKLY", "SU", opens_at=time(19))
    days = schedule.next_dates(rule, now=datetime(2026, 3, 20, tzinfo=UTC), limit=3)
    moments = [schedule.starts(rule, day) for day in days]
    assert [moment.astimezone(LONDON).hour for moment in moments] == [19, 19, 19]
    assert [moment.astimezone(UTC).hour for moment in moments] == [19, 18, 18]


def test_an_hour_that_the_clocks_leave_out_is_moved_on():
    begins = schedule.starts(Schedule("WEEKLY", "SU", opens_at=time(1, 30)), date(2026, 3, 29))
    assert begins.isoformat() == "2026-03-29T02:30:00+01:00"


def test_an_hour_that_the_clocks_repeat_is_the_first_of_the_two():
    begins = schedule.starts(Schedule("WEEKLY", "SU", opens_at=time(1, 30)), date(2026, 10, 25))
    assert begins.isoformat() == "2026-10-25T01:30:00+01:00"


def test_what_is_not_known_has_no_dates():
    now = datetime(2026, 3, 1, tzinfo=UTC)
    assert schedule.next_dates(Schedule("WEEKLY"), now=now) == ()
    assert schedule.next_dates(Schedule("WEEKLY", "TU", interval=2), now=now) == ()
    assert schedule.next_dates(Schedule("WEEKLY", "TU", valid_to=date(2026, 2, 1)), now=now) == ()
    assert schedule.next_dates(Schedule("WEEKLY", "TU", valid_from=date(9999, 12, 1)), now=now) == ()
    assert schedule.starts(Schedule("WEEKLY", "TU"), date(2026, 3, 3)) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"freq": "DAILY"},
        {"freq": "WEEKLY", "interval": 0},
        {"freq": "WEEKLY", "byday": "1SU"},
        {"freq": "WEEKLY", "byday": "Tuesday"},
        {"freq": "MONTHLY", "byday": "6SU"},
        {"freq": "MONTHLY", "byday": "1SU,,2SU"},
        {"freq": "WEEKLY", "byday": "TU", "valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)},
    ],
)
def test_what_cannot_happen_is_refused(wrong):
    with pytest.raises(ValueError, match=r"\w"):
        Schedule(**wrong)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Schedule("WEEKLY", "TU", opens_at=time(10), closes_at=time(13)), "Tuesdays, 10.00 to 13.00"),
        (Schedule("WEEKLY", "TU,TH", opens_at=time(9, 30)), "Tuesdays and Thursdays, 9.30"),
        (Schedule("WEEKLY", "MO,WE,FR"), "Mondays, Wednesdays and Fridays"),
        (Schedule("WEEKLY", "MO,TU,WE,TH,FR", closes_at=time(16)), "Monday to Friday, until 16.00"),
        (Schedule("WEEKLY", ",".join(DAYS), opens_at=time(0), closes_at=time(6)), "Every day, 00.00 to 06.00"),
        (Schedule("WEEKLY", "TU", 2), "Every second Tuesday"),
        (Schedule("WEEKLY", "TU,TH", 2), "Tuesday and Thursday, every 2 weeks"),
        (Schedule("WEEKLY", "TU", 6), "Tuesday, every 6 weeks"),
        (Schedule("WEEKLY", description="ring first"), "Every week (ring first)"),
        (Schedule("MONTHLY", "1SU", opens_at=time(10)), "First Sunday of the month, 10.00"),
        (Schedule("MONTHLY", "1TU,3TU"), "First and third Tuesday of the month"),
        (Schedule("MONTHLY", "1SU,-1FR"), "First Sunday and last Friday of the month"),
        (Schedule("MONTHLY", "1SU", 3), "First Sunday, every 3 months"),
        (Schedule("MONTHLY", "TU"), "Tuesdays"),
        (Schedule("MONTHLY"), "Every month"),
    ],
)
def test_a_schedule_is_said_in_plain_words(rule, words):
    assert schedule.in_words(rule) == words


def test_words_can_be_said_in_another_language():
    welsh = {"Tuesdays": "dydd Mawrth", "%(opens)s to %(closes)s": "%(opens)s tan %(closes)s"}
    rule = Schedule("WEEKLY", "TU", opens_at=time(10), closes_at=time(13))
    assert schedule.in_words(rule, lambda text: welsh.get(text, text)) == "Dydd Mawrth, 10.00 tan 13.00"


@given(schedules())
def test_every_schedule_can_be_said(rule):
    words = schedule.in_words(rule)
    assert words[0] == words[0].upper()
    assert "%" not in words
