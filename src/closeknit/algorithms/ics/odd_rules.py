"""The dates of rules that people seldom mean: by the hour, by weeks of the year, by days of the year.

Every day of a span is asked whether it fits, so the work is the same whatever the rule says: other
implementations walk to the end of all time for a thirtieth of February. O(days), or O(hours).
"""

from calendar import isleap, monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from closeknit.algorithms.schedule.expansion import pairs
from closeknit.algorithms.schedule.rule import DAYS

_WEEK = 7
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class OddRule:
    """A rule as RFC 5545 writes it, without BYSETPOS; seconds do not count. ValueError if it makes no sense."""

    given: Mapping[str, str]
    start: datetime
    interval: int

    def __post_init__(self) -> None:
        is_ours = self.freq in {"YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"} and "BYSETPOS" not in self.given
        if not is_ours or ("BYWEEKNO" in self.given and self._wkst):
            raise ValueError(self.given)
        self._fits(self.start.date())

    @property
    def freq(self) -> str:
        return self.given.get("FREQ", "")

    def walls(self, first: datetime, last: datetime) -> Iterator[datetime]:
        """Its wall times from the first to the last, both included, and none before its start."""
        first = max(first, self.start)
        yield from (wall for wall in self._walk(first, last) if first <= wall <= last)

    def _walk(self, first: datetime, last: datetime) -> Iterator[datetime]:
        if self.freq == "HOURLY":
            step = self.interval * _HOUR
            hour = self.start.replace(minute=0) + (first - self.start) // step * step
            while hour <= last:
                if (not self._hours or hour.hour in self._hours) and self._fits(hour.date()):
                    yield from (hour.replace(minute=minute) for minute in self._minutes)
                hour += step
            return
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            if self._is_in_turn(day) and self._fits(day):
                for hour_of_day in self._hours or [self.start.hour]:
                    for minute in self._minutes:
                        yield datetime(day.year, day.month, day.day, hour_of_day, minute)  # noqa: DTZ001 - a wall

    def _is_in_turn(self, day: date) -> bool:
        """Whether the rule does not pass over that day, week, month or year."""
        return (self._period(day) - self._period(self.start.date())) % self.interval == 0

    def _period(self, day: date) -> int:
        if self.freq == "YEARLY":
            return day.year
        if self.freq == "MONTHLY":
            return day.year * 12 + day.month
        if self.freq == "WEEKLY":
            return (day.toordinal() - 1 - self._wkst) // _WEEK
        return day.toordinal()

    def _fits(self, day: date) -> bool:
        days_of_year, days_of_month = 365 + isleap(day.year), monthrange(day.year, day.month)[1]
        day_of_year, (week_year, week, _) = day.timetuple().tm_yday, day.isocalendar()
        return (
            _is_one(day.month, self._months, 12)
            and _is_one(day.day, self._monthdays, days_of_month)
            and _is_one(day_of_year, self._numbers("BYYEARDAY"), days_of_year)
            and _is_one(week, self._numbers("BYWEEKNO"), date(week_year, 12, 28).isocalendar().week)
            and (not self._weekdays or any(self._is_such(day, nth, weekday) for nth, weekday in self._weekdays))
        )

    def _is_such(self, day: date, nth: int, weekday: int) -> bool:
        if day.weekday() != weekday:
            return False
        if not nth:
            return True
        if self.freq == "YEARLY" and not self._months:
            place, most = day.timetuple().tm_yday, 365 + isleap(day.year)
        else:
            place, most = day.day, monthrange(day.year, day.month)[1]
        return ((place - 1) // _WEEK + 1 if nth > 0 else -((most - place) // _WEEK + 1)) == nth

    @cached_property
    def _months(self) -> tuple[int, ...]:
        months = self._numbers("BYMONTH")
        return months or ((self.start.month,) if self.freq == "YEARLY" and not self._names_days else ())

    @cached_property
    def _monthdays(self) -> tuple[int, ...]:
        days = self._numbers("BYMONTHDAY")
        return days or ((self.start.day,) if self.freq in {"YEARLY", "MONTHLY"} and not self._names_days else ())

    @cached_property
    def _weekdays(self) -> tuple[tuple[int, int], ...]:
        """The days asked for; where only a week is, its day is that of the start."""
        given = self.given.get("BYDAY")
        if given:
            return pairs(tuple(given.split(",")))
        if "BYMONTHDAY" in self.given or "BYYEARDAY" in self.given:
            return ()
        return ((0, self.start.weekday()),) if self.freq == "WEEKLY" or "BYWEEKNO" in self.given else ()

    @cached_property
    def _names_days(self) -> bool:
        return any(name in self.given for name in ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"))

    @cached_property
    def _hours(self) -> list[int]:
        return sorted({hour for hour in self._numbers("BYHOUR") if 0 <= hour < 24})  # noqa: PLR2004 - a clock

    @cached_property
    def _minutes(self) -> list[int]:
        minutes = {minute for minute in self._numbers("BYMINUTE") if 0 <= minute < 60}  # noqa: PLR2004 - a clock
        return sorted(minutes) or [self.start.minute]

    @cached_property
    def _wkst(self) -> int:
        return DAYS.index(self.given.get("WKST", "MO"))

    def _numbers(self, name: str) -> tuple[int, ...]:
        return self._read.setdefault(name, numbers(self.given.get(name)))

    @cached_property
    def _read(self) -> dict[str, tuple[int, ...]]:
        return {}


def numbers(text: str | None) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",") if part) if text else ()


def _is_one(value: int, wanted: tuple[int, ...], most: int) -> bool:
    """Whether it is one of those wanted, which may count from the end; any will do if none is."""
    return not wanted or value in wanted or value - most - 1 in wanted
