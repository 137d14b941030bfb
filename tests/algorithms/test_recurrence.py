from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import islice, pairwise
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from closeknit.algorithms.schedule import DAYS, expansion
from closeknit.algorithms.schedule.expansion import rule_days
from closeknit.algorithms.schedule.recurrence import Happening, Recurrence, coming, problems, split

LONDON = ZoneInfo("Europe/London")
ZONES = [LONDON, UTC, *map(ZoneInfo, ["America/New_York", "Australia/Lord_Howe", "Pacific/Auckland", "Asia/Kolkata"])]
STARTS = st.datetimes(datetime(2001, 1, 1), datetime(2031, 12, 31)).map(lambda at: at.replace(second=0, microsecond=0))
FREQS = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
WEEKDAYS = dict(zip(DAYS, (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU), strict=True))


def some(values, most=3):
    return st.lists(values, max_size=most, unique=True).map(tuple)


@st.composite
def recurrences(draw, zone=LONDON, freqs=FREQS, nths=("", "1", "2", "3", "4", "5", "-1", "-2"), most=31):
    freq, start = draw(st.sampled_from(freqs)), draw(STARTS)
    is_odd = draw(st.integers(0, 3)) == 0
    nth = st.sampled_from(nths if freq in ("MONTHLY", "YEARLY") else ("",))
    byday = draw(some(st.builds(str.__add__, nth, st.sampled_from(DAYS))))
    has_monthdays = is_odd and freq != "WEEKLY"
    return Recurrence(
        start,
        draw(st.sampled_from([0, 30, 120, 600, 1440, 4000])),
        zone,
        freq,
        draw(st.integers(1, 5)),
        byday,
        draw(some(st.integers(-most, most).filter(bool))) if has_monthdays else (),
        draw(some(st.integers(1, 12), 4)) if is_odd else (),
        until=draw(st.none() | st.integers(-3, 1500).map(lambda days: start.date() + timedelta(days=days))),
        count=draw(st.none() | st.integers(1, 60)),
        bysetpos=draw(some(st.sampled_from([1, 2, -1]), 2)) if freq in ("MONTHLY", "YEARLY") and is_odd else (),
        wkst=draw(st.sampled_from(["MO", "SU"])),
    )


@st.composite
def readable_by_dateutil(draw):
    """dateutil finds nothing where “every Monday” and “the first Tuesday” are in one rule, falls over
    for the fifth of what a month has four, and looks for a day that never comes until the year 9999.
    """
    nths = draw(st.sampled_from([("",), ("1", "2", "4", "-1", "-3")]))
    rule = draw(recurrences(nths=nths, most=28))
    is_simple = not rule.byday or not (rule.bymonthday and nths[0])
    assume(is_simple and set(rule.bysetpos) <= {1, -1})
    return rule


def exceptions(rule):
    """The same with some of it taken away and something added."""
    near = st.integers(0, 400).map(lambda days: rule.start + timedelta(days=days))
    holidays = st.tuples(st.integers(0, 400), st.integers(0, 40)).map(
        lambda at: (rule.start.date() + timedelta(days=at[0]), rule.start.date() + timedelta(days=sum(at)))
    )
    added = st.tuples(near, st.integers(-300, 300)).map(lambda at: at[0] + timedelta(minutes=at[1]))
    return st.builds(
        replace, st.just(rule), dates=some(added), without=some(near, 20).map(frozenset), skipped=some(holidays)
    )


WHOLE = recurrences().flatmap(exceptions)


def walls(rule, first, last):
    """Its original starts between two days, both included."""
    since, until = (datetime.combine(day, time(), rule.zone) for day in (first, last + timedelta(days=1)))
    return [found.original for found in rule.happenings(since, until)]


def by_dateutil(rule, first, last):
    """What dateutil walks to, from the start, one by one."""
    one = rrule.rrule(
        FREQS[::-1].index(rule.freq),
        dtstart=rule.start,
        interval=rule.interval,
        wkst=WEEKDAYS[rule.wkst],
        count=rule.count,
        byweekday=[WEEKDAYS[code[-2:]](int(code[:-2] or 0) or None) for code in rule.byday] or None,
        bymonthday=rule.bymonthday or None,
        bymonth=rule.bymonth or None,
        bysetpos=rule.bysetpos or None,
        cache=True,
    )
    ends = min(last, rule.until or last)
    found = {
        wall for wall in one.between(rule.start, datetime.combine(ends, time.max), inc=True) if wall.date() >= first
    }
    return sorted(found | ({rule.start} if first <= rule.start.date() <= ends else set()))


