"""From the clock on the wall to the moment. What the clocks leave out in March is moved on by as much; what they
repeat in October is the first of the two; and an ending is read off the wall as well, what RFC 5545 (3.3.6) calls
nominal: a night from 22.00 to 7.00 ends at 7.00, where an exact one would send people home at 6.00 or 8.00.
"""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache


def moment(wall: datetime, zone: tzinfo) -> tuple[datetime, bool]:
    """When the clocks of the place show it, and whether it had to be moved because they never do."""
    settled = datetime.combine(wall, wall.time().replace(fold=0), zone).astimezone(UTC).astimezone(zone)
    return settled, datetime.combine(settled, settled.time()) != wall


def span(wall: datetime, lasting: timedelta, zone: tzinfo) -> tuple[datetime, datetime, bool]:
    """When it begins and ends. What was moved lasts as long as ever, and is never over before it begins."""
    starts, is_moved = moment(wall, zone)
    return starts, moment(datetime.combine(starts, starts.time()) + lasting, zone)[0], is_moved


@lru_cache(maxsize=1024)
def days_of_change(zone: tzinfo, first: int, last: int) -> frozenset[int]:
    """Those between the two days, all as ordinals, on which a clock of the place changes, and the days
    before, for clocks that are changed across midnight.
    """
    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    return frozenset(day for year in years for day in _of_year(zone, year) if first <= day <= last)


@lru_cache(maxsize=2048)
def _of_year(zone: tzinfo, year: int) -> frozenset[int]:
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    offsets = [_offset(day, zone) for day in range(first, last + 2)]
    changes = (first + step for step in range(last - first + 1) if offsets[step] != offsets[step + 1])
    return frozenset(day + near for day in changes for near in (-1, 0))


def _offset(day: int, zone: tzinfo) -> timedelta | None:
    found = date.fromordinal(day)
    return datetime(found.year, found.month, found.day, tzinfo=zone).utcoffset()
