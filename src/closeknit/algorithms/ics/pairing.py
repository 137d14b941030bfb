"""Which event of one reading of a feed is which of another.

Known by UID and date of the series; where a feed makes its UIDs anew at each reading (Office 365 does), by
title, start and place. O(events).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from closeknit.algorithms.ics.feed import FeedEvent, Key
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.algorithms.text import fold

Pair = tuple[FeedEvent | None, FeedEvent | None]


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


def with_series(pairs: list[Pair]) -> Iterator[Pair]:
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
