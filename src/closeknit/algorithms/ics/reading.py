"""Reading a calendar of anybody's making.

One bad event never loses the good ones; only what is no calendar is refused.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo

from closeknit.algorithms.ics import plain
from closeknit.algorithms.ics.events import Given, Reader, Unreadable, later
from closeknit.algorithms.ics.feed import Calendar, FeedEvent, FeedWarning, Key, NotACalendar, Oddity, Why
from closeknit.algorithms.ics.lines import Parts, parts, properties, text_of
from closeknit.algorithms.ics.rules import Window
from closeknit.algorithms.ics.zones import UTC, Zones, described, known

MOST_BYTES = 5 * 1024 * 1024
MOST_EVENTS = 5_000
_MOST_WARNINGS = 200
_HEAD = frozenset(("NAME", "X-WR-CALNAME", "X-WR-TIMEZONE"))
_SIGN_IN = re.compile(
    rb"type\s?=\s?.?password|accounts\.google\.com|login\.microsoftonline"
    rb"|<title[^<>]{0,200}>[^<]{0,300}(?:sign|log)[ _-]?[io]n\b",
    re.IGNORECASE,
)
_LOOK = 200_000


def read(data: bytes, *, zone: tzinfo, now: datetime) -> Calendar:
    """All events of the file, changes of single dates last.

    ``zone`` is for times without one; ``now`` is where the 13 months begin for which dates stand for rules
    that cannot be kept. NotACalendar if it is none. O(size).
    """
    _refuse_what_is_none(data)
    file = parts(data)
    head = {line.name: line.value for line in properties(file.head, _HEAD)}
    zones = Zones(_home(head.get("X-WR-TIMEZONE", ""), zone), described(file.zones), now)
    warnings = _of_the_file(file)
    reader = Reader(zones, Window.around(now), warnings.append)
    events = _unlike(_all(_chosen(file, warnings), reader), warnings)
    warnings += [FeedWarning(Oddity.UNKNOWN_ZONE, detail=name[:80]) for name in zones.unknown]
    name = plain.line(text_of(head.get("X-WR-CALNAME") or head.get("NAME", "")))
    return Calendar(tuple(events), name, tuple(dict.fromkeys(warnings))[:_MOST_WARNINGS], file.is_whole)


def _refuse_what_is_none(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise NotACalendar(Why.TOO_BIG)
    text = data[:_LOOK].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n")
    if not text:
        raise NotACalendar(Why.EMPTY)
    if text.startswith(b"<"):
        raise NotACalendar(Why.SIGN_IN_PAGE if _SIGN_IN.search(text) else Why.HTML)
    if b"BEGIN:VCALENDAR" not in text.upper():
        raise NotACalendar(Why.HTML if b"<html" in text.lower() else Why.BROKEN)


def _home(name: str, zone: tzinfo) -> tzinfo:
    """The zone that the calendar names for all; UTC only means that nobody set one."""
    found = known(name)
    return zone if found is None or found == UTC else found


def _of_the_file(file: Parts) -> list[FeedWarning]:
    oddities = ((Oddity.LETTERS, file.has_strange_letters), (Oddity.CUT_SHORT, not file.is_whole))
    return [FeedWarning(kind) for kind, is_so in oddities if is_so]


def _chosen(file: Parts, warnings: list[FeedWarning]) -> list[Given]:
    """All events; of too many those that repeat, and then the latest."""
    events = file.events
    if len(events) > MOST_EVENTS:
        warnings.append(FeedWarning(Oddity.TOO_MANY, detail=f"{len(events) - MOST_EVENTS:,}"))
        events = sorted(events, key=_use)[-MOST_EVENTS:]
    return [Given(lines) for lines in events]


def _use(lines: list[str]) -> tuple[bool, str]:
    """What repeats is of most use, and of the rest what comes latest."""
    repeats = any(line.upper().startswith(("RRULE", "RECURRENCE-ID")) for line in lines)
    return repeats, max((line.rpartition(":")[2] for line in lines if line.upper().startswith("DTSTART")), default="")


def _all(given: list[Given], reader: Reader) -> Iterator[FeedEvent]:
    """First the series, for the changes of their dates go by their clock."""
    series: dict[str, FeedEvent] = {}
    for one in sorted(given, key=lambda one: one.is_override):
        try:
            event = reader.event(one, series.get(one.uid))
        except Unreadable as error:
            reader.warn(FeedWarning(Oddity.UNREADABLE, one.title, str(error)))
            continue
        if not one.is_override:
            series.setdefault(one.uid, event)
        yield event


def _unlike(events: Iterable[FeedEvent], warnings: list[FeedWarning]) -> list[FeedEvent]:
    """Each event under a key of its own. Of two that people could not tell apart the later version stays."""
    found: dict[Key, FeedEvent] = {}
    for read_event in events:
        event = read_event
        if not event.uid:
            event = replace(event, uid=f"closeknit-{event.fingerprint}")
            warnings.append(FeedWarning(Oddity.NO_UID, event.summary))
        other = found.get(event.key)
        if other:
            warnings.append(FeedWarning(Oddity.SAME_UID, event.summary))
            event = _beside(event, other, found)
        found[event.key] = event
    return list(found.values())


def _beside(event: FeedEvent, other: FeedEvent, found: Mapping[Key, FeedEvent]) -> FeedEvent:
    """What stands under a key that is taken: the later version, or the same with its start in the UID."""
    is_override, is_version = event.recurrence_id is not None, event.sequence != other.sequence
    if is_override or is_version or event.fingerprint == other.fingerprint:
        return max(event, other, key=later)
    apart = replace(event, uid=f"{event.uid}#{event.recurrence.start:%Y%m%dT%H%M}-{event.fingerprint[:8]}")
    return max(apart, found.get(apart.key, apart), key=later)
