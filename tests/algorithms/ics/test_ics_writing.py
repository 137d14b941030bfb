"""Our calendars as files: what stands in them, how it is written, and that others read the same from them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.algorithms.ics.reading import read
from closeknit.algorithms.ics.vtimezone import described
from closeknit.algorithms.ics.writing import OutCalendar, OutEvent, write
from closeknit.algorithms.schedule.recurrence import Recurrence
from tests.algorithms.ics.files import LONDON, NOW
from tests.algorithms.ics.second_reader import happenings_of

STAMP = datetime(2026, 8, 1, 8, tzinfo=UTC)
TUESDAYS = Recurrence(datetime(2026, 10, 6, 19), 120, freq="WEEKLY", byday=("TU",))
CHOIR = OutEvent("choir@loomwick.example", TUESDAYS, STAMP, "Choir")


def written(*events, name="Weftbridge", **more):
    return b"".join(write(OutCalendar(name, events, **more)))


def lines(data):
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


def test_the_calendar_says_its_name_and_when_to_look_again():
    head = lines(written(name="Weftbridge; all, of it", url="https://a.example/x", refresh=timedelta(hours=1)))
    assert head[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert {
        "NAME:Weftbridge\\; all\\, of it",
        "X-WR-CALNAME:Weftbridge\\; all\\, of it",
        "REFRESH-INTERVAL;VALUE=DURATION:PT60M",
        "X-PUBLISHED-TTL:PT60M",
        "URL:https://a.example/x",
    } < set(head)
    assert head[-2:] == ["END:VCALENDAR", ""]


def test_an_event_is_written_whole():
    whole = replace(
        CHOIR,
        description="Tea, cake;\nno \\ exam",
        location="The Hall, Weft Row",
        where=(51.5, -0.0123456789),
        url="https://a.example/choir now",
        categories=("Singing", "Tea, cake"),
        status="CANCELLED",
        sequence=3,
    )
    found = lines(written(whole))
    assert {
        "UID:choir@loomwick.example",
        "DTSTAMP:20260801T080000Z",
        "DTSTART;TZID=Europe/London:20261006T190000",
        "DTEND;TZID=Europe/London:20261006T210000",
        "RRULE:FREQ=WEEKLY;BYDAY=TU",
        "SUMMARY:Choir",
        "DESCRIPTION:Tea\\, cake\\;\\nno \\\\ exam",
        "LOCATION:The Hall\\, Weft Row",
        "GEO:51.500000;-0.012346",
        "URL:https://a.example/choir%20now",
        "CATEGORIES:Singing,Tea\\, cake",
        "STATUS:CANCELLED",
        "SEQUENCE:3",
    } < set(found)


def test_what_is_not_given_is_not_written():
    found = lines(written(replace(CHOIR, recurrence=Recurrence(datetime(2026, 10, 6, 19)))))
    event = found[found.index("BEGIN:VEVENT") + 1 : found.index("END:VEVENT")]
    assert [line.partition(":")[0].partition(";")[0] for line in event] == [
        "UID",
        "DTSTAMP",
        "LAST-MODIFIED",
        "DTSTART",
        "SUMMARY",
        "STATUS",
        "SEQUENCE",
    ]


def test_the_same_calendar_gives_the_same_bytes():
    assert written(CHOIR) == written(CHOIR)


def test_a_moved_date_names_the_one_it_stands_for():
    moved = Recurrence(datetime(2026, 10, 21, 18, 30), 60)
    found = lines(
        written(CHOIR, replace(CHOIR, recurrence=moved, recurrence_id=datetime(2026, 10, 20, 19), sequence=1))
    )
    assert "RECURRENCE-ID;TZID=Europe/London:20261020T190000" in found
    assert found.count("UID:choir@loomwick.example") == 2
    assert sum(line.startswith("RRULE:FREQ=WEEKLY") for line in found) == 1


def test_changed_and_cancelled_dates_come_back_as_they_were_sent():
    original = datetime(2026, 10, 20, 19)
    moved = replace(
        CHOIR, recurrence=Recurrence(datetime(2026, 10, 21, 18, 30), 60), recurrence_id=original, sequence=1
    )
    gone = replace(
        CHOIR, recurrence=Recurrence(datetime(2026, 10, 27, 19), 120), recurrence_id=datetime(2026, 10, 27, 19)
    )
    data = written(CHOIR, moved, replace(gone, status="CANCELLED", sequence=2))
    series, first, second = read(data, zone=LONDON, now=NOW).events
    assert (series.recurrence, series.sequence) == (TUESDAYS, 0)
    assert (first.recurrence, first.recurrence_id, first.sequence) == (moved.recurrence, original, 1)
    assert (second.recurrence_id, second.is_cancelled) == (gone.recurrence_id, True)
    october = happenings_of(data, datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC))
    assert [f"{start:%d %H:%M}" for start, _, _ in october] == ["06 19:00", "13 19:00", "21 18:30", "27 19:00"]


def test_holidays_that_are_skipped_are_dates_taken_out():
    skipping = replace(
        TUESDAYS, skipped=((date(2026, 10, 19), date(2026, 10, 30)),), without=frozenset((datetime(2026, 11, 3, 19),))
    )
    assert "EXDATE;TZID=Europe/London:20261020T190000,20261027T190000,20261103T190000" in lines(
        written(replace(CHOIR, recurrence=skipping))
    )


def test_an_end_is_written_as_a_moment_of_utc():
    for until, wanted in ((date(2026, 10, 20), "20261020T225959Z"), (date(2026, 12, 1), "20261201T235959Z")):
        ending = replace(CHOIR, recurrence=replace(TUESDAYS, until=until))
        assert f"RRULE:FREQ=WEEKLY;UNTIL={wanted};BYDAY=TU" in lines(written(ending))


def test_all_day_is_written_as_days():
    fair = Recurrence(datetime(2026, 10, 24), 2 * 24 * 60, freq="YEARLY", until=date(2030, 12, 31))
    found = lines(written(replace(CHOIR, recurrence=fair, all_day=True)))
    assert {"DTSTART;VALUE=DATE:20261024", "DTEND;VALUE=DATE:20261026", "RRULE:FREQ=YEARLY;UNTIL=20301231"} < set(found)
    assert "BEGIN:VTIMEZONE" not in found


def test_a_zone_is_described_once_and_before_it_is_used():
    york = replace(TUESDAYS, zone=ZoneInfo("America/New_York"))
    found = lines(written(CHOIR, CHOIR, replace(CHOIR, recurrence=york)))
    assert [line for line in found if line.startswith("TZID:")] == ["TZID:Europe/London", "TZID:America/New_York"]
    assert found.index("TZID:America/New_York") < found.index("DTSTART;TZID=America/New_York:20261006T190000")
    utc = lines(written(replace(CHOIR, recurrence=replace(TUESDAYS, zone=UTC))))
    assert "DTSTART:20261006T190000Z" in utc
    assert "BEGIN:VTIMEZONE" not in utc


@pytest.mark.parametrize(
    "name",
    ["Europe/London", "America/New_York", "Australia/Sydney", "Asia/Kathmandu", "Africa/Casablanca", "Asia/Tokyo"],
)
def test_what_is_described_of_a_zone_is_so(name):
    zone = ZoneInfo(name)
    described_zone = icalendar.Timezone.from_ical("\r\n".join((*described(zone), ""))).to_tz()
    for day in range(0, 8 * 365, 11):
        wall = datetime(2025, 1, 1, 12) + timedelta(days=day)
        assert described_zone.utcoffset(wall) == zone.utcoffset(wall), (name, wall)


@given(st.text(max_size=300))
def test_lines_are_folded_by_octets_and_no_letter_is_cut(text):
    data = written(replace(CHOIR, summary=text, description=text, location=text))
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert b"\n" not in data.replace(b"\r\n", b"")


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_words_come_back_as_they_were(text):
    event = icalendar.Calendar.from_ical(written(replace(CHOIR, description=f"x{text}"))).walk("VEVENT")[0]
    kept = "".join(letter for letter in text.replace("\r\n", "\n") if letter in "\t\n" or " " <= letter != "\x7f")
    assert str(event["DESCRIPTION"]) == f"x{kept}".replace("\t", "")


def test_ten_thousand_events_are_never_all_in_memory():
    made = []

    def events():
        for number in range(10_000):
            made.append(number)
            yield replace(CHOIR, uid=str(number))

    sizes = []
    for piece in write(OutCalendar("Many", events())):
        assert len(made) < 100 * (len(sizes) + 1)
        sizes.append(len(piece))
    assert 16_384 <= max(sizes) < 20_000
    assert len(made) == 10_000


DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PLACES = ("1", "2", "3", "-1", "-2")


@st.composite
def recurrences(draw):
    """Series that begin on a date of their rule, at any hour, over both changes of the clocks."""
    freq = draw(st.sampled_from(("", "DAILY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY")))
    byday, bymonthday, bymonth, bysetpos, wkst = (), (), (), (), "MO"
    if freq == "WEEKLY":
        byday = tuple(draw(st.lists(st.sampled_from(DAYS), unique=True, max_size=3)))
        wkst = draw(st.sampled_from(("MO", "SU")))
    if freq == "MONTHLY":
        if draw(st.integers(0, 3)) == 0:
            byday = tuple(draw(st.lists(st.sampled_from(DAYS), unique=True, min_size=2, max_size=5)))
            bysetpos = tuple(draw(st.sampled_from(((1,), (-1,), (2, -1)))))
        elif draw(st.booleans()):
            days = st.tuples(st.sampled_from(PLACES), st.sampled_from(DAYS)).map("".join)
            byday = tuple(draw(st.lists(days, unique=True, min_size=1, max_size=2)))
        else:
            bymonthday = tuple(draw(st.lists(st.sampled_from((1, 5, 15, 28, 31, -1, -3)), unique=True, max_size=2)))
    if freq and draw(st.integers(0, 3)) == 0:
        bymonth = tuple(sorted(draw(st.sets(st.integers(1, 12), min_size=1, max_size=6))))
    minutes = draw(st.sampled_from((60, 90, 115)) | st.integers(0, 287).map(lambda number: number * 5))
    start = datetime(2026, 1, 1) + timedelta(days=draw(st.integers(0, 500)), minutes=minutes)
    rule = Recurrence(
        start,
        draw(st.integers(0, 40)) * 15,
        freq=freq,
        interval=draw(st.integers(1, 4)) if freq else 1,
        byday=byday,
        bymonthday=bymonthday,
        bymonth=bymonth,
        bysetpos=bysetpos,
        wkst=wkst,
    )
    walls = [one.original for one in rule.happenings(SINCE, SINCE + timedelta(days=1200))]
    if len(walls) > 1 and freq:  # other readers disagree on a start that is no date of its rule
        rule = replace(rule, start=walls[1])
        rule = _ended(draw, rule, walls[1:])
    return replace(rule, dates=tuple(draw(st.lists(st.sampled_from(EXTRA), unique=True, max_size=2))))


def _ended(draw, rule, walls):
    how = draw(st.sampled_from(("never", "until", "count")))
    if how == "until":
        rule = replace(rule, until=draw(st.sampled_from(walls)).date() + timedelta(days=draw(st.integers(0, 3))))
    elif how == "count":
        rule = replace(rule, count=draw(st.integers(1, 30)))
    if draw(st.booleans()):
        rule = replace(rule, without=frozenset(draw(st.lists(st.sampled_from(walls[1:] or walls), max_size=3))))
    if draw(st.booleans()):
        first = draw(st.sampled_from(walls)).date()
        rule = replace(rule, skipped=((first, first + timedelta(days=draw(st.integers(0, 20)))),))
    return rule


SINCE, UNTIL = datetime(2025, 12, 1, tzinfo=UTC), datetime(2028, 2, 1, tzinfo=UTC)
EXTRA = (datetime(2027, 3, 3, 3, 33), datetime(2026, 8, 8, 8, 8), datetime(2027, 11, 11, 11, 11))


@settings(max_examples=500, deadline=None)
@given(recurrences())
def test_what_is_written_happens_at_the_same_times_for_all_who_read_it(rule):
    data = written(replace(CHOIR, recurrence=rule))
    ours = list(rule.happenings(SINCE, UNTIL, most=10_000))
    (again,) = read(data, zone=LONDON, now=NOW).events
    assert list(again.recurrence.happenings(SINCE, UNTIL, most=10_000)) == ours
    assert again.rule == ""
    theirs = happenings_of(data, SINCE, UNTIL)
    assert [start for start, _, _ in theirs] == sorted(one.starts for one in ours)
    moved = {one.starts for one in ours if one.moved_by_clock}  # theirs then end as if they were not
    ends = {(start, end) for start, end, _ in theirs if start not in moved}
    assert ends == {(one.starts, one.ends) for one in ours if one.starts not in moved}
