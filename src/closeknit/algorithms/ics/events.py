"""One VEVENT as an event of ours: when, what, where, in plain words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo
from hashlib import sha256

from closeknit.algorithms.ics import plain
from closeknit.algorithms.ics.feed import FeedEvent, FeedWarning, Oddity
from closeknit.algorithms.ics.lines import Line, properties, text_of
from closeknit.algorithms.ics.moments import Moment, minutes, minutes_between, moment, moments
from closeknit.algorithms.ics.rules import BadRule, Window, dated, longest, parsed, repeated
from closeknit.algorithms.ics.zones import UTC, Zones
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.algorithms.sentences import gettext_noop
from closeknit.algorithms.text import clean_line

_WORDS = ("SUMMARY", "DESCRIPTION", "LOCATION", "URL", "UID", "STATUS", "CLASS", "SEQUENCE")
_TIMES = ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "LAST-MODIFIED", "DTSTAMP")
_WANTED = frozenset((*_WORDS, *_TIMES, "RRULE", "EXRULE", "RDATE", "EXDATE"))
_DAY = 24 * 60
_LONGEST = 366 * _DAY
_LONGEST_UID = 200
_MOST_DATES = 1_000

Warn = Callable[[FeedWarning], None]
Dates = tuple[datetime, ...]


class Unreadable(ValueError):
    """The event says too little of when it is; the error says what."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What all events of a feed are read with."""

    zones: Zones
    window: Window
    warn: Warn

    def event(self, given: "Given", series: FeedEvent | None = None) -> FeedEvent:
        """The event; with ``series`` it may be one date of that. Unreadable if it has no time."""
        start = self._moment(given, "DTSTART") or self._moment(given, "RECURRENCE-ID")  # a cancelled date may lack one
        if start is None:
            raise Unreadable(gettext_noop("it has no start"))
        once = self._once(given, start)
        recurrence, rule = (once, "") if given.is_override else self._repeated(given, once)
        event = FeedEvent(
            uid=_uid(given.text("UID")),
            recurrence=recurrence,
            recurrence_id=self._original(given, series.recurrence if series else once),
            all_day=start.is_date,
            summary=plain.line(given.text("SUMMARY")),
            description=plain.paragraphs(given.text("DESCRIPTION")),
            location=plain.line(given.text("LOCATION")),
            url=plain.address(given.text("URL")),
            status=_status(given.text("STATUS")),
            sequence=_sequence(given.text("SEQUENCE")),
            modified=self._modified(given),
            is_private=given.text("CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"},
            rule=rule,
        )
        return replace(event, summary="", description="", location="", url="") if event.is_private else event

    def _moment(self, given: "Given", name: str) -> Moment | None:
        line = given.line(name)
        if line is None:
            return None
        try:
            return moment(line.value, line.params.get("TZID", ""), self.zones)
        except ValueError as error:
            raise Unreadable(str(error)) from error

    def _once(self, given: "Given", start: Moment) -> Recurrence:
        """The event as if it did not repeat. What is told by UTC alone is told by the clock of home."""
        zone = start.zone or self.zones.home
        if zone == UTC and not given.repeats:
            zone = self.zones.home
        wall = start.wall_in(zone)
        return Recurrence(wall, min(self._minutes(given, start, wall, zone), _LONGEST), zone)

    def _minutes(self, given: "Given", start: Moment, wall: datetime, zone: tzinfo) -> int:
        """How long by the clock on the wall. All day is a day, and the end of it is the day after."""
        least = _DAY if start.is_date else 0
        try:
            if end := self._moment(given, "DTEND"):
                return max(least, minutes_between(wall, end.wall_in(zone)))
            if length := given.text("DURATION"):
                return max(least, minutes(length))
        except ValueError:
            self._tell(Oddity.NO_END, given)
        return least

    def _repeated(self, given: "Given", once: Recurrence) -> tuple[Recurrence, str]:
        """The series, and its rules as written where dates stand for them."""
        without = set(self._walls(given, "EXDATE", once))
        dates = set(self._walls(given, "RDATE", once)) - {once.start}
        series = once
        odd: list[str] = []
        for line in given.all("RRULE"):
            found = self._by_rule(given, line.value, once, is_first=series is once and not odd)
            if isinstance(found, Recurrence):
                series = found
            else:
                odd.append(line.value)
                dates.update(found)
        for line in given.all("EXRULE"):
            odd.append(f"EXRULE:{line.value}")
            without.update(self._dates(given, line.value, once))
        kept = tuple(sorted(dates - {once.start})[-_MOST_DATES:])
        return replace(series, dates=kept, without=frozenset(without)), longest(odd)

    def _by_rule(self, given: "Given", text: str, once: Recurrence, *, is_first: bool) -> Recurrence | Dates:
        try:
            rule = repeated(once, parsed(text), self.window, self.zones) if is_first else None
        except BadRule as error:
            self._tell(Oddity.ONE_DATE_ONLY, given, detail=str(error))
            return ()
        return rule or self._dates(given, text, once)

    def _dates(self, given: "Given", text: str, once: Recurrence) -> Dates:
        try:
            found = dated(once, parsed(text), self.window, self.zones)
        except BadRule as error:
            self._tell(Oddity.ONE_DATE_ONLY, given, detail=str(error))
            return ()
        self._tell(Oddity.DATES_INSTEAD, given)
        return found

    def _walls(self, given: "Given", name: str, once: Recurrence) -> Iterable[datetime]:
        """Dates taken in or out, by the clock of the series; a date alone means the one of that day."""
        for line in given.all(name):
            for found in moments(line, self.zones):
                wall = found.wall_in(once.zone)
                yield datetime.combine(wall, once.start.time()) if found.is_date else wall

    def _original(self, given: "Given", series: Recurrence) -> datetime | None:
        """By the clock of the series. A date alone means the start of that day, as does any hour of what has none."""
        found = self._moment(given, "RECURRENCE-ID")
        if found is None:
            return None
        line = given.line("RECURRENCE-ID")
        if line and line.params.get("RANGE", "").upper() == "THISANDFUTURE":
            self._tell(Oddity.AND_LATER, given)
        wall = found.wall_in(series.zone)
        is_of_days = series.start.time() == time() and series.minutes >= _DAY
        return datetime.combine(wall, series.start.time()) if found.is_date or is_of_days else wall

    def _modified(self, given: "Given") -> datetime | None:
        for name in ("LAST-MODIFIED", "DTSTAMP"):
            try:
                found = self._moment(given, name)
            except Unreadable:
                continue
            if found:
                return found.wall.replace(tzinfo=found.zone or UTC)
        return None

    def _tell(self, kind: Oddity, given: "Given", detail: str = "") -> None:
        self.warn(FeedWarning(kind, given.title, detail))


