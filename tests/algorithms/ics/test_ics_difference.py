"""What a newer reading of a feed changes: told once and rightly, and held back where it cannot be believed."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.algorithms.ics.difference import difference
from closeknit.algorithms.ics.feed import Calendar, NotACalendar, Why
from closeknit.algorithms.ics.holding import HELD_FROM, Reason
from closeknit.algorithms.ics.reading import read
from tests.algorithms.ics.files import LONDON, NOW, calendar, event, file

WEEKLY = "RRULE:FREQ=WEEKLY;BYDAY=TU"
ORIGINAL = "RECURRENCE-ID;TZID=Europe/London:20261020T190000"


def between(before, after):
    return difference(calendar(*before), calendar(*after), NOW)


def uids(events):
    return [one.uid for one in events]


def loose(number, *, prefix="", since=1):
    """So many events on days of November, each by itself."""
    return [
        event(uid=f"{prefix}{day}", title=f"Talk {day}", start=f"202611{day:02}T190000")
        for day in range(since, since + number)
    ]


def test_the_same_feed_again_is_no_news():
    parts = event(WEEKLY), event(ORIGINAL, start="20261021T190000"), *loose(3)
    assert not between(parts, parts)


def test_a_new_stamp_or_sequence_is_no_news():
    assert not between(
        [event("DTSTAMP:20260101T000000Z", "SEQUENCE:1")], [event("DTSTAMP:20260901T000000Z", "SEQUENCE:2")]
    )


def test_what_is_new_is_added():
    found = between(loose(2), loose(3))
    assert (uids(found.added), found.held) == (["3"], None)
    assert not (found.changed)
    assert not (found.moved)
    assert not (found.vanished)
    assert not (found.cancelled)


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("DESCRIPTION:New", ("description",)),
        ("LOCATION:Elsewhere", ("location",)),
        ("URL:https://a.example/", ("url",)),
        ("DTEND;TZID=Europe/London:20261006T220000", ("length",)),
        ("EXDATE;TZID=Europe/London:20261013T190000", ("dates",)),
        ("CLASS:PRIVATE", ("summary", "is_private")),
    ],
)
def test_what_is_changed_says_what(line, fields):
    found = between([event(WEEKLY)], [event(WEEKLY, line)])
    (one,) = found.changed
    assert (one.fields, one.before.uid, found.moved) == (fields, "choir", ())


def test_an_end_that_comes_is_a_change():
    found = between([event(WEEKLY)], [event(f"{WEEKLY};UNTIL=20270630")])
    assert [one.fields for one in found.changed] == [("end",)]
    assert not found.held


def test_another_hour_or_weekday_is_moved():
    hour = between([event(WEEKLY)], [event(WEEKLY, start="20261006T193000")])
    assert [one.fields for one in hour.moved] == [("start",)]
    day = between([event(WEEKLY)], [event("RRULE:FREQ=WEEKLY;BYDAY=WE")])
    assert [one.fields for one in day.moved] == [("rule",)]
    assert not (hour.held)
    assert not (day.held)
    assert not (hour.vanished)
    assert not (day.vanished)
    assert not (hour.added)
    assert not (day.added)


def test_one_date_of_a_series_is_moved_and_comes_back():
    plain, moved = [event(WEEKLY)], [event(WEEKLY), event(ORIGINAL, start="20261021T190000")]
    (there,) = between(plain, moved).moved
    assert (there.fields, there.before.recurrence.start) == (("start",), datetime(2026, 10, 20, 19))
    (back,) = between(moved, plain).moved
    assert (back.fields, back.after.recurrence.start) == (("start",), datetime(2026, 10, 20, 19))
    assert not between(plain, moved).added
    assert not between(moved, plain).vanished


def test_a_cancelled_date_is_cancelled_and_no_reason_to_hold():
    dates = [
        event(f"RECURRENCE-ID;TZID=Europe/London:202610{day}T190000", "STATUS:CANCELLED", start=f"202610{day}T190000")
        for day in ("06", "13", "20", "27")
    ]
    short = event("RRULE:FREQ=WEEKLY;COUNT=8")
    found = between([short], [short, *dates])
    assert len(found.cancelled) == 4
    assert not (found.held)
    assert not (found.added)
    assert not (found.vanished)
    assert not (found.changed)


def test_a_cancelled_event_is_cancelled():
    found = between(loose(1), [event("STATUS:CANCELLED", uid="1", title="Talk 1", start="20261101T190000")])
    assert (uids(found.cancelled), found.vanished, found.held) == (["1"], (), None)


def test_what_is_gone_has_vanished_unless_it_is_over():
    over = event(uid="over", start="20260101T190000")
    found = between([over, *loose(9)], loose(8))
    assert uids(found.vanished) == ["9"]


def test_uids_that_change_at_each_reading_are_seen_through():
    before = [*loose(9, prefix="a"), event(WEEKLY, uid="a-w"), event(ORIGINAL, uid="a-w", start="20261021T190000")]
    after = [*loose(9, prefix="b"), event(WEEKLY, uid="b-w"), event(ORIGINAL, uid="b-w", start="20261021T190000")]
    found = between(before, after)
    assert len(found.renamed) == 11
    assert {one.before.uid[1:] == one.after.uid[1:] for one in found.renamed} == {True}
    assert not (found.added)
    assert not (found.vanished)
    assert not (found.moved)
    assert not (found.changed)
    assert not (found.held)


def test_where_uids_change_a_new_hour_is_moved_all_the_same():
    found = between(
        [*loose(3, prefix="a"), event(WEEKLY, uid="a-w")],
        [*loose(3, prefix="b"), event(WEEKLY, uid="b-w", start="20261006T180000")],
    )
    assert [(one.after.uid, one.fields) for one in found.moved] == [("b-w", ("start",))]
    assert not (found.added)
    assert not (found.vanished)


def test_where_uids_stay_another_event_of_the_same_title_is_another():
    found = between([event(uid="first")], [event(uid="second", start="20261110T190000")])
    assert (uids(found.vanished), uids(found.added), found.moved) == (["first"], ["second"], ())


def test_dates_that_stand_for_a_rule_go_along_with_the_reading():
    odd = file(event("RRULE:FREQ=YEARLY;BYWEEKNO=1,10,20,30,40,50;BYDAY=TU", start="20260101T190000"))
    later = NOW + timedelta(days=30)
    then, now = read(odd, zone=LONDON, now=NOW), read(odd, zone=LONDON, now=later)
    assert then != now
    assert not difference(then, now, later)


def test_an_empty_calendar_is_held_also_the_first_time():
    for before in (loose(5), loose(1), []):
        found = between(before, [])
        assert found.held.reason == Reason.EMPTY
        assert found.held.said().endswith(".")


@pytest.mark.parametrize("why", list(Why))
def test_what_is_no_calendar_is_held_and_says_what_it_is(why):
    found = difference(calendar(*loose(5)), NotACalendar(why), NOW)
    assert (found.held.reason, found.held.why, found.vanished) == (Reason.NOT_A_CALENDAR, why, ())
    assert found.held.said() == str(NotACalendar(why))


def test_losing_three_in_ten_is_held_and_what_would_change_is_told():
    found = between(loose(10), loose(7))
    assert (found.held.reason, found.held.gone, found.held.coming) == (Reason.TOO_MANY_GONE, 3, 10)
    assert uids(found.vanished) == ["8", "9", "10"]
    assert "3 of the 10 dates" in found.held.said()


@pytest.mark.parametrize(("before", "after"), [(10, 8), (11, 8), (2, 1), (3, 1), (100, 71)])
def test_losing_few_is_not_held(before, after):
    parts = [
        event(uid=str(n), title=f"Talk {n}", start=f"2026{10 + n // 50}{n % 25 + 1:02}T{n % 50 // 25 + 10}0000")
        for n in range(before)
    ]
    assert between(parts, parts[:after]).held is None


def test_a_weekly_series_counts_by_its_dates():
    found = between([event(WEEKLY), *loose(20)], loose(20))
    assert found.held.reason == Reason.TOO_MANY_GONE
    assert found.held.gone > 40


def test_what_is_new_does_not_hide_what_is_gone():
    assert between(loose(10), loose(10, prefix="new", since=15)).held.gone == 10


def test_events_lost_from_a_file_cut_short_are_held_however_few():
    whole = file(*loose(20))
    cut = read(whole[: whole.index(b"Talk 20")], zone=LONDON, now=NOW)
    found = difference(read(whole, zone=LONDON, now=NOW), cut, NOW)
    assert (found.held.reason, found.held.gone) == (Reason.CUT_SHORT, 1)
    assert not difference(cut, cut, NOW)


def test_an_event_of_a_later_year_is_missed_from_a_file_cut_short_too():
    whole = file(*loose(5), event(uid="far", start="20280101T190000"))
    cut = read(whole[: whole.index(b"UID:far")], zone=LONDON, now=NOW)
    assert difference(read(whole, zone=LONDON, now=NOW), cut, NOW).held.reason == Reason.CUT_SHORT


@given(st.integers(0, 25), st.integers(0, 25))
def test_held_is_exactly_three_and_three_in_ten(before, after):
    held = between(loose(before), loose(after)).held
    gone = max(0, before - after)
    if after == 0:
        assert held.reason == Reason.EMPTY
    else:
        assert bool(held) == (gone >= HELD_FROM and gone >= 0.3 * before)


@given(st.lists(st.integers(1, 25), unique=True), st.lists(st.integers(1, 25), unique=True))
def test_all_that_is_new_is_added_and_all_that_is_gone_has_vanished(before, after):
    named = {day: event(uid=str(day), title=f"Talk {day}", start=f"202611{day:02}T190000") for day in range(1, 26)}
    found = between([named[day] for day in before], [named[day] for day in after])
    assert set(uids(found.added)) == {str(day) for day in set(after) - set(before)}
    assert set(uids(found.vanished)) == {str(day) for day in set(before) - set(after)}
    assert not (found.changed)
    assert not (found.moved)
    assert not (found.renamed)


def test_nothing_before_and_something_after_is_all_added():
    found = difference(Calendar(), calendar(event(WEEKLY), event(ORIGINAL, start="20261021T190000")), NOW)
    assert len(found.added) == 2
    assert found.held is None
