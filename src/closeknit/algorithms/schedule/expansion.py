"""The days of a repeating rule (RFC 5545, 3.3.10), by counting with days of the calendar.

A window is reached by arithmetic, not by walking there: O(days found + periods inside the window).
A rule with ``count`` is walked from its start, for nobody knows otherwise which is the last.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import dropwhile, islice
from typing import Protocol

from closeknit.algorithms.schedule.rule import DAYS, parts

_WEEK = len(DAYS)
_MONTHS = 12

Days = tuple[str, ...]
Numbers = tuple[int, ...]


class Rule(Protocol):
    """What a RRULE says, with the day that it counts from."""

    @property
    def start(self) -> datetime: ...
    @property
    def freq(self) -> str: ...
    @property
    def interval(self) -> int: ...
    @property
    def byday(self) -> Days: ...
    @property
    def bymonthday(self) -> Numbers: ...
    @property
    def bymonth(self) -> Numbers: ...
    @property
    def bysetpos(self) -> Numbers: ...
    @property
    def wkst(self) -> str: ...
    @property
    def until(self) -> date | None: ...
    @property
    def count(self) -> int | None: ...


def rule_days(rule: Rule, first: int, last: int) -> Iterable[int]:
    """Its days from the first to the last, both included and all as ordinals, in order."""
    if rule.until:
        last = min(last, rule.until.toordinal())
    begins = rule.start.toordinal()
    if rule.count is None:
        return _walk(rule, max(first, begins), last)
    counted = islice(_walk(rule, begins, last), rule.count)
    return dropwhile(lambda day: day < first, counted)


@lru_cache(maxsize=1024)
def pairs(byday: Days) -> tuple[tuple[int, int], ...]:
    """As ``parts``, but which of a year goes up to 53: ``20MO``."""
    found = []
    for code in byday:
        nth = code[:-2].removeprefix("+") or "0"
        if code[-2:] not in DAYS or not nth.removeprefix("-").isdecimal() or abs(int(nth)) > 53:  # noqa: PLR2004 - weeks
            parts(code)  # says what is wrong
            raise ValueError(f"there is no such day: {code!r}")
        found.append((int(nth), DAYS.index(code[-2:])))
    return tuple(dict.fromkeys(found))


def _walk(rule: Rule, first: int, last: int) -> Iterable[int]:
    if first > last:
        return ()
    is_plain = not (rule.bymonth or rule.bymonthday or rule.bysetpos)
    if rule.freq == "WEEKLY" and is_plain:
        return _weekly(rule, first, last)
    if rule.freq == "DAILY" and is_plain and not rule.byday:
        return range(first + (rule.start.toordinal() - first) % rule.interval, last + 1, rule.interval)
    return _between(_PERIODS[rule.freq](rule, first, last), first, last)


def _weekly(rule: Rule, first: int, last: int) -> Iterable[int]:
    """Every so many weeks, on one day or some: the commonest of all, and made to be quick."""
    week, offsets = _week(rule)
    step = _WEEK * rule.interval
    if len(offsets) == 1:
        return range(first + (week + offsets[0] - first) % step, last + 1, step)
    weeks = range(week + (first - week) // step * step, last + 1, step)
    return _between(([week + offset for offset in offsets] for week in weeks), first, last)


def _week(rule: Rule) -> tuple[int, tuple[int, ...]]:
    """The day on which the week of its start begins, and its days after that one."""
    gone, offsets = _days_of_week(rule.byday, rule.wkst, rule.start.weekday())
    return rule.start.toordinal() - gone, offsets


@lru_cache(maxsize=1024)
def _days_of_week(byday: Days, wkst: str, weekday: int) -> tuple[int, tuple[int, ...]]:
    """How many days into a week that begins on ``wkst`` the weekday is, and those that are asked for."""
    first, days = DAYS.index(wkst), [day for _, day in pairs(byday)] or [weekday]
    return (weekday - first) % _WEEK, tuple(sorted({(day - first) % _WEEK for day in days}))


def _between(periods: Iterable[Sequence[int]], first: int, last: int) -> Iterator[int]:
    for days in periods:
        for day in days:
            if day > last:
                return
            if day >= first:
                yield day


def _by_day(rule: Rule, first: int, last: int) -> Iterator[Sequence[int]]:
    weekdays = {day for _, day in pairs(rule.byday)} or range(_WEEK)
    for day in range(first + (rule.start.toordinal() - first) % rule.interval, last + 1, rule.interval):
        if (day - 1) % _WEEK in weekdays and _fits(day, rule):
            yield _placed((day,), rule.bysetpos)


def _by_week(rule: Rule, first: int, last: int) -> Iterator[Sequence[int]]:
    begins, offsets = _week(rule)
    step = _WEEK * rule.interval
    for week in range(begins + (first - begins) // step * step, last + 1, step):
        yield _placed([week + offset for offset in offsets if _fits(week + offset, rule)], rule.bysetpos)


def _by_month(rule: Rule, first: int, last: int) -> Iterator[Sequence[int]]:
    begins, monthdays = _month(rule.start.toordinal()), rule.bymonthday
    if not (monthdays or rule.byday):
        monthdays = (rule.start.day,)
    since = begins + (_month(first) - begins) // rule.interval * rule.interval
    for number in range(since, _month(last) + 1, rule.interval):
        month = number % _MONTHS + 1
        if not rule.bymonth or month in rule.bymonth:
            yield _placed(_of_month(number // _MONTHS, month, rule.byday, monthdays), rule.bysetpos)


def _by_year(rule: Rule, first: int, last: int) -> Iterator[Sequence[int]]:
    months, monthdays, begins = rule.bymonth, rule.bymonthday, rule.start.year
    if not (monthdays or rule.byday):
        months, monthdays = months or (rule.start.month,), (rule.start.day,)
    since = begins + (date.fromordinal(first).year - begins) // rule.interval * rule.interval
    for year in range(since, date.fromordinal(last).year + 1, rule.interval):
        yield _placed(_of_year(year, rule.byday, monthdays, months), rule.bysetpos)


_PERIODS = {"DAILY": _by_day, "WEEKLY": _by_week, "MONTHLY": _by_month, "YEARLY": _by_year}


def _month(day: int) -> int:
    """The number of the month in which the day lies, counted from the beginning of our years."""
    found = date.fromordinal(day)
    return found.year * _MONTHS + found.month - 1


@lru_cache(maxsize=4096)
def _of_month(year: int, month: int, byday: Days, monthdays: Numbers) -> tuple[int, ...]:
    """The days of a month that are both such weekdays and such days of the month."""
    begins, ends = _bounds(year, month)
    return tuple(sorted(_weekdays(begins, ends, byday) & _monthdays(begins, ends, monthdays)))


@lru_cache(maxsize=1024)
def _of_year(year: int, byday: Days, monthdays: Numbers, months: Numbers) -> tuple[int, ...]:
    """Without months, the third Monday is that of the year; with them, that of each month."""
    if months:
        return tuple(day for month in sorted(set(months)) for day in _of_month(year, month, byday, monthdays))
    days = {day for month in range(1, _MONTHS + 1) for day in _monthdays(*_bounds(year, month), monthdays)}
    return tuple(sorted(days & _weekdays(_bounds(year, 1)[0], _bounds(year, _MONTHS)[1], byday)))


def _bounds(year: int, month: int) -> tuple[int, int]:
    """The first day of the month, and the last."""
    after = date(year + month // _MONTHS, month % _MONTHS + 1, 1)
    return date(year, month, 1).toordinal(), after.toordinal() - 1


def _weekdays(begins: int, ends: int, byday: Days) -> set[int]:
    if not byday:
        return set(range(begins, ends + 1))
    found: set[int] = set()
    for nth, weekday in pairs(byday):
        such = range(begins + (weekday - (begins - 1)) % _WEEK, ends + 1, _WEEK)
        found.update(_placed(such, (nth,)) if nth else such)
    return found


def _monthdays(begins: int, ends: int, monthdays: Numbers) -> set[int]:
    if not monthdays:
        return set(range(begins, ends + 1))
    return set(_placed(range(begins, ends + 1), monthdays))


def _fits(day: int, rule: Rule) -> bool:
    """Whether it lies in the months, and on the days of the month, that the rule asks for."""
    if not (rule.bymonth or rule.bymonthday):
        return True
    found = date.fromordinal(day)
    if rule.bymonth and found.month not in rule.bymonth:
        return False
    return day in _monthdays(*_bounds(found.year, found.month), rule.bymonthday)


def _placed(days: Sequence[int], places: Numbers) -> Sequence[int]:
    """The first, third, last … of the days; all of them if no place is asked for."""
    if not places:
        return days
    size = len(days)
    chosen = {place - 1 if place > 0 else size + place for place in places}
    return [days[place] for place in sorted(chosen) if 0 <= place < size]