@settings(max_examples=500)
@given(readable_by_dateutil(), st.integers(-30, 500), st.integers(0, 150))
def test_dates_are_those_of_dateutil_and_the_start(rule, later, days):
    first = rule.start.date() + timedelta(days=later)
    last = first + timedelta(days=days)
    assert walls(rule, first, last) == by_dateutil(rule, first, last)


@given(st.integers(-53, 53).filter(bool), st.sampled_from(DAYS), st.integers(2001, 2040))
def test_the_twentieth_monday_of_the_year(nth, weekday, year):
    rule = Recurrence(datetime(2000, 1, 1, 9), freq="YEARLY", byday=(f"{nth}{weekday}",), until=date(2050, 1, 1))
    first, last = date(year, 1, 1), date(year, 12, 31)
    assert walls(rule, first, last) == by_dateutil(rule, first, last)


def gives(rule, wall):
    """The definition, read slowly: whether the rule alone, without an end, gives this day."""
    first = rule.start
    weeks = (wall.toordinal() - (6 if rule.wkst == "SU" else 0) - 1) // 7 - (
        first.toordinal() - (6 if rule.wkst == "SU" else 0) - 1
    ) // 7
    months = (wall.year - first.year) * 12 + wall.month - first.month
    apart = {"DAILY": (wall - first).days, "WEEKLY": weeks, "MONTHLY": months, "YEARLY": wall.year - first.year}
    if wall < first or apart[rule.freq] % rule.interval:
        return False
    is_of_year = rule.freq == "YEARLY" and not rule.bymonth
    begins = date(wall.year, 1 if is_of_year else wall.month, 1)
    ends = date(wall.year + 1, 1, 1) if is_of_year else (begins + timedelta(days=32)).replace(day=1)
    place = (wall.date() - begins).days // 7 + 1
    back = -(((ends - wall.date()).days - 1) // 7) - 1
    of_month = (
        wall.day,
        wall.day - ((wall.replace(day=1) + timedelta(days=32)).replace(day=1) - wall.replace(day=1)).days - 1,
    )
    byday, bymonthday, bymonth = rule.byday, rule.bymonthday, rule.bymonth
    if not byday and not bymonthday and rule.freq != "DAILY":
        byday = (DAYS[first.weekday()],) if rule.freq == "WEEKLY" else ()
        bymonthday = (first.day,) if rule.freq != "WEEKLY" else ()
        bymonth = (first.month,) if rule.freq == "YEARLY" and not bymonth else bymonth
    return (
        (not bymonth or wall.month in bymonth)
        and (not bymonthday or bool({*of_month} & {*bymonthday}))
        and (
            not byday
            or any(code[-2:] == DAYS[wall.weekday()] and int(code[:-2] or 0) in (0, place, back) for code in byday)
        )
    )


@settings(max_examples=200)
@given(recurrences(), st.integers(-5, 300), st.integers(0, 90))
def test_dates_are_those_of_the_definition_and_the_start(rule, later, days):
    rule = replace(rule, until=None, count=None, bysetpos=())
    first = rule.start.date() + timedelta(days=later)
    each = [datetime.combine(first + timedelta(days=step), rule.start.time()) for step in range(days + 1)]
    assert walls(rule, first, each[-1].date()) == [wall for wall in each if wall == rule.start or gives(rule, wall)]


@given(recurrences(), st.integers(1, 40), st.integers(0, 1000))
def test_an_end_by_day_or_by_number_only_cuts_off(rule, count, days):
    begins = rule.start.date()
    endless = walls(replace(rule, until=None, count=None), begins, begins + timedelta(days=2000))
    ends = begins + timedelta(days=days)
    dated = walls(replace(rule, until=ends, count=None), begins, begins + timedelta(days=2000))
    assert dated == [wall for wall in endless if wall.date() <= ends]
    counted = walls(replace(rule, until=None, count=count), begins, begins + timedelta(days=2000))
    is_given = problems(replace(rule, until=None, count=None)) == ()  # the start is one of the rule's days
    assert counted == endless[: count + (not is_given)] or not is_given


@given(WHOLE, st.integers(-30, 400), st.integers(0, 200))
def test_what_is_taken_away_and_added_is_as_the_words_say(rule, later, days):
    first = rule.start.date() + timedelta(days=later)
    last = first + timedelta(days=days)
    ruled = {
        wall
        for wall in walls(replace(rule, dates=(), without=frozenset(), skipped=()), first, last)
        if not any(begins <= wall.date() <= ends for begins, ends in rule.skipped)
    }
    named = {wall for wall in rule.dates if first <= wall.date() <= last}
    assert walls(rule, first, last) == sorted((ruled | named) - rule.without)


@settings(max_examples=200)
@given(
    st.sampled_from(ZONES).flatmap(recurrences).flatmap(exceptions),
    STARTS,
    st.lists(st.integers(1, 90 * 1440), max_size=8),
)
def test_windows_side_by_side_give_what_the_wide_one_gives(rule, since, steps):
    moments = [since.replace(tzinfo=UTC)]
    for step in steps:
        moments.append(moments[-1] + timedelta(minutes=step))
    narrow = [found for one, other in pairwise(moments) for found in rule.happenings(one, other)]
    assert sorted(narrow) == sorted(rule.happenings(moments[0], moments[-1]))


@settings(max_examples=200)
@given(st.sampled_from(ZONES).flatmap(recurrences), STARTS, st.integers(1, 400 * 1440))
def test_a_happening_is_where_the_clock_of_the_place_says(rule, since, minutes):
    since = since.replace(tzinfo=UTC)
    until = since + timedelta(minutes=minutes)
    for found in rule.happenings(since, until):
        assert since <= found.starts < until
        assert found.starts.tzinfo is found.ends.tzinfo is rule.zone
        shown = found.starts.replace(tzinfo=None)
        assert found.moved_by_clock == (shown != found.original)
        assert found.starts == found.original.replace(tzinfo=rule.zone).astimezone(UTC)
        lasts = found.ends.astimezone(UTC) - found.starts.astimezone(UTC)
        assert (lasts > timedelta(0)) if rule.minutes else (lasts == timedelta(0))
        assert rule.holds(found.original)


@given(WHOLE, st.integers(-5, 500), st.sampled_from([0, 0, 0, 17]))
def test_it_holds_what_it_gives_and_nothing_else(rule, later, minutes):
    wall = rule.start + timedelta(days=later, minutes=minutes)
    assert rule.holds(wall) == (wall in walls(rule, wall.date(), wall.date()))


@settings(max_examples=200)
@given(WHOLE, st.integers(-10, 900), st.integers(-60, 60))
def test_this_and_all_that_follow_are_together_what_was_before(rule, days, minutes):
    at = rule.start + timedelta(days=days, minutes=minutes)
    wide = rule.start.date() - timedelta(days=20), rule.start.date() + timedelta(days=2000)
    before, after = ([] if part is None else walls(part, *wide) for part in split(rule, at))
    assert all(wall < at for wall in before)
    assert all(wall >= at for wall in after)
    assert before + after == walls(rule, *wide)


def test_nothing_before_the_first_and_nothing_after_the_last():
    rule = Recurrence(datetime(2026, 3, 3, 19), 120, freq="WEEKLY", count=3)
    assert split(rule, rule.start) == (None, rule)
    assert split(rule, datetime(2026, 3, 18)) == (rule, None)
    once = Recurrence(datetime(2026, 3, 3, 19))
    assert split(once, datetime(2026, 3, 3, 20)) == (once, None)


def changes(zone, year):
    """The moments at which the clocks of the place change, by asking every quarter of an hour."""
    quarters = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=15 * step) for step in range(366 * 96)]
    return [
        at
        for before, at in pairwise(quarters)
        if before.astimezone(zone).utcoffset() != at.astimezone(zone).utcoffset()
    ]


