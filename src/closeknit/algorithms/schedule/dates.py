"""The coming dates of a schedule, by RFC 5545 (python-dateutil's ``rrule``), in the place's own time zone.

Days are counted by the calendar and hours by the clock on the wall, so 19.00 stays 19.00 when the
clocks change. Costs about 0.1 ms, more the longer ago an interval began; for every week a tenth of that.
"""

import heapq
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import groupby, islice
from zoneinfo import ZoneInfo

from dateutil import rrule

from closeknit.algorithms.schedule.rule import DAYS, Schedule, parts

LONDON = ZoneInfo("Europe/London")
_HORIZON = timedelta(days=730)
_WEEKDAYS = tuple(rrule.weekday(number) for number in range(len(DAYS)))


def next_dates(schedule: Schedule, *, now: datetime, limit: int = 6) -> tuple[date, ...]:
    """The next days on which it happens, today until it is over; within two years. ``now`` is
    told by the clock of the place.

    Empty if the days are not known, or if it skips weeks or months and nobody said from when.
    """
    if not schedule.byday or (schedule.interval > 1 and not schedule.valid_from):
        return ()
    today = now.date()
    is_over = schedule.opens_at is not None and _ends(schedule, today, now.tzinfo) <= now
    first = max(today + timedelta(days=is_over), schedule.valid_from or date.min)
    last = min(today + _HORIZON, schedule.valid_to or date.max)
    every_week = schedule.freq == "WEEKLY" and schedule.interval == 1
    return tuple(islice((_weekly if every_week else _by_rules)(schedule, first, last), limit))


def starts(schedule: Schedule, day: date, zone: tzinfo = LONDON) -> datetime | None:
    """The moment it opens on that day, aware; None if no hour is known.

    An hour that the clocks leave out in March is moved on by as much; one they repeat in October
    is the first of the two.
    """
    return _moment(day, schedule.opens_at, zone) if schedule.opens_at else None


def _weekly(schedule: Schedule, first: date, last: date) -> Iterator[date]:
    """What ``rrule`` would find for the commonest of all schedules, without it."""
    wanted = {day for _, day in parts(schedule.byday)}
    days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return (day for day in days if day.weekday() in wanted)


def _by_rules(schedule: Schedule, first: date, last: date) -> Iterator[date]:
    found = heapq.merge(*(rule.xafter(_midnight(first), inc=True) for rule in _rules(schedule, first, last)))
    return (day for day, _ in groupby(moment.date() for moment in found))


def _rules(schedule: Schedule, first: date, last: date) -> list[rrule.rrule]:
    """A rule for days such as ``1SU`` and one for ``SU``: dateutil finds nothing if they are mixed.

    They count from their first day if they skip, else from just before the days asked for.
    """
    anchor = first if schedule.interval == 1 or not schedule.valid_from else schedule.valid_from
    days = [(nth, _WEEKDAYS[day]) for nth, day in parts(schedule.byday)]
    kinds = [day(nth) for nth, day in days if nth], [day for nth, day in days if not nth]
    return [
        rrule.rrule(
            rrule.MONTHLY if schedule.freq == "MONTHLY" else rrule.WEEKLY,
            dtstart=_midnight(anchor.replace(day=1) if schedule.freq == "MONTHLY" else anchor),
            interval=schedule.interval,
            byweekday=kind,
            until=_midnight(last),
        )
        for kind in kinds
        if kind
    ]


def _ends(schedule: Schedule, day: date, zone: tzinfo | None) -> datetime:
    """The moment it closes on that day, or opens if no closing is known."""
    opens = schedule.opens_at or time()
    closes = schedule.closes_at or opens
    return _moment(day + timedelta(days=closes < opens), closes, zone)


def _moment(day: date, hour: time, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, hour, zone).astimezone(UTC).astimezone(zone)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())  # naive: rules count days of the calendar