class Given:
    """The properties of an event as the file gives them. A second one of what there is once counts for nothing."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines: dict[str, list[Line]] = {}
        for line in properties(lines, _WANTED):
            self._lines.setdefault(line.name, []).append(line)

    def all(self, name: str) -> list[Line]:
        return self._lines.get(name, [])

    def line(self, name: str) -> Line | None:
        return next(iter(self.all(name)), None)

    def text(self, name: str) -> str:
        line = self.line(name)
        return text_of(line.value) if line else ""

    @property
    def is_override(self) -> bool:
        return bool(self.all("RECURRENCE-ID"))

    @property
    def repeats(self) -> bool:
        return bool(self.all("RRULE"))

    @property
    def uid(self) -> str:
        return _uid(self.text("UID"))

    @property
    def title(self) -> str:
        """What a warning calls it; a private one is not named."""
        if self.text("CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"}:
            return ""
        return plain.line(self.text("SUMMARY"))[:80] or self.uid[:80]


def _uid(text: str) -> str:
    uid = clean_line(text)
    if len(uid) <= _LONGEST_UID:
        return uid
    return f"{uid[:100]}#{sha256(uid.encode()).hexdigest()[:24]}"


def _status(text: str) -> str:
    status = text.strip().upper()
    return status if status in {"TENTATIVE", "CANCELLED"} else "CONFIRMED"


def _sequence(text: str) -> int:
    return min(int(text), 2**31 - 1) if text.isascii() and text.isdecimal() and len(text) < 12 else 0  # noqa: PLR2004


def later(event: FeedEvent) -> tuple[int, datetime]:
    """Of two versions of one event, the later is greater."""
    return (event.sequence, event.modified or datetime.min.replace(tzinfo=UTC) + timedelta(days=1))
