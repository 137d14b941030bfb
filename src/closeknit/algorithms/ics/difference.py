"""What a newer reading of a feed changes. What is over by now may leave a feed and is not spoken of."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from closeknit.algorithms.ics.feed import Calendar, FeedEvent, NotACalendar
from closeknit.algorithms.ics.holding import YEAR, Held, Reason, held
from closeknit.algorithms.ics.pairing import paired, with_series

_TIMES = ("start", "length", "rule", "end", "dates")
_WORDS = ("summary", "description", "location", "url", "status", "is_private", "all_day")


@dataclass(frozen=True, slots=True)
class Changed:
    """One event before and after, and what is not as it was.

    ``fields`` are those of an event, and start, length, rule, end (of the rule) and dates (out of the rule).
    """

    before: FeedEvent
    after: FeedEvent
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed. ``moved`` begin at another time; ``renamed`` have nothing new but their UID.

    One date of a series that is changed for the first time, or is again as its series, is compared with
    what the series says of that date.
    """

    added: tuple[FeedEvent, ...] = ()
    changed: tuple[Changed, ...] = ()
    moved: tuple[Changed, ...] = ()
    cancelled: tuple[FeedEvent, ...] = ()
    vanished: tuple[FeedEvent, ...] = ()
    renamed: tuple[Changed, ...] = ()
    held: Held | None = None

    def __bool__(self) -> bool:
        return any((self.added, self.changed, self.moved, self.cancelled, self.vanished, self.renamed, self.held))


def difference(before: Calendar, after: Calendar | NotACalendar, now: datetime) -> Difference:
    """What changed, also if it is ``held``: then it is what would change."""
    if isinstance(after, NotACalendar):
        return Difference(held=Held(Reason.NOT_A_CALENDAR, why=after.why))
    pairs = paired(before.events, after.events)
    news = _News()
    for one, other in with_series(pairs):
        news.take(one, other, now)
    return Difference(
        added=tuple(news.added),
        changed=tuple(news.changed["changed"]),
        moved=tuple(news.changed["moved"]),
        cancelled=tuple(news.cancelled),
        vanished=tuple(news.vanished),
        renamed=tuple(news.changed["renamed"]),
        held=held(before, after, pairs, now),
    )


class _News:
    """What was found so far."""

    def __init__(self) -> None:
        self.added: list[FeedEvent] = []
        self.cancelled: list[FeedEvent] = []
        self.vanished: list[FeedEvent] = []
        self.changed: dict[str, list[Changed]] = {"changed": [], "moved": [], "renamed": []}

    def take(self, before: FeedEvent | None, after: FeedEvent | None, now: datetime) -> None:
        if before and after:
            self._compare(before, after)
        elif after:
            self.added.append(after)
        elif before and not before.is_cancelled and _is_to_come(before, now):
            self.vanished.append(before)

    def _compare(self, before: FeedEvent, after: FeedEvent) -> None:
        fields = _fields(before, after)
        if after.is_cancelled and not before.is_cancelled:
            self.cancelled.append(after)
        elif fields or before.uid != after.uid:
            self.changed[_kind(fields)].append(Changed(before, after, fields))


def _kind(fields: tuple[str, ...]) -> str:
    if not fields:
        return "renamed"
    return "moved" if {"start", "rule"} & set(fields) else "changed"


def _is_to_come(event: FeedEvent, now: datetime) -> bool:
    since = now - timedelta(minutes=event.recurrence.minutes)
    return any(event.recurrence.happenings(since, now + 2 * YEAR, most=1))


def _fields(before: FeedEvent, after: FeedEvent) -> tuple[str, ...]:
    times = zip(_TIMES, _times(before), _times(after), strict=True)
    changed = [name for name, old, new in times if old != new]
    if before.rule and before.rule == after.rule:  # its dates go along with the reading
        changed = [name for name in changed if name != "dates"]
    return (*changed, *(name for name in _WORDS if getattr(before, name) != getattr(after, name)))


def _times(event: FeedEvent) -> tuple[object, ...]:
    """Start, length, rule, end of it, and single dates, as in ``_TIMES``."""
    its = event.recurrence
    rule = (its.freq, its.interval, its.byday, its.bymonthday, its.bymonth, its.bysetpos, its.wkst, event.rule)
    return ((its.start, its.zone), its.minutes, rule, (its.until, its.count), (its.dates, its.without))
