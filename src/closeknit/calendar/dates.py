"""The dates of a series: what its rule gives, with each that was moved, cancelled or named otherwise."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from closeknit.algorithms.schedule.clock_changes import span
from closeknit.calendar import keeping, originals
from closeknit.calendar.models import Change, SchoolHoliday, Series

Holidays = tuple[tuple[date, date], ...]
YEARS = range(1900, 2200)  # at the ends of all time there is no day after, and no zone


class NoSuchDate(ValueError):
    """The series has no date of this name."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One date. ``original`` is its name; ``change`` what is different about it, if anything."""

    series: Series
    original: str
    starts: datetime
    ends: datetime
    is_cancelled: bool = False
    is_moved: bool = False
    change: Change | None = None

    @property
    def title(self) -> str:
        return (self.change and self.change.title) or self.series.title

    @property
    def is_elsewhere(self) -> bool:
        return self.change is not None and bool(self.change.venue_id or self.change.place_words)

    @property
    def venue(self) -> Any:
        return self.change.venue if self.change and self.is_elsewhere else self.series.venue

    @property
    def place_words(self) -> str:
        return self.change.place_words if self.change and self.is_elsewhere else self.series.place_words

    @property
    def note(self) -> str:
        return (self.change and self.change.note) or (self.series.note if self.series.is_cancelled else "")


def holidays() -> Holidays:
    """All school holidays of the hub. One query."""
    return tuple(SchoolHoliday.objects.values_list("first", "last"))


def holidays_for(series: Series) -> Holidays:
    """Those in which it rests: no query for one that rests in none."""
    return holidays() if series.skips_school_holidays else ()


def dates_of(
    series: Series, changes: Iterable[Change], window: tuple[datetime, datetime], resting: Holidays
) -> Iterator[Happening]:
    """Its dates that begin in the window, from the first moment to just before the last; in no order."""
    since, until = window
    changed = {change.original: change for change in changes}
    rule = series.recurrence(resting)
    for found in rule.happenings(since, until):
        name = originals.named(found.original)
        if name not in changed:
            yield Happening(series, name, found.starts, found.ends, series.is_cancelled)
    for change in changed.values():
        one = _changed(series, change, rule)
        if since <= one.starts < until:
            yield one


def date_named(series: Series, original: str, change: Change | None, resting: Holidays) -> Happening:
    """The date of this name. ``NoSuchDate`` if the rule gives none and nobody changed one."""
    try:
        wall = originals.read(original)
    except ValueError as odd:
        raise NoSuchDate(original) from odd
    rule = series.recurrence(resting)
    if change is not None:
        return _changed(series, change, rule)
    if wall.year not in YEARS or not rule.holds(wall):
        raise NoSuchDate(original)
    starts, ends, _moved = span(wall, timedelta(minutes=rule.minutes), rule.zone)
    return Happening(series, original, starts, ends, series.is_cancelled)


def span_of(series: Series, original: str) -> Happening:
    """The date of this name. Costs a query, two where it rests in holidays."""
    change = Change.objects.filter(series=series, original=original).select_related("venue__point").first()
    return date_named(series, original, change, holidays_for(series))


def first_date_of(number: int) -> tuple[str, datetime]:
    """Name and beginning of the first date, for what is on once: also when it was moved, and when it is over. One
    query. ``NoSuchDate`` if there is no series of this number."""
    rows = list(Series.objects.filter(pk=number).values_list("rule", "changes__original", "changes__starts"))
    if not rows:
        raise NoSuchDate(str(number))
    rule = keeping.unpacked(rows[0][0], ())
    name = originals.named(rule.start)
    moved = {original: starts for _rule, original, starts in rows}
    return name, moved.get(name) or rule.start.replace(tzinfo=rule.zone)


def changes_by_series(rows: Iterable[Series]) -> Mapping[int, list[Change]]:
    """All changes of these. One query."""
    found: dict[int, list[Change]] = {}
    for change in Change.objects.filter(series__in=list(rows)).select_related("venue__point"):
        found.setdefault(change.series_id, []).append(change)
    return found


def _changed(series: Series, change: Change, rule: Any) -> Happening:
    """What is empty is as the rule has it. A minute more or less is no move: only another start is."""
    lasting = timedelta(minutes=rule.minutes if change.minutes is None else change.minutes)
    planned, ends, _by_clock = span(originals.read(change.original), lasting, rule.zone)
    starts = planned
    if change.starts is not None:
        starts = change.starts.astimezone(rule.zone)
        ends = span(starts.replace(tzinfo=None, fold=0), lasting, rule.zone)[1]
    is_cancelled = change.is_cancelled or series.is_cancelled
    return Happening(series, change.original, starts, max(starts, ends), is_cancelled, starts != planned, change)
