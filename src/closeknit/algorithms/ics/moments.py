"""Dates, times and durations as calendars write them, to the minute and by the clock on the wall."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from closeknit.algorithms.ics.lines import Line
from closeknit.algorithms.ics.zones import UTC, Zones
from closeknit.algorithms.sentences import gettext_noop

_MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?\d\d(?:\.\d+)?)?(Z)?)?", re.ASCII | re.IGNORECASE
)
_DURATION = re.compile(
    r"\+?P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:\d{1,9}S)?)?", re.ASCII | re.IGNORECASE
)
_NO_DATE = gettext_noop("a date in it is none")
_YEARS = range(1900, 2201)  # no happening of any use lies outside, and no arithmetic there overflows
_MOST_VALUES = 2_000


@dataclass(frozen=True, slots=True)
class Moment:
    """A wall clock's time in a zone, or a date (its midnight); no zone where none was said."""

    wall: datetime
    zone: tzinfo | None = None
    is_date: bool = False

    def wall_in(self, zone: tzinfo) -> datetime:
        """The same moment as the clock in that zone shows it; a date or a time without zone as it is."""
        if self.zone is None or self.zone == zone:
            return self.wall
        return self.wall.replace(tzinfo=self.zone).astimezone(zone).replace(tzinfo=None)


def moments(line: Line, zones: Zones) -> Iterator[Moment]:
    """Those of a list that can be read; of a period its start."""
    for value in line.value.split(",")[:_MOST_VALUES]:
        try:
            yield moment(value.partition("/")[0], line.params.get("TZID", ""), zones)
        except ValueError:
            continue


def moment(value: str, zone: str, zones: Zones) -> Moment:
    """ValueError if it is none, or of a year that nobody here will see. “Z” outweighs a zone."""
    found = _MOMENT.fullmatch(value.strip())
    if not found or int(found[1]) not in _YEARS:
        raise ValueError(_NO_DATE)
    year, month, day, hour, minute = (int(part or 0) for part in found.groups()[:5])
    try:
        wall = datetime(year, month, day, hour, minute)  # noqa: DTZ001 - a wall clock has no zone
    except ValueError as error:
        raise ValueError(_NO_DATE) from error
    if found[4] is None:
        return Moment(wall, is_date=True)
    if found[6]:
        return Moment(wall, UTC)
    return Moment(wall, zones.named(zone) if zone else None)


def minutes(value: str) -> int:
    """How long a DURATION is; ValueError if it is none or less than nothing."""
    found = _DURATION.fullmatch(value.strip())
    if not found or not value.strip("+Pp \t"):
        raise ValueError(gettext_noop("its length is none"))
    weeks, days, hours, rest = (int(part or 0) for part in found.groups())
    return ((weeks * 7 + days) * 24 + hours) * 60 + rest


def minutes_between(start: datetime, end: datetime) -> int:
    return max(0, (end - start) // timedelta(minutes=1))