@pytest.mark.parametrize("zone", [zone for zone in ZONES if zone is not UTC and str(zone) != "Asia/Kolkata"], ids=str)
@pytest.mark.parametrize("year", range(2026, 2031))
def test_the_hour_on_the_wall_stays_across_both_changes(zone, year):
    assert len(changes(zone, year)) == 2
    for change in changes(zone, year):
        day = change.astimezone(zone).date()
        rule = Recurrence(datetime.combine(day - timedelta(days=14), time(19)), 90, zone, "WEEKLY")
        found = list(rule.happenings(change - timedelta(days=10), change + timedelta(days=10)))
        assert [each.starts.time() for each in found] == [time(19)] * 3
        assert [each.ends.time() for each in found] == [time(20, 30)] * 3
        offsets = [each.starts.utcoffset() for each in found]
        assert offsets[0] != offsets[1] == offsets[2]


@pytest.mark.parametrize("zone", [zone for zone in ZONES if zone is not UTC and str(zone) != "Asia/Kolkata"], ids=str)
@pytest.mark.parametrize("year", range(2026, 2031))
def test_an_hour_left_out_is_moved_and_one_repeated_is_the_first(zone, year):
    for change in changes(zone, year):
        before, after = ((change + timedelta(minutes=step)).astimezone(zone).utcoffset() for step in (-1, 0))
        shown = change.astimezone(zone).replace(tzinfo=None, fold=0)
        gap = after - before
        inside = shown - timedelta(minutes=10) if gap > timedelta(0) else shown + timedelta(minutes=10)
        (found,) = Recurrence(inside, 60, zone).happenings(change - timedelta(days=2), change + timedelta(days=2))
        assert found.original == inside
        assert found.moved_by_clock == (gap > timedelta(0))
        if found.moved_by_clock:  # the same moment as if the clocks had not been changed
            assert found.starts.replace(tzinfo=None) == inside + gap
            assert found.starts.astimezone(UTC).replace(tzinfo=None) == inside - before
            assert found.ends - found.starts == timedelta(hours=1)
        else:
            assert found.starts.fold == 0
            assert found.starts.astimezone(UTC).replace(tzinfo=None) == inside - before


