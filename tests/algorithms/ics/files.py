"""Calendar files in the words of the tests, and what is read from them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from closeknit.algorithms.ics.feed import Calendar
from closeknit.algorithms.ics.reading import read

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)


def event(
    *lines: str, uid: str | None = "choir", title: str | None = "Choir", start: str | None = "20261006T190000"
) -> str:
    own = [f"UID:{uid}"] if uid else []
    own += [f"SUMMARY:{title}"] if title else []
    own += [f"DTSTART;TZID=Europe/London:{start}"] if start else []
    return "\r\n".join(("BEGIN:VEVENT", *own, *lines, "END:VEVENT"))


def file(*parts: str) -> bytes:
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR", "")).encode()


def calendar(*parts: str) -> Calendar:
    return read(file(*parts), zone=LONDON, now=NOW)


def only(*parts: str):
    (found,) = calendar(*parts).events
    return found


def starts(found, since=datetime(2026, 1, 1, tzinfo=UTC), until=datetime(2028, 1, 1, tzinfo=UTC), most=6):
    """The first starts of an event by the clock of its zone, shortly written."""
    walls = [f"{one.starts:%d %b %Y %H:%M}" for one in found.recurrence.happenings(since, until)]
    return walls[:most]
