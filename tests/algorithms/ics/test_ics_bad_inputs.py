"""Hostile and broken files: nothing but NotACalendar is ever raised, and soon."""

import contextlib
import time
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.algorithms.ics.difference import difference
from closeknit.algorithms.ics.feed import Calendar, NotACalendar
from closeknit.algorithms.ics.reading import MOST_BYTES, read
from tests.algorithms.ics.files import LONDON, NOW, event, file

CORPUS = Path(__file__).parents[4] / "shared" / "data" / "bad-inputs" / "ics"
FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file())


def survives(data):
    """Read it, compare it, expand it: what the house does with every feed."""
    begun = time.perf_counter()
    try:
        found = read(data, zone=LONDON, now=NOW)
    except NotACalendar as refused:
        assert str(refused)
        return None
    for one in found.events:
        list(one.recurrence.happenings(NOW, NOW + timedelta(days=365)))
        f"{one.uid}{one.summary}{one.description}{one.location}{one.url}".encode()
    assert all(map(str, found.warnings))
    assert not difference(found, found, NOW) or not found.events
    difference(Calendar(), found, NOW)
    assert time.perf_counter() - begun < 5
    return found


@pytest.mark.skipif(not FILES, reason="the corpus of bad calendars is not here (../shared/data/bad-inputs/ics)")
def test_each_collected_file_is_read_or_refused():
    readable = sum(bool(survives(path.read_bytes())) for path in FILES)
    assert len(FILES) > 130
    assert readable > 60


NAMES = (
    "DTSTART",
    "DTEND",
    "RRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
    "UID",
    "DURATION",
    "SEQUENCE",
    "SUMMARY",
    "EXRULE",
)
PARAMS = (
    "",
    ";VALUE=DATE",
    ";TZID=Europe/London",
    ";TZID=Nowhere",
    ";TZID=",
    ";VALUE=PERIOD",
    ";RANGE=THISANDFUTURE",
    ';X="',
)
VALUES = (
    "20261006T190000",
    "20261006T190000Z",
    "20261006",
    "19000101",
    "22001231T235959",
    "20260329T013000",
    "00000000",
    "P1D",
    "PT9999999H",
    "FREQ=WEEKLY;BYDAY=TU",
    "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3",
    "FREQ=YEARLY;BYWEEKNO=1;BYDAY=5MO",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=HOURLY;BYDAY=TU;UNTIL=20270101",
    "20261006T190000/PT1H,20261013T190000/20261013T200000",
    "choir",
    "",
)
LINES = st.builds(
    lambda name, param, value: f"{name}{param}:{value}",
    st.sampled_from(NAMES),
    st.sampled_from(PARAMS),
    st.sampled_from(VALUES) | st.text(max_size=20),
)
EVENTS = st.lists(st.lists(LINES, max_size=8).map(lambda lines: event(*lines, start=None)), max_size=4)


@settings(max_examples=300, deadline=None)
@given(EVENTS)
def test_any_mixture_of_lines_is_read(events):
    survives(file(*events).replace(b"\x00", b""))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 200))
def test_bytes_in_the_middle_of_a_file_do_no_harm(noise, place):
    data = file(event("RRULE:FREQ=WEEKLY"))
    survives(data[:place] + noise + data[place:])


@pytest.mark.parametrize(
    "data",
    [
        file("DESCRIPTION:" + "a" * (MOST_BYTES - 1000)),
        file(event("DESCRIPTION:" + "<p " * 1_500_000)),
        file(event("DESCRIPTION:" + "<a href=http://a" * 300_000)),
        file(event("DESCRIPTION:" + "\\" * 4_000_000)),
        file(event("EXDATE:" + "20261006T190000," * 300_000)),
        file(event("DTSTART" + ";A=b" * 1_000_000 + ":20261006")),
        file(*["BEGIN:VALARM"] * 300_000),
        file(*["BEGIN:VEVENT"] * 300_000),
        file(event("RRULE:FREQ=MONTHLY;BYDAY=" + "1MO," * 1_000_000)),
        b"BEGIN:VCALENDAR" + b"\r\n " * 1_700_000,
        b"<" * MOST_BYTES,
        file(*(f"BEGIN:VTIMEZONE\r\nTZID:z{n}\r\nEND:VTIMEZONE" for n in range(80_000))),
        file(
            *(
                event("RRULE:FREQ=DAILY;COUNT=99999;BYMONTH=2", uid=f"u{n}", start="19710101T000000")
                for n in range(5_000)
            )
        ),
        file(*(event("RRULE:FREQ=HOURLY;BYMONTH=2", uid=f"u{n}", start="19000101T000000") for n in range(5_000))),
    ],
    ids=str.split("long tags links backslashes exdates params alarms events weekdays folds html zones counts hours"),
)
def test_a_bomb_is_no_bomb(data):
    begun = time.perf_counter()
    with contextlib.suppress(NotACalendar):
        read(data, zone=LONDON, now=NOW)
    assert time.perf_counter() - begun < 10
