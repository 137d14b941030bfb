"""Something that happens again and again, as iCalendar means it (RFC 5545, 3.8.5), by the clock on the wall.

A happening is known by its *original* start: the wall time that the rule gave it, whatever became of
it later. The start itself always is one, as in all calendars, even if the rule would not have had it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from heapq import merge
from itertools import chain, groupby, islice, pairwise
from typing import NamedTuple

from closeknit.algorithms.schedule.clock_changes import days_of_change, span
from closeknit.algorithms.schedule.dates import LONDON
from closeknit.algorithms.schedule.expansion import pairs, rule_days
from closeknit.algorithms.schedule.rule import DAYS
from closeknit.algorithms.sentences import Sentence, gettext_noop

MOST_A_YEAR = 400
_FREQS = frozenset(("", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"))
_LAST_YEAR = 9000  # no calendar goes further, and beyond it the arithmetic ends
_LONGEST = 3660 * 24 * 60  # minutes
_AHEAD = 36525  # days: further than a century nobody looks
_DAYS_OF_YEAR = 366
_DAWN, _DUSK = datetime(2, 1, 1, tzinfo=UTC), datetime(_LAST_YEAR, 1, 1, tzinfo=UTC)
_MINUTES = 24 * 60


class Happening(NamedTuple):
    original: datetime  # the wall time of the rule, naive: what the happening is known by
    starts: datetime  # aware, in the zone of the place
    ends: datetime
    moved_by_clock: bool  # the clocks leave its hour out that night


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When something happens. ValueError if it cannot be read; ``problems`` says what makes no sense.

    The rule's fields are named as in iCalendar; ``freq`` is empty for what happens once, or on
    ``dates`` alone. ``without`` takes away any happening by its original start. ``skipped`` are
    holidays, both ends included, and take away what the rule gives, but no date that was named.
    ``count`` counts the rule's dates with those taken away, as iCalendar does.
    """

    start: datetime
    minutes: int = 0  # by the clock on the wall; 0 if nobody knows when it ends
    zone: tzinfo = LONDON
    freq: str = ""
    interval: int = 1
    byday: tuple[str, ...] = ()
    bymonthday: tuple[int, ...] = ()
    bymonth: tuple[int, ...] = ()
    until: date | None = None
    count: int | None = None
    dates: tuple[datetime, ...] = ()
    without: frozenset[datetime] = frozenset()
    skipped: tuple[tuple[date, date], ...] = ()
    bysetpos: tuple[int, ...] = ()
    wkst: str = "MO"

    def __post_init__(self) -> None:
        if self.freq not in _FREQS or self.interval < 1 or (self.count is not None and self.count < 1):
            raise ValueError(f"it cannot happen {self.freq!r} every {self.interval}, {self.count} times")
        if not (0 <= self.minutes <= _LONGEST and 1 < self.start.year < _LAST_YEAR) or self.start.tzinfo:
            raise ValueError(f"it begins by the wall and lasts some time, not {self.start} for {self.minutes} minutes")
        if self.byday:
            pairs(self.byday)
        if self.bymonthday or self.bymonth or self.bysetpos or self.wkst != "MO" or self.dates:
            _check(self)

    def happenings(self, since: datetime, until: datetime, most: int = MOST_A_YEAR) -> Iterator[Happening]:
        """Those that start in the window, from ``since`` to just before ``until``, in the order of
        their original starts; no more than ``most`` in a calendar year, and lazily.
        """
        zone, lasting = self.zone, timedelta(minutes=self.minutes)
        if not (since.tzinfo and until.tzinfo):
            raise ValueError("a window is between two moments, and a wall time alone is none")
        since, until = since.astimezone(UTC), until.astimezone(UTC)
        opens, closes = _wall(since, zone), _wall(until, zone)
        first, last = opens.toordinal() - 1, closes.toordinal()  # one more, for what a clock moves into the window
        last = min(last, max(first, self.start.toordinal()) + _AHEAD)
        changes = days_of_change(zone, first, last + self.minutes // _MINUTES + 1)
        for wall in _walls(self, first, last, most):
            starts = datetime.combine(wall, wall.time(), zone)  # as replace(tzinfo=), five times as quick
            ends = starts + lasting
            if changes and (wall.toordinal() in changes or ends.toordinal() in changes):
                starts, ends, is_moved = span(wall, lasting, zone)
                if since <= starts.astimezone(UTC) < until:
                    yield Happening(wall, starts, ends, is_moved)
            elif opens <= wall < closes:  # no clock changes on that day, so the wall will do
                yield Happening(wall, starts, ends, False)

    def holds(self, original: datetime) -> bool:
        """Whether this wall time is that of a happening."""
        day = original.toordinal()
        return original in _walls(self, day, day, MOST_A_YEAR)


def coming(recurrence: Recurrence, now: datetime, most: int = 6) -> tuple[Happening, ...]:
    """The next ones that begin, however far apart, within a century. Looks a year ahead at a time."""
    years = (now + timedelta(days=_DAYS_OF_YEAR * ahead) for ahead in range(101))
    found = chain.from_iterable(recurrence.happenings(since, until) for since, until in pairwise(years))
    return tuple(islice(found, most))


def split(recurrence: Recurrence, at: datetime) -> tuple[Recurrence | None, Recurrence | None]:
    """“This one and all that follow”: what starts before that wall time, and what starts then or later.

    Together they give the same happenings as before; None stands for nothing at all.
    """
    hour, begins = recurrence.start.time(), recurrence.start.toordinal()
    parting = at.toordinal() + (hour < at.time())  # the first day whose happening comes after
    earlier = tuple(wall for wall in recurrence.dates if wall < at)
    later = tuple(wall for wall in recurrence.dates if wall >= at)
    if recurrence.start >= at:
        return _named(recurrence, earlier), replace(recurrence, dates=later)
    if not recurrence.freq:
        return replace(recurrence, dates=earlier), _named(recurrence, later)
    gone = sum(1 for _ in rule_days(recurrence, begins, parting - 1)) if recurrence.count else 0
    before = _ended(recurrence, date.fromordinal(parting - 1), gone, earlier)
    following = next(iter(rule_days(recurrence, parting, parting + _AHEAD)), None)
    if following is None:
        return before, _named(recurrence, later)
    start = datetime.combine(date.fromordinal(following), hour)
    return before, replace(recurrence, start=start, count=recurrence.count and recurrence.count - gone, dates=later)


def _ended(recurrence: Recurrence, last: date, times: int, dates: tuple[datetime, ...]) -> Recurrence:
    """Until that day, or after so many times if it is counted."""
    if not recurrence.count:
        return replace(recurrence, until=min(recurrence.until or last, last), dates=dates)
    if times:
        return replace(recurrence, count=times, dates=dates)
    without = recurrence.without | (set() if recurrence.holds(recurrence.start) else {recurrence.start})
    return replace(_once(recurrence), without=without, dates=dates)


def _named(recurrence: Recurrence, dates: tuple[datetime, ...]) -> Recurrence | None:
    """On these dates alone."""
    return replace(_once(recurrence), start=min(dates), dates=tuple(sorted(dates)[1:])) if dates else None


def _once(recurrence: Recurrence) -> Recurrence:
    return replace(
        recurrence, freq="", interval=1, byday=(), bymonthday=(), bymonth=(), bysetpos=(), until=None, count=None
    )


def problems(recurrence: Recurrence) -> tuple[Sentence, ...]:
    """What is wrong with it, for whoever typed it. O(a century) at worst, and mostly O(1)."""
    begins = recurrence.start.toordinal()
    if recurrence.until and recurrence.until < recurrence.start.date():
        return (Sentence(gettext_noop("It ends before it begins.")),)
    found = []
    if recurrence.freq:
        first = next(iter(rule_days(recurrence, begins, begins + _AHEAD)), None)
        if first is None:
            found.append(gettext_noop("There is no such day, so it never happens again after the first time."))
        elif first != begins:
            found.append(gettext_noop("The first date is not one of the days on which it happens."))
    days = [begins, *(wall.toordinal() for wall in recurrence.dates)]
    if next(_all_walls(recurrence, min(days), max(days) + _AHEAD), None) is None:
        found.append(gettext_noop("None of its dates is left: all were taken away or are in holidays."))
    if _is_crowded(recurrence, days):
        found.append(gettext_noop("It happens more than 400 times in a year. Only the first 400 are shown."))
    return tuple(Sentence(words) for words in found)


def _is_crowded(recurrence: Recurrence, days: Iterable[int]) -> bool:
    """Only named dates can make it so, in a year in which there are any."""
    if _most_a_year(recurrence) <= MOST_A_YEAR:
        return False
    years = [_year(date.fromordinal(day).year) for day in days]
    return any(sum(1 for _ in _all_walls(recurrence, *year)) > MOST_A_YEAR for year in set(years))


def _year(number: int) -> tuple[int, int]:
    return date(number, 1, 1).toordinal(), date(number, 12, 31).toordinal()


@lru_cache(maxsize=256)  # 5,000 series are asked for the same month
def _wall(when: datetime, zone: tzinfo) -> datetime:
    """What the clocks of the place show at that moment of UTC."""
    here = min(max(when, _DAWN), _DUSK).astimezone(zone)
    return datetime.combine(here, here.time())


def _walls(recurrence: Recurrence, first: int, last: int, most: int) -> Iterator[datetime]:
    """The original starts on these days, in order."""
    if _most_a_year(recurrence) > most:
        return _capped(recurrence, first, last, most)
    return _all_walls(recurrence, first, last)


def _all_walls(recurrence: Recurrence, first: int, last: int) -> Iterator[datetime]:
    walls = ruled(recurrence, first, last)
    if recurrence.skipped:
        walls = (wall for wall in walls if not _is_skipped(recurrence, wall))
    if recurrence.dates:
        named = sorted(wall for wall in recurrence.dates if first <= wall.toordinal() <= last)
        walls = (wall for wall, _ in groupby(merge(walls, named)))
    if recurrence.without:
        walls = (wall for wall in walls if wall not in recurrence.without)
    return iter(walls)


def ruled(recurrence: Recurrence, first: int, last: int) -> Iterator[datetime]:
    """The wall times that the rule and the start give on these days, whatever is taken away."""
    hour = recurrence.start.time()
    days: Iterable[int] = rule_days(recurrence, first, last) if recurrence.freq else ()
    begins = recurrence.start.toordinal()
    if first <= begins <= last and not (recurrence.until and recurrence.start.date() > recurrence.until):
        days = chain((begins,), (day for day in days if day != begins))
    return (datetime.combine(date.fromordinal(day), hour) for day in days)


def _is_skipped(recurrence: Recurrence, wall: datetime) -> bool:
    day = wall.date()
    return bool(recurrence.freq) and any(first <= day <= last for first, last in recurrence.skipped)


def _most_a_year(recurrence: Recurrence) -> int:
    """More than this, whatever it is, cannot be in a year: a rule gives a day once."""
    return len(recurrence.dates) + (_DAYS_OF_YEAR if recurrence.freq else 1)


def _capped(recurrence: Recurrence, first: int, last: int, most: int) -> Iterator[datetime]:
    """The first so many of each calendar year, so that a window shows what a wider one would."""
    for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
        found = islice(_all_walls(recurrence, *_year(year)), most)
        yield from (wall for wall in found if first <= wall.toordinal())


def _check(recurrence: Recurrence) -> None:
    """ValueError if a number or a date cannot be."""
    is_right = (
        all(1 <= abs(day) <= 31 for day in recurrence.bymonthday)  # noqa: PLR2004 - a month
        and all(1 <= month <= 12 for month in recurrence.bymonth)  # noqa: PLR2004 - a year
        and all(1 <= abs(place) <= _DAYS_OF_YEAR for place in recurrence.bysetpos)
        and recurrence.wkst in DAYS
        and not any(wall.tzinfo or not 1 < wall.year < _LAST_YEAR for wall in recurrence.dates)
    )
    if not is_right:
        raise ValueError("it has a day, a month, a place or a date that cannot be")
