"""Our calendars as files that every program takes (RFC 5545, RFC 7986), written piece by piece.

The same calendar gives the same bytes: nothing in it is of the moment in which it was written. Holidays
that a series skips become EXDATE. O(events) in time, one event in memory.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import islice

from closeknit.algorithms.ics.vtimezone import described, name_of
from closeknit.algorithms.schedule.expansion import rule_days
from closeknit.algorithms.schedule.recurrence import Recurrence, ruled

REFRESH = timedelta(hours=6)
_PRODUCT = "-//Closeknit//Calendar 1//EN"
_PIECE = 16_384
_FOLD = 75  # octets of a line, without its end
_ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        ";": "\\;",
        ",": "\\,",
        "\n": "\\n",
        **dict.fromkeys((*range(10), *range(11, 32), 127)),
    }
)
_NOT_IN_LINKS = re.compile(r"[\s\x00-\x1f\x7f]+")
_LISTED = 40  # dates in one line of EXDATE or RDATE


@dataclass(frozen=True, slots=True)
class OutEvent:
    """A series, a single event, or with ``recurrence_id`` one date of a series as it really is.

    ``stamped`` is when it was last changed, aware. ``where`` is latitude and longitude, only where a place
    may be known that well.
    """

    uid: str
    recurrence: Recurrence
    stamped: datetime
    summary: str = ""
    recurrence_id: datetime | None = None
    description: str = ""
    location: str = ""
    where: tuple[float, float] | None = None
    url: str = ""
    categories: tuple[str, ...] = ()
    status: str = "CONFIRMED"
    sequence: int = 0
    all_day: bool = False


@dataclass(frozen=True, slots=True)
class OutCalendar:
    """``refresh`` is how often programs are asked to look again; ``events`` may come one by one."""

    name: str
    events: Iterable[OutEvent]
    description: str = ""
    url: str = ""
    refresh: timedelta = REFRESH


def write(calendar: OutCalendar) -> Iterator[bytes]:
    """The file in pieces of whole lines, each of 16 kB or a little more."""
    piece = bytearray()
    for lines in _parts(calendar):
        piece += _bytes(lines)
        if len(piece) >= _PIECE:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece)


def _parts(calendar: OutCalendar) -> Iterator[Iterable[str]]:
    """The lines of its head, its events, its end. A zone is described before the first event that goes by it."""
    yield _head(calendar)
    zones: set[tzinfo] = set()
    for event in calendar.events:
        zone = event.recurrence.zone
        if zone not in zones and not event.all_day:
            zones.add(zone)
            yield described(zone)
        yield _event(event)
    yield ("END:VCALENDAR",)


def _head(calendar: OutCalendar) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    name, every = _text(calendar.name), f"PT{calendar.refresh // timedelta(minutes=1)}M"
    yield from (f"NAME:{name}", f"X-WR-CALNAME:{name}")
    if calendar.description:
        told = _text(calendar.description)
        yield from (f"DESCRIPTION:{told}", f"X-WR-CALDESC:{told}")
    if calendar.url:
        yield f"URL:{_link(calendar.url)}"
    yield from (f"REFRESH-INTERVAL;VALUE=DURATION:{every}", f"X-PUBLISHED-TTL:{every}")


def _event(event: OutEvent) -> Iterator[str]:
    stamp = _utc(event.stamped)
    yield from ("BEGIN:VEVENT", f"UID:{_text(event.uid)}", f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}")
    yield from _times(event)
    yield from (f"SUMMARY:{_text(event.summary)}", f"STATUS:{event.status}", f"SEQUENCE:{event.sequence}")
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.location:
        yield f"LOCATION:{_text(event.location)}"
    if event.where:
        yield "GEO:{:.6f};{:.6f}".format(*event.where)
    if event.url:
        yield f"URL:{_link(event.url)}"
    if event.categories:
        yield f"CATEGORIES:{','.join(map(_text, event.categories))}"
    yield "END:VEVENT"


def _times(event: OutEvent) -> Iterator[str]:
    its = event.recurrence
    clock = _Clock(its.zone, all_day=event.all_day)
    yield clock.written("DTSTART", its.start)
    if its.minutes:
        yield clock.written("DTEND", its.start + timedelta(minutes=its.minutes))
    if event.recurrence_id:
        yield clock.written("RECURRENCE-ID", event.recurrence_id)
        return
    if its.freq:
        yield f"RRULE:{_rule(its, clock)}"
    yield from clock.listed("RDATE", its.dates)
    yield from clock.listed("EXDATE", [*its.without, *_holidays(its)])


class _Clock:
    """How times of one event are written: by the clock of its zone, in UTC, or as days."""

    def __init__(self, zone: tzinfo, *, all_day: bool) -> None:
        name = name_of(zone)
        self._zone, self._is_utc = zone, name == "UTC"
        self._form = "%Y%m%d" if all_day else "%Y%m%dT%H%M%SZ" if self._is_utc else "%Y%m%dT%H%M%S"
        self._param = ";VALUE=DATE" if all_day else "" if self._is_utc else f";TZID={name}"
        self._all_day = all_day

    def written(self, name: str, wall: datetime) -> str:
        return f"{name}{self._param}:{wall.strftime(self._form)}"

    def listed(self, name: str, walls: Iterable[datetime]) -> Iterator[str]:
        """Each once and in order, some on each line."""
        ordered = sorted(set(walls))
        for place in range(0, len(ordered), _LISTED):
            dates = ",".join(wall.strftime(self._form) for wall in ordered[place : place + _LISTED])
            yield f"{name}{self._param}:{dates}"

    def until(self, day: date) -> str:
        """The end of that day, which RFC 5545 wants in UTC where a zone is named."""
        if self._all_day:
            return f"{day:%Y%m%d}"
        return _utc(datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=self._zone))


def _rule(its: Recurrence, clock: _Clock) -> str:
    parts = [f"FREQ={its.freq}"]
    if its.count and not _ends_by_date(its):
        parts.append(f"COUNT={its.count}")
    elif its.until:
        parts.append(f"UNTIL={clock.until(its.until)}")
    if its.interval > 1:
        parts.append(f"INTERVAL={its.interval}")
    for name, values in (
        ("BYMONTH", its.bymonth),
        ("BYMONTHDAY", its.bymonthday),
        ("BYDAY", its.byday),
        ("BYSETPOS", its.bysetpos),
    ):
        if values:
            parts.append(f"{name}={','.join(map(str, values))}")
    if its.wkst != "MO":
        parts.append(f"WKST={its.wkst}")
    return ";".join(parts)


def _ends_by_date(its: Recurrence) -> bool:
    """Of an end by number and one by date, whether the date comes first; RFC 5545 allows only one of them."""
    if not (its.until and its.count):
        return False
    days = rule_days(replace(its, count=None), its.start.toordinal(), its.until.toordinal())
    return sum(1 for _ in islice(days, its.count)) < its.count


def _holidays(its: Recurrence) -> Iterator[datetime]:
    """The dates of the rule that fall into holidays, unless they were named besides."""
    if not its.freq:
        return
    for first, last in its.skipped:
        for wall in ruled(its, first.toordinal(), last.toordinal()):
            if wall not in its.dates:
                yield wall


def _text(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_ESCAPES)


def _link(url: str) -> str:
    return _NOT_IN_LINKS.sub("%20", url.strip())


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _bytes(lines: Iterable[str]) -> bytes:
    return b"".join(_folded(line.encode("utf-8", "replace")) for line in lines)


def _folded(line: bytes) -> bytes:
    """The line with its end, no piece of it longer than 75 octets and none ending within a letter."""
    if len(line) <= _FOLD:
        return line + b"\r\n"
    pieces, start, room = [], 0, _FOLD
    while len(line) - start > room:
        end = start + room
        while line[end] & 0xC0 == 0x80:  # noqa: PLR2004 - a later octet of one letter in UTF-8
            end -= 1
        pieces.append(line[start:end])
        start, room = end, _FOLD - 1
    return b"\r\n ".join((*pieces, line[start:])) + b"\r\n"
