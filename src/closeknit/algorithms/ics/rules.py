"""RRULE as data: as a rule of ours where it can be one, otherwise as its dates of the next 13 months.

What is counted by the hour, by weeks of the year or by days of the year is seldom meant by people, so
only dates of it are kept. Whatever a file says, the work is bounded: no rule walks more than 20 years.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice

from closeknit.algorithms.ics.moments import moment
from closeknit.algorithms.ics.odd_rules import OddRule, numbers
from closeknit.algorithms.ics.zones import Zones
from closeknit.algorithms.schedule.expansion import rule_days
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.algorithms.sentences import gettext_noop

_PART = re.compile(r"[A-Z]+=[-+,\w]{1,400}", re.ASCII)
_OURS = frozenset(("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"))
_CLOCK = {"BYHOUR": "hour", "BYMINUTE": "minute", "BYSECOND": "second"}
_BACK, _AHEAD = timedelta(days=30), timedelta(days=396)
_LONGEST_BY_HOUR = timedelta(days=800)
_LONGEST = timedelta(days=20 * 366)
_LONG_AGO = timedelta(days=5 * 366)
_TOO_LONG_AGO = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock has no zone
_NEVER = timedelta(days=30 * 366)  # what ends later than this from now has no end
_MOST_ODD = 100
_MOST_DATES, _MOST_COUNT, _MOST_INTERVAL = 400, 100_000, 1_000

Rule = Mapping[str, str]


class BadRule(ValueError):
    """It says nothing that can be counted."""


@dataclass(slots=True)
class Window:
    """The wall times between which dates stand for rules, and how many rules of a feed may be so."""

    first: datetime
    last: datetime
    left: int = _MOST_ODD

    @classmethod
    def around(cls, now: datetime) -> "Window":
        wall = now.replace(tzinfo=None)
        return cls(wall - _BACK, wall + _AHEAD)

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise BadRule(gettext_noop("too many do so"))


def parsed(text: str) -> Rule:
    """The parts of a rule in capitals. BadRule if one is none."""
    parts = [part for part in text.upper().replace(" ", "").split(";") if part]
    if not parts or any(not _PART.fullmatch(part) for part in parts):
        raise BadRule(gettext_noop("it is no rule"))
    return dict(part.split("=", 1) for part in parts)


def repeated(once: Recurrence, rule: Rule, window: Window, zones: Zones) -> Recurrence | None:
    """What happens once made to repeat; None if no rule of ours can say it. BadRule if it makes no sense."""
    series = _series(once, rule, zones)
    if series and series.count and once.start < window.first - _LONG_AGO:
        return _with_last_day(series, window)
    return series


def _series(once: Recurrence, rule: Rule, zones: Zones) -> Recurrence | None:
    until, count = _until(rule, once, zones), _count(rule)
    left = {key: value for key, value in rule.items() if key not in ("UNTIL", "COUNT")}
    left = {key: value for key, value in left.items() if not _says_the_start(key, value, once.start)}
    if not left.keys() <= _OURS or left.get("FREQ") not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        return None
    try:
        return replace(
            once,
            freq=left["FREQ"],
            interval=_interval(rule),
            byday=_words(left.get("BYDAY")),
            bymonthday=numbers(left.get("BYMONTHDAY")),
            bymonth=numbers(left.get("BYMONTH")),
            bysetpos=numbers(left.get("BYSETPOS")),
            wkst=left.get("WKST", "MO"),
            until=_last_day(until, once.start),
            count=count,
        )
    except ValueError as error:
        raise BadRule(gettext_noop("it makes no sense")) from error


def dated(once: Recurrence, rule: Rule, window: Window, zones: Zones) -> tuple[datetime, ...]:
    """The wall times inside the window that the rule gives. BadRule if it makes no sense or too much work."""
    window.spend()
    until, count = _until(rule, once, zones), _count(rule)
    last = min(window.last, until or window.last)
    if rule.get("FREQ") in {"MINUTELY", "SECONDLY"}:
        raise BadRule(gettext_noop("every minute or second"))
    if count and last - once.start > (_LONGEST_BY_HOUR if rule.get("FREQ") == "HOURLY" else _LONGEST):
        raise BadRule(gettext_noop("it counts from too long ago"))
    try:
        walls = OddRule(rule, once.start, _interval(rule)).walls(once.start if count else window.first, last)
    except (ValueError, IndexError) as error:
        raise BadRule(gettext_noop("it makes no sense")) from error
    return tuple(islice((wall for wall in islice(walls, count) if wall >= window.first), _MOST_DATES))


def _with_last_day(series: Recurrence, window: Window) -> Recurrence:
    """The same with the day of its end instead of a number: else all its dates are counted each time it is asked."""
    window.spend()
    if series.start < _TOO_LONG_AGO:
        raise BadRule(gettext_noop("it counts from too long ago"))
    days = list(rule_days(series, series.start.toordinal(), (window.last + _NEVER).toordinal()))
    if len(days) == series.count:
        return replace(series, count=None, until=date.fromordinal(days[-1]))
    return replace(series, count=None)


def _says_the_start(key: str, value: str, start: datetime) -> bool:
    """Whether it only says again at what o'clock it begins."""
    return key in _CLOCK and value.isdecimal() and int(value) == getattr(start, _CLOCK[key])


def _until(rule: Rule, once: Recurrence, zones: Zones) -> datetime | None:
    """The last moment by the wall clock of the event; a date alone means all of that day."""
    if "UNTIL" not in rule:
        return None
    try:
        found = moment(rule["UNTIL"], "", zones)
    except ValueError as error:
        if re.fullmatch(r"(?:2[2-9]|[3-9]\d)\d\d\d{4}.*", rule["UNTIL"]):  # some write “for ever” as the year 9999
            return None
        raise BadRule(gettext_noop("its end is no date")) from error
    return found.wall + timedelta(days=1, minutes=-1) if found.is_date else found.wall_in(once.zone)


def _last_day(until: datetime | None, start: datetime) -> date | None:
    """The day of the last start: the one before, if it ends before its hour."""
    if until is None:
        return None
    return until.date() - timedelta(days=until.time() < start.time())


def _count(rule: Rule) -> int | None:
    return _number(rule["COUNT"], _MOST_COUNT) if "COUNT" in rule else None


def _interval(rule: Rule) -> int:
    return _number(rule.get("INTERVAL", "1"), _MOST_INTERVAL)


def _number(text: str, most: int) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= most:
        raise BadRule(gettext_noop("a number in it is none, or too great"))
    return int(text)


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(part.replace("+", "") for part in text.split(",") if part) if text else ()


def longest(rules: Iterable[str]) -> str:
    """Rules as they were written, for keeping."""
    return "\n".join(rules)[:1000]