def one(rule, around):
    (found,) = rule.happenings(around - timedelta(hours=20), around + timedelta(hours=20))
    return f"{found.starts:%d %H:%M%z} - {found.ends:%d %H:%M%z}" + " moved" * found.moved_by_clock


@pytest.mark.parametrize(
    ("start", "minutes", "said"),
    [
        (datetime(2026, 3, 29, 0, 59), 30, "29 00:59+0000 - 29 02:29+0100"),
        (datetime(2026, 3, 29, 1, 30), 45, "29 02:30+0100 - 29 03:15+0100 moved"),
        (datetime(2026, 3, 29, 2), 60, "29 02:00+0100 - 29 03:00+0100"),
        (datetime(2026, 3, 28, 22), 540, "28 22:00+0000 - 29 07:00+0100"),
        (datetime(2026, 10, 24, 22), 540, "24 22:00+0100 - 25 07:00+0000"),
        (datetime(2026, 10, 25, 1, 30), 15, "25 01:30+0100 - 25 01:45+0100"),
        (datetime(2026, 10, 25, 1, 30), 60, "25 01:30+0100 - 25 02:30+0000"),
        (datetime(2026, 10, 25), 1440, "25 00:00+0100 - 26 00:00+0000"),
    ],
)
def test_the_two_nights_in_london(start, minutes, said):
    assert one(Recurrence(start, minutes), start.replace(tzinfo=UTC)) == said


def test_a_clock_put_on_across_midnight():
    """Samoa left out 30 December 2011; Newfoundland put its clocks back from 00.01 to 23.01 of the day before."""
    lost = Recurrence(datetime(2011, 12, 30, 12), 60, ZoneInfo("Pacific/Apia"))
    assert one(lost, datetime(2011, 12, 30, 22, tzinfo=UTC)) == "31 12:00+1400 - 31 13:00+1400 moved"
    (found,) = lost.happenings(datetime(2011, 12, 30, 12, tzinfo=UTC), datetime(2011, 12, 31, tzinfo=UTC))
    assert found.original == lost.start
    early = Recurrence(datetime(1919, 3, 30, 23, 45), 5, ZoneInfo("America/Toronto"))
    assert one(early, datetime(1919, 3, 31, 4, tzinfo=UTC)) == "31 00:45-0400 - 31 00:50-0400 moved"
    late = Recurrence(datetime(2009, 10, 31, 23, 30), 60, ZoneInfo("America/St_Johns"))
    assert one(late, datetime(2009, 11, 1, 2, tzinfo=UTC)) == "31 23:30-0230 - 01 00:30-0330"


