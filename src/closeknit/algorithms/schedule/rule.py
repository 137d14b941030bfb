"""A regular time as data: Open Referral's ``schedule`` with iCalendar's BYDAY (RFC 5545, 3.3.10)."""

import re
from dataclasses import dataclass
from datetime import date, time

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PART = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class Schedule:
    """When something happens, by the clock on the wall. ValueError if it cannot be.

    ``byday`` is ``TU,TH`` for a weekly one, ``1SU,-1FR`` (or ``TU``: every Tuesday) for a monthly
    one, or empty if the days are not known. Closing before opening means the next day.
    """

    freq: str  # WEEKLY or MONTHLY
    byday: str = ""
    interval: int = 1  # every so many weeks or months, from that of ``valid_from``
    opens_at: time | None = None
    closes_at: time | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    description: str = ""

    def __post_init__(self) -> None:
        if self.freq not in ("WEEKLY", "MONTHLY") or self.interval < 1:
            raise ValueError(f"it happens WEEKLY or MONTHLY, every 1 or more, not {self.freq!r} {self.interval}")
        if self.freq == "WEEKLY" and any(nth for nth, _ in parts(self.byday)):
            raise ValueError(f"a week has no first or last of a day: {self.byday!r}")
        if self.freq == "MONTHLY":
            parts(self.byday)
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("it ends before it begins")


def parts(byday: str) -> tuple[tuple[int, int], ...]:
    """``byday`` as different pairs of an ordinal and a weekday, in its order.

    The ordinal is 0 for every such day, -1 for the last of the month; Monday is 0.
    """
    found = [_PART.fullmatch(part) for part in byday.split(",")] if byday else []
    pairs = [(int(part[1] or 0), DAYS.index(part[2])) for part in found if part]
    if len(pairs) < len(found):
        raise ValueError(f"these are no days of iCalendar: {byday!r}")
    return tuple(dict.fromkeys(pairs))


def weekdays(schedule: Schedule) -> frozenset[str]:
    """The codes (``TU``) of the weekdays on which it can happen."""
    return frozenset(DAYS[day] for _, day in parts(schedule.byday))
