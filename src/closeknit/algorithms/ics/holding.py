"""Whether a newer reading of a feed can be believed, or waits for its owner while the older one stays."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from closeknit.algorithms.ics.feed import Calendar, FeedEvent, NotACalendar, Why
from closeknit.algorithms.ics.pairing import Pair
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.algorithms.sentences import Say, Sentence, gettext_noop

YEAR = timedelta(days=365)
HELD_SHARE = 0.3
# Fewer lost dates than these hold nothing: of a small calendar every ordinary change would be a third, and
# who is asked each time soon says yes unread. Whoever looks at the group's page sees three dates go.
HELD_FROM = 3


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


def held(before: Calendar, after: Calendar, pairs: list[Pair], now: datetime) -> Held | None:
    """Why the newer reading waits, if it does. O(coming happenings of a year)."""
    if not after.events:
        return Held(Reason.EMPTY)
    renamed = {old.uid: new.uid for old, new in pairs if old and new}
    counted = _Coming(now)
    had = counted.of([event for event in before.events if not event.is_cancelled], before.events)
    has = counted.of(after.events, after.events)  # what is said to be cancelled is not lost
    coming = sum(had.values())
    gone = sum(max(0, dates - has[renamed.get(uid, uid)]) for uid, dates in had.items())
    if not after.is_whole and any(new is None for _, new in pairs):
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