def test_the_window_is_of_moments_wherever_they_are_told():
    rule = Recurrence(datetime(2026, 6, 1, 19), freq="WEEKLY")
    for zone in (UTC, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("America/New_York"), timezone(timedelta(hours=-3))):
        since = datetime(2026, 6, 1, 18, tzinfo=UTC).astimezone(zone)
        (found,) = rule.happenings(since, since + timedelta(minutes=1))
        assert found == Happening(rule.start, since, since, False)
        assert not list(rule.happenings(since + timedelta(seconds=1), since + timedelta(days=6)))
        assert not list(rule.happenings(since, since))
        assert not list(rule.happenings(since, since - timedelta(days=60)))


def test_a_window_without_a_zone_is_a_slip():
    rule = Recurrence(datetime(2026, 6, 1, 19), freq="WEEKLY")
    with pytest.raises(ValueError, match="window"):
        list(rule.happenings(datetime(2026, 6, 1), datetime(2026, 7, 1)))


def test_the_29_of_february_comes_when_it_comes():
    rule = Recurrence(datetime(2024, 2, 29, 12), freq="YEARLY")
    assert [wall.year for wall in walls(rule, date(2024, 1, 1), date(2040, 1, 1))] == [2024, 2028, 2032, 2036]
    last = Recurrence(datetime(2026, 1, 31, 12), freq="MONTHLY", bymonthday=(-1,))
    assert [wall.day for wall in islice(walls(last, date(2028, 1, 1), date(2028, 4, 30)), 4)] == [31, 29, 31, 30]


def test_every_monday_and_the_first_friday_in_one_rule():
    rule = Recurrence(datetime(2026, 6, 1, 12), freq="MONTHLY", byday=("MO", "1FR"))
    assert [wall.day for wall in walls(rule, date(2026, 6, 1), date(2026, 6, 30))] == [1, 5, 8, 15, 22, 29]


def test_a_date_that_somebody_named_is_held_in_the_holidays():
    holidays = ((date(2026, 12, 19), date(2027, 1, 3)),)
    named = Recurrence(datetime(2026, 12, 22, 19), dates=(datetime(2026, 12, 29, 19),), skipped=holidays)
    assert [wall.day for wall in walls(named, date(2026, 12, 1), date(2027, 1, 31))] == [22, 29]
    weekly = replace(named, freq="WEEKLY")
    assert [wall.day for wall in walls(weekly, date(2026, 12, 1), date(2027, 1, 11))] == [29, 5]


def test_no_more_than_400_in_a_year_whatever_the_window():
    hours = tuple(datetime(2026, 1, 1, 10) + timedelta(hours=step) for step in range(24 * 30))
    rule = Recurrence(datetime(2026, 1, 1, 9), freq="DAILY", dates=hours)
    whole = walls(rule, date(2026, 1, 1), date(2027, 12, 31))
    assert [sum(wall.year == year for wall in whole) for year in (2026, 2027)] == [400, 365]
    assert walls(rule, date(2026, 1, 10), date(2026, 12, 31)) == [
        wall for wall in whole if date(2026, 1, 10) <= wall.date() < date(2027, 1, 1)
    ]
    since = datetime(2026, 1, 1, tzinfo=UTC)
    assert len(list(rule.happenings(since, since + timedelta(days=300), most=7))) == 7


@pytest.mark.parametrize("freq", FREQS)
def test_a_day_that_never_comes_is_not_waited_for(freq):
    rule = Recurrence(datetime(2001, 1, 1, 9), freq=freq, bymonth=(2,), bymonthday=(31,), count=1_000_000)
    began = process_time()
    found = list(rule.happenings(datetime(2001, 6, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)))
    assert found == []
    assert process_time() - began < 2


