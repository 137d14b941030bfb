"""VTIMEZONE: how a zone changes its clocks, for programs that do not know its name.

Where the same rule holds in all years from now on (“last Sunday in March, 01:00”) the rule is written, as
from 1970; that is right for all dates that people still look at.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache

from closeknit.algorithms.schedule.rule import DAYS

_YEARS = range(2024, 2034)
_SINCE = 1970
_WEEK = 7


def name_of(zone: tzinfo) -> str:
    """Its name by IANA; UTC for what has none or goes by another name of it."""
    name = str(getattr(zone, "key", "") or zone)
    return "UTC" if zone is UTC or name in {"UTC", "Etc/UTC"} else name


@cache
def described(zone: tzinfo) -> tuple[str, ...]:
    """The lines of its VTIMEZONE; none for UTC, which needs none."""
    name = name_of(zone)
    if name == "UTC":
        return ()
    changes = [change for year in _YEARS for change in _changes(zone, year)]
    parts = list(_by_rule(zone, changes)) or list(_by_dates(zone, changes))
    return ("BEGIN:VTIMEZONE", f"TZID:{name}", f"X-LIC-LOCATION:{name}", *parts, "END:VTIMEZONE")


def _changes(zone: tzinfo, year: int) -> Iterator[datetime]:
    """The moments, in UTC, at which its clocks change in that year. O(days)."""
    moment = datetime(year, 1, 1, tzinfo=UTC)
    while moment.year == year:
        after = moment + timedelta(days=1)
        if _offset(zone, moment) != _offset(zone, after):
            while _offset(zone, moment + timedelta(minutes=15)) == _offset(zone, moment):
                moment += timedelta(minutes=15)
            yield moment + timedelta(minutes=15)
        moment = after.replace(hour=0, minute=0)


def _by_rule(zone: tzinfo, changes: list[datetime]) -> Iterator[str]:
    """One part for each change of the year, if each falls on the same weekday of its month every year."""
    per_year = len(changes) // len(_YEARS)
    if not changes or len(changes) != per_year * len(_YEARS):
        return
    rules = []
    for place in range(per_year):
        found = changes[place::per_year]
        walls = [_before(zone, moment) for moment in found]
        rule = _same_rule([wall.date() for wall in walls])
        hours = {(wall.time(), _offset(zone, moment)) for wall, moment in zip(walls, found, strict=True)}
        if rule is None or len(hours) > 1:
            return
        rules.append((rule, walls[0], found[0]))
    for (nth, weekday), wall, moment in rules:
        first = datetime.combine(_nth(_SINCE, wall.month, nth, weekday), wall.time())
        repeats = f"RRULE:FREQ=YEARLY;BYMONTH={wall.month};BYDAY={nth}{DAYS[weekday]}"
        yield from _part(zone, moment, first, repeats)


def _by_dates(zone: tzinfo, changes: list[datetime]) -> Iterator[str]:
    """As it is on the first day, and each change by itself."""
    first = datetime(_YEARS[0], 1, 1, tzinfo=UTC)
    yield from _part(zone, first, datetime(_SINCE, 1, 1), steady=True)  # noqa: DTZ001 - a wall clock has no zone
    for moment in changes:
        yield from _part(zone, moment, _before(zone, moment))


def _part(zone: tzinfo, moment: datetime, wall: datetime, repeats: str = "", *, steady: bool = False) -> Iterator[str]:
    here = moment.astimezone(zone)
    kind = "DAYLIGHT" if here.dst() else "STANDARD"
    old = _offset(zone, moment if steady else moment - timedelta(minutes=15))
    yield from (f"BEGIN:{kind}", f"TZNAME:{here.tzname()}", f"TZOFFSETFROM:{_written(old)}")
    yield from (f"TZOFFSETTO:{_written(_offset(zone, moment))}", f"DTSTART:{wall:%Y%m%dT%H%M%S}")
    if repeats:
        yield repeats
    yield f"END:{kind}"


def _same_rule(days: list[date]) -> tuple[int, int] | None:
    """Which weekday of the month all the days are (-1 for the last), if they are."""
    if len({(day.month, day.weekday()) for day in days}) > 1:
        return None
    if all((day + timedelta(days=_WEEK)).month != day.month for day in days):
        return (-1, days[0].weekday())
    nths = {(day.day - 1) // _WEEK + 1 for day in days}
    return (nths.pop(), days[0].weekday()) if len(nths) == 1 else None


def _nth(year: int, month: int, nth: int, weekday: int) -> date:
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % _WEEK + _WEEK * (nth - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % _WEEK)


def _before(zone: tzinfo, moment: datetime) -> datetime:
    """What the clocks show when they are about to change."""
    return (moment + _offset(zone, moment - timedelta(minutes=15))).replace(tzinfo=None)


def _offset(zone: tzinfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _written(offset: timedelta) -> str:
    minutes = abs(offset) // timedelta(minutes=1)
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60:02}{minutes % 60:02}"
