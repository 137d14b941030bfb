"""One date as answers see it: when it is, whether it is on, how many may come and until when one can ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from closeknit.calendar import dates, policies, wording
from closeknit.calendar.models import Change, Series
from closeknit.directory.reads import told_place, venue_place


@dataclass(frozen=True, slots=True)
class AnswerDate:
    series: Series
    original: str
    title: str
    starts: datetime
    ends: datetime
    venue: Any = None
    place_words: str = ""
    is_cancelled: bool = False

    @property
    def takes_answers(self) -> bool:
        return self.series.takes_answers

    @property
    def most_heads(self) -> int:
        return self.series.most_guests + 1

    @property
    def closes_at(self) -> datetime:
        """Until when one can ask for a place; at the latest until it begins."""
        return self.starts - timedelta(minutes=self.series.closes_minutes_before or 0)

    def is_closed(self, now: datetime) -> bool:
        return now >= self.closes_at

    def is_over(self, now: datetime) -> bool:
        """What has no end is over when its day is."""
        return now >= (self.ends if self.ends > self.starts else self.starts + timedelta(hours=12))

    @property
    def when(self) -> str:
        """The day and the hour, by the hub's clock."""
        return wording.span(self.starts, self.ends, is_all_day=self.series.is_all_day)

    @property
    def closes(self) -> str:
        return date_format(timezone.localtime(self.closes_at), "l j F Y, H:i")

    @property
    def is_in_the_open(self) -> bool:
        """Whether anybody may read where it is."""
        return policies.place_is_open(self.series, self.venue)

    @property
    def place(self) -> str:
        """Where it is, as a letter may say it: never a place that must be kept safe."""
        return self.place_in_words if self.is_in_the_open else ""

    @property
    def place_in_words(self) -> str:
        """For those who may know it."""
        if self.venue is None:
            return self.place_words
        place = (venue_place if self.is_in_the_open else told_place)(self.venue)
        return ", ".join(filter(None, [self.venue.name, place.address if place else "", self.place_words]))


def date_of(series: Series, original: str) -> AnswerDate:
    """ValueError if the series has no such date. Costs a query, two where it rests in holidays."""
    return _as_answered(dates.span_of(series, original))


def dates_of(rows: Iterable[Any]) -> dict[tuple[int, str], AnswerDate]:
    """The dates of many answers, read with their series, by series and name; those that are no more are
    left out. Two queries."""
    keys = {(row.series_id, row.original): row.series for row in rows}
    if not keys:
        return {}
    changed = {
        (change.series_id, change.original): change
        for change in Change.objects.filter(
            series__in={number for number, _name in keys}, original__in={name for _number, name in keys}
        ).select_related("venue__point")
    }
    resting = dates.holidays() if any(series.skips_school_holidays for series in keys.values()) else ()
    found = {}
    for key, series in keys.items():
        try:
            one = dates.date_named(series, key[1], changed.get(key), resting if series.skips_school_holidays else ())
        except dates.NoSuchDate:
            continue
        found[key] = _as_answered(one)
    return found


def date_that_was(row: Any) -> AnswerDate:
    """A date that the rule gives no more, as it was when somebody answered to it."""
    series = row.series
    return AnswerDate(series, row.original, series.title, row.starts, row.starts, is_cancelled=True)


def _as_answered(one: dates.Happening) -> AnswerDate:
    return AnswerDate(
        series=one.series,
        original=one.original,
        title=one.title,
        starts=one.starts,
        ends=one.ends,
        venue=one.venue,
        place_words=one.place_words,
        is_cancelled=one.is_cancelled,
    )
