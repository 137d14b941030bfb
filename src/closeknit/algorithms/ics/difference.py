"""What a newer reading of a feed changes, and whether it can be believed.

Events are known by UID and date of the series; where a feed makes its UIDs anew at each reading (Office
365 does), by title, start and place. What is over by now may leave a feed and is not spoken of.
O(events + coming happenings of a year).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from closeknit.algorithms.ics.feed import Calendar, FeedEvent, Key, NotACalendar, Why
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.algorithms.sentences import Say, Sentence, gettext_noop
from closeknit.algorithms.text import fold

YEAR = timedelta(days=365)
HELD_SHARE = 0.3
# Fewer lost dates than these hold nothing: of a small calendar every ordinary change would be a third, and
# who is asked each time soon says yes unread. Whoever looks at the group's page sees three dates go.
HELD_FROM = 3
_TIMES = ("start", "length", "rule", "end", "dates")
_WORDS = ("summary", "description", "location", "url", "status", "is_private", "all_day")

Pair = tuple[FeedEvent | None, FeedEvent | None]


class Reason(StrEnum):
    """Why the newer reading waits for its owner, and the older one stays."""

    EMPTY = "empty"
    NOT_A_CALENDAR = "not_a_calendar"
    CUT_SHORT = "cut_short"
    TOO_MANY_GONE = "too_many_gone"


_REASONS = {
    Reason.EMPTY: gettext_noop("The calendar is empty. We keep the events we had."),
    Reason.CUT_SHORT: gettext_noop("The file ends in the middle, and events are missing. We keep the events we had."),
    Reason.TOO_MANY_GONE: gettext_noop(
        "%(gone)s of the %(coming)s dates of the next 12 months are gone. We keep them until you say that is right."
    ),
}


@dataclass(frozen=True, slots=True)
class Held:
    """``gone`` of the ``coming`` dates of the next twelve months are missing; ``why`` where it is no calendar."""

    reason: Reason
    gone: int = 0
    coming: int = 0
    why: Why | None = None

    def said(self, say: Say = str) -> str:
        if self.why:
            return NotACalendar(self.why).said(say)
        return Sentence(_REASONS[self.reason], {"gone": self.gone, "coming": self.coming}).said(say)


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
    for one, other in _with_series(pairs):
        news.take(one, other, now)
    return Difference(
        added=tuple(news.added),
        changed=tuple(news.changed["changed"]),
        moved=tuple(news.changed["moved"]),
        cancelled=tuple(news.cancelled),
        vanished=tuple(news.vanished),
        renamed=tuple(news.changed["renamed"]),
        held=_held(before, after, pairs, now),
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


def paired(before: Iterable[FeedEvent], after: Iterable[FeedEvent]) -> list[Pair]:
    """Each event with itself in the other reading, or alone."""
    old, new = {event.key: event for event in before}, {event.key: event for event in after}
    pairs = [(old.pop(key), new.pop(key)) for key in list(old) if key in new]
    by_print = _matched(old.values(), new.values(), lambda event: (event.fingerprint, event.recurrence_id))
    pairs += by_print
    if by_print:  # it is a feed that changes its UIDs
        old, new = _less(old, [one for one, _ in by_print]), _less(new, [one for _, one in by_print])
        pairs += _matched(old.values(), new.values(), _named, is_sure=False)
    known = {id(event) for pair in pairs for event in pair}
    alone = [(event, None) for event in old.values() if id(event) not in known]
    return [*pairs, *alone, *((None, event) for event in new.values() if id(event) not in known)]


def _matched(
    old: Iterable[FeedEvent], new: Iterable[FeedEvent], mark: Callable[[FeedEvent], object], *, is_sure: bool = True
) -> list[tuple[FeedEvent, FeedEvent]]:
    """Those with the same mark, in their order; unless sure, only where no other has it."""
    marked: dict[object, tuple[list[FeedEvent], list[FeedEvent]]] = {}
    for side, events in enumerate((old, new)):
        for event in events:
            marked.setdefault(mark(event), ([], []))[side].append(event)
    return [
        pair
        for ours, theirs in marked.values()
        if is_sure or len(ours) == len(theirs) == 1
        for pair in zip(ours, theirs, strict=False)
    ]


def _named(event: FeedEvent) -> object:
    return (fold(event.summary), fold(event.location), event.recurrence_id)


def _less(events: Mapping[Key, FeedEvent], taken: Iterable[FeedEvent]) -> dict[Key, FeedEvent]:
    gone = {event.key for event in taken}
    return {key: event for key, event in events.items() if key not in gone}


def _with_series(pairs: list[Pair]) -> Iterator[Pair]:
    """The pairs, with a date that only one reading changes beside what the other says of it by its rule."""
    series = [(old, new) for old, new in pairs if old and new and old.recurrence_id is None]
    old_by_new = {new.uid: old for old, new in series}
    new_by_old = {old.uid: new for old, new in series}
    for old, new in pairs:
        if new and not old:
            yield _by_rule(old_by_new.get(new.uid), new.recurrence_id), new
        elif old and not new:
            yield old, _by_rule(new_by_old.get(old.uid), old.recurrence_id)
        else:
            yield old, new


def _by_rule(series: FeedEvent | None, original: datetime | None) -> FeedEvent | None:
    if series is None or original is None or not series.recurrence.holds(original):
        return None
    once = Recurrence(original, series.recurrence.minutes, series.recurrence.zone)
    return replace(series, recurrence=once, recurrence_id=original, rule="")


def _held(before: Calendar, after: Calendar, pairs: list[Pair], now: datetime) -> Held | None:
    if not after.events:
        return Held(Reason.EMPTY)
    renamed = {old.uid: new.uid for old, new in pairs if old and new}
    counted = _Coming(now)
    had = counted.of([event for event in before.events if not event.is_cancelled], before.events)
    has = counted.of(after.events, after.events)  # what is said to be cancelled is not lost
    coming = sum(had.values())
    gone = sum(max(0, dates - has[renamed.get(uid, uid)]) for uid, dates in had.items())
    if gone and not after.is_whole:
        return Held(Reason.CUT_SHORT, gone, coming)
    if gone >= HELD_FROM and gone >= HELD_SHARE * coming:
        return Held(Reason.TOO_MANY_GONE, gone, coming)
    return None


class _Coming:
    """Counts dates of the next twelve months."""

    def __init__(self, now: datetime) -> None:
        self._since, self._until = now, now + YEAR
        self._known: dict[Recurrence, frozenset[datetime]] = {}

    def of(self, events: Iterable[FeedEvent], everything: Iterable[FeedEvent]) -> Counter[str]:
        """How many each UID has. A date of a series that has an event of its own is counted there."""
        changed: dict[str, set[datetime]] = {}
        for event in everything:
            if event.recurrence_id is not None:
                changed.setdefault(event.uid, set()).add(event.recurrence_id)
        found: Counter[str] = Counter()
        for event in events:
            walls = self._walls(event.recurrence)
            found[event.uid] += len(walls if event.recurrence_id else walls - changed.get(event.uid, set()))
        return found

    def _walls(self, recurrence: Recurrence) -> frozenset[datetime]:
        if recurrence not in self._known:
            happenings = recurrence.happenings(self._since, self._until)
            self._known[recurrence] = frozenset(happening.original for happening in happenings)
        return self._known[recurrence]
