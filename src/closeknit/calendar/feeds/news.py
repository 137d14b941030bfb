"""What a reading would change, in plain words, for whoever says whether it is right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.algorithms.ics.difference import Changed, Difference, difference
from closeknit.algorithms.ics.feed import Calendar, FeedEvent
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import wording

MOST_SHOWN = 100
OF_FIELDS = {
    "summary": gettext_lazy("the title"),
    "description": gettext_lazy("the words about it"),
    "location": gettext_lazy("the place"),
    "url": gettext_lazy("the link"),
    "status": gettext_lazy("whether it is certain"),
    "is_private": gettext_lazy("whether others may see it"),
    "all_day": gettext_lazy("whether it lasts all day"),
    "start": gettext_lazy("the time"),
    "length": gettext_lazy("how long it lasts"),
    "rule": gettext_lazy("how it repeats"),
    "end": gettext_lazy("when it ends for good"),
    "dates": gettext_lazy("some of its dates"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One event: what it is called, when it is, and, where it is not as it was, how it was."""

    title: str
    when: str
    was: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """All that is added, or has moved, and so on. ``more`` are not in ``lines``."""

    heading: str
    lines: Sequence[Line]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class News:
    parts: Sequence[Part]
    private: int  # events that are nobody else's
    oddities: Sequence[str]
    dates: int  # to come within a year

    def __bool__(self) -> bool:
        return bool(self.parts)


def news_of(before: Calendar, after: Calendar, now: datetime) -> News:
    """O(events). Private events are counted and not named."""
    found = difference(before, after, now)
    return News(
        parts=[part for part in _parts(found) if part.count],
        private=sum(event.is_private for event in after.events),
        oddities=[one.said(_) for one in after.warnings],
        dates=_coming(after, now),
    )


def _parts(found: Difference) -> Iterator[Part]:
    yield _events(_("New"), found.added)
    yield _changes(_("At another time"), found.moved)
    yield _changes(_("Changed"), found.changed)
    yield _events(_("Cancelled"), found.cancelled)
    yield _events(_("No longer in the calendar"), found.vanished)


def _events(heading: str, events: Iterable[FeedEvent]) -> Part:
    shown = [event for event in events if not event.is_private]
    lines = [Line(_title(event), _when(event)) for event in islice(shown, MOST_SHOWN)]
    return Part(heading, lines, len(shown))


def _changes(heading: str, changes: Iterable[Changed]) -> Part:
    shown = [one for one in changes if not (one.before.is_private and one.after.is_private)]
    return Part(heading, [_change(one) for one in shown[:MOST_SHOWN]], len(shown))


def _change(one: Changed) -> Line:
    before, after = one.before, one.after
    if after.is_private:
        return Line(_title(before), _("private now, so it is not shown any more"))
    was = _when(before) if {"start", "rule", "length", "end"} & set(one.fields) else ""
    others = [str(OF_FIELDS[name]) for name in one.fields if name not in {"start", "rule", "length"}]
    also = _("Also changed: %(what)s") % {"what": ", ".join(others)} if others else ""
    now = _when(after)
    return Line(_title(after), now, was if was != now else "", also)


def _title(event: FeedEvent) -> str:
    return event.summary or _("Without a title")


def _when(event: FeedEvent) -> str:
    its: Any = event.recurrence
    if event.all_day and not its.freq:
        its = replace(its, minutes=0)
    return wording.rule_in_words(its)


def _coming(calendar: Calendar, now: datetime) -> int:
    """How many dates to come within a year, as far as they are shown."""
    until = now + timezone.timedelta(days=365)
    changed = {event.key for event in calendar.events if event.recurrence_id is not None}
    return sum(
        1
        for event in calendar.events
        if not (event.is_private or event.is_cancelled)
        for one in _happenings(event.recurrence, now, until)
        if event.recurrence_id is not None or (event.uid, one.original) not in changed
    )


def _happenings(rule: Recurrence, since: datetime, until: datetime) -> Iterable[Any]:
    return rule.happenings(since, until)
