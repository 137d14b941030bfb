"""Seven calendars of real venues and groups, which are not part of this project."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from closeknit.algorithms.ics.difference import difference
from closeknit.algorithms.ics.feed import Calendar, NotACalendar, Why
from closeknit.algorithms.ics.holding import Reason
from closeknit.algorithms.ics.reading import read
from closeknit.algorithms.ics.writing import OutCalendar, OutEvent, write
from tests.algorithms.ics.files import LONDON, starts
from tests.algorithms.ics.second_reader import happenings_of

FEEDS = Path(__file__).parents[4] / "shared" / "data" / "ics-feeds"
THEN = datetime(2018, 7, 10, tzinfo=UTC)

pytestmark = pytest.mark.skipif(
    not FEEDS.is_dir(), reason="the seven calendars are not here (../shared/data/ics-feeds)"
)


def feed(name, now=THEN):
    return read((FEEDS / f"{name}.ics").read_bytes(), zone=LONDON, now=now)


@pytest.mark.parametrize(
    ("name", "called", "events", "repeating", "overrides", "all_day", "cancelled"),
    [
        ("Placecal_Hulme_Moss_Side_Google_Cal", "PlaceCal: Hulme & Moss Side", 139, 68, 3, 12, 0),
        ("Zion_Centre_Guide", "Zion Centre What's on Guide", 24, 24, 0, 0, 0),
        ("Teamup_com_calendar", "RNLI Mudeford Lifeboat Guild | Guild Events", 25, 2, 0, 4, 0),
        ("generic_webcal_feed", "PlaceCal", 4, 2, 1, 0, 0),
        ("import_test_calendar", "justin-placecal-test", 11, 0, 0, 10, 0),
        ("calendar_for_outlook", "Zion Centre What's on Guide", 0, 0, 0, 0, 0),
    ],
)
def test_what_each_holds(name, called, events, repeating, overrides, all_day, cancelled):
    found = feed(name)
    assert (found.name, len(found.events)) == (called, events)
    assert sum(bool(one.recurrence.freq) for one in found.events) == repeating
    assert sum(one.recurrence_id is not None for one in found.events) == overrides
    assert sum(one.all_day for one in found.events) == all_day
    assert sum(one.is_cancelled for one in found.events) == cancelled
    assert (found.warnings, found.is_whole) == ((), True)
    assert len({one.key for one in found.events}) == events


YEARS = [
    ("Placecal_Hulme_Moss_Side_Google_Cal", datetime(2018, 1, 1, tzinfo=UTC), 1861),
    ("Zion_Centre_Guide", datetime(2018, 1, 1, tzinfo=UTC), 885),
    ("Teamup_com_calendar", datetime(2019, 8, 1, tzinfo=UTC), 20),
    ("generic_webcal_feed", datetime(2018, 10, 1, tzinfo=UTC), 12),
    ("generic_webcal_feed", datetime(2022, 1, 1, tzinfo=UTC), 66),
    ("import_test_calendar", datetime(2018, 1, 1, tzinfo=UTC), 11),
]


@pytest.mark.parametrize(("name", "since", "number"), YEARS)
def test_a_year_of_it_is_what_a_second_reader_finds(name, since, number):
    until = since + timedelta(days=365)
    ours = spans(feed(name, since), since, until)
    theirs = happenings_of((FEEDS / f"{name}.ics").read_bytes(), since, until)
    assert len(ours) == number
    assert ours == [(start, end) for start, end, _ in theirs]


@pytest.mark.parametrize(("name", "since", "number"), YEARS)
def test_a_year_of_it_is_the_same_when_we_send_it_on(name, since, number):
    until = since + timedelta(days=365)
    found = feed(name, since)
    sent = b"".join(write(OutCalendar(found.name, map(sent_on, found.events))))
    assert spans(read(sent, zone=LONDON, now=since), since, until) == spans(found, since, until)
    assert [(start, end) for start, end, _ in happenings_of(sent, since, until)] == spans(found, since, until)


def spans(found, since, until):
    """From when to when something happens, in order."""
    changed = {one.key for one in found.events if one.recurrence_id}
    return sorted(
        (happening.starts, happening.ends)
        for one in found.events
        for happening in one.recurrence.happenings(since, until)
        if one.recurrence_id or (one.uid, happening.original) not in changed
    )


def sent_on(event):
    return OutEvent(
        event.uid,
        event.recurrence,
        event.modified or THEN,
        event.summary,
        event.recurrence_id,
        description=event.description,
        location=event.location,
        url=event.url,
        status=event.status,
        sequence=event.sequence,
        all_day=event.all_day,
    )


def test_windows_zones_give_the_hour_on_the_clock_in_summer_and_winter():
    (hypnotherapy, *_) = feed("Zion_Centre_Guide").events
    assert starts(hypnotherapy, datetime(2018, 4, 1, tzinfo=UTC), most=1) == ["04 Apr 2018 09:30"]
    assert starts(hypnotherapy, datetime(2018, 12, 1, tzinfo=UTC), most=1) == ["05 Dec 2018 09:30"]


def test_the_sign_in_page_is_refused_and_the_old_events_stay():
    with pytest.raises(NotACalendar) as refused:
        feed("family-action-org-uk-bad")
    assert refused.value.why == Why.SIGN_IN_PAGE
    found = difference(feed("Zion_Centre_Guide"), refused.value, THEN)
    assert (found.held.reason, found.vanished) == (Reason.NOT_A_CALENDAR, ())


def test_the_empty_one_is_held():
    found = difference(feed("Zion_Centre_Guide"), feed("calendar_for_outlook"), THEN)
    assert found.held.reason == Reason.EMPTY
    assert difference(Calendar(), feed("calendar_for_outlook"), THEN).held.reason == Reason.EMPTY


@pytest.mark.parametrize(
    ("name", "now"),
    [
        ("Placecal_Hulme_Moss_Side_Google_Cal", THEN),
        ("Zion_Centre_Guide", THEN),
        ("Teamup_com_calendar", datetime(2019, 8, 1, tzinfo=UTC)),
    ],
)
def test_each_again_is_no_news_and_without_half_of_it_is_held(name, now):
    whole = feed(name, now)
    assert not difference(whole, whole, now)
    half = Calendar(whole.events[::2], whole.name)
    assert difference(whole, half, now).held.reason == Reason.TOO_MANY_GONE


def test_each_with_new_uids_is_only_renamed():
    whole = feed("Zion_Centre_Guide")
    data = (FEEDS / "Zion_Centre_Guide.ics").read_bytes().replace(b"UID:040000008200", b"UID:050000009999")
    found = difference(whole, read(data, zone=LONDON, now=THEN), THEN)
    assert len(found.renamed) == 24
    assert not (found.added)
    assert not (found.vanished)
    assert not (found.changed)
    assert not (found.moved)
    assert not (found.held)