def test_a_rule_without_an_end_is_read_as_far_as_one_looks():
    rule = Recurrence(datetime(2026, 3, 3, 19), freq="WEEKLY")
    ever = rule.happenings(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
    assert [found.original.day for found in islice(ever, 6)] == [3, 10, 17, 24, 31, 7]


def test_the_next_six_however_far_apart():
    weekly = Recurrence(datetime(2001, 3, 6, 19), freq="WEEKLY")
    now = datetime(2026, 3, 3, 19, tzinfo=UTC)
    assert [found.original.day for found in coming(weekly, now)] == [3, 10, 17, 24, 31, 7]
    assert [found.original.day for found in coming(weekly, now + timedelta(seconds=1), 2)] == [10, 17]
    leap = Recurrence(datetime(2024, 2, 29, 12), freq="YEARLY")
    assert [found.original.year for found in coming(leap, now, 3)] == [2028, 2032, 2036]
    assert coming(replace(weekly, until=date(2026, 3, 2)), now) == ()


def test_a_window_is_reached_without_walking_there():
    first, last = date(2026, 11, 1).toordinal(), date(2026, 11, 30).toordinal()
    weekly = Recurrence(datetime(2001, 3, 6, 19), freq="WEEKLY", interval=2)
    assert isinstance(rule_days(weekly, first, last), range)
    for freq, most in (("WEEKLY", 6), ("MONTHLY", 1), ("YEARLY", 1)):
        rule = replace(weekly, freq=freq, interval=1, bymonth=(11,), byday=("TU",))
        assert 1 <= len(list(expansion._PERIODS[freq](rule, first, last))) <= most


def test_it_is_kept_by_value():
    day = date(2026, 8, 1)
    rule = Recurrence(datetime(2026, 3, 3, 19), 120, LONDON, "WEEKLY", skipped=((day, day),), without=frozenset())
    assert {rule: 1}[replace(rule)] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"freq": "HOURLY"},
        {"freq": "DAILY", "interval": 0},
        {"freq": "DAILY", "count": 0},
        {"minutes": -1},
        {"minutes": 10**9},
        {"start": datetime(2026, 1, 1, tzinfo=UTC)},
        {"start": datetime(9999, 1, 1)},
        {"freq": "WEEKLY", "byday": ("Tuesday",)},
        {"freq": "MONTHLY", "byday": ("54MO",)},
        {"freq": "MONTHLY", "byday": ("1²MO",)},
        {"freq": "MONTHLY", "bymonthday": (0,)},
        {"freq": "MONTHLY", "bymonthday": (32,)},
        {"freq": "YEARLY", "bymonth": (13,)},
        {"freq": "MONTHLY", "byday": ("MO",), "bysetpos": (0,)},
        {"freq": "WEEKLY", "wkst": "Monday"},
        {"dates": (datetime(2026, 1, 1, tzinfo=UTC),)},
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"\w"):
        Recurrence(**{"start": datetime(2026, 1, 1, 9), **wrong})


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, []),
        ({"until": date(2026, 3, 2)}, ["It ends before it begins."]),
        ({"freq": "YEARLY", "byday": (), "bymonth": (2,), "bymonthday": (31,)}, ["There is no such day"]),
        ({"byday": ("WE",)}, ["The first date is not"]),
        (
            {"count": 2, "without": frozenset({datetime(2026, 3, 3, 19), datetime(2026, 3, 10, 19)})},
            ["None of its dates"],
        ),
        ({"until": date(2026, 4, 1), "skipped": ((date(2026, 3, 3), date(2026, 4, 1)),)}, ["None of its dates"]),
        ({"freq": "", "byday": ()}, []),
        ({"dates": tuple(datetime(2026, 4, 1) + timedelta(hours=step) for step in range(300))}, []),
        (
            {"dates": tuple(datetime(2026, 4, 1) + timedelta(hours=step) for step in range(400))},
            ["It happens more than 400"],
        ),
    ],
)
def test_what_makes_no_sense_is_said(changed, said):
    rule = replace(Recurrence(datetime(2026, 3, 3, 19), 120, freq="WEEKLY", byday=("TU",)), **changed)
    found = [str(each) for each in problems(rule)]
    assert len(found) == len(said)
    assert all(each.startswith(words) for each, words in zip(found, said, strict=True))
