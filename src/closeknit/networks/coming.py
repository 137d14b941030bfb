"""A meeting in the few words that a letter or a card needs: when, where, and its page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from closeknit.calendar import originals
from closeknit.calendar.dates import Happening, NoSuchDate
from closeknit.calendar.policies import place_is_open
from closeknit.calendar.reads import date_of as date_named
from closeknit.calendar.reads import next_dates
from closeknit.networks.models import Meeting


@dataclass(frozen=True, slots=True)
class Facts:
    """``where`` is empty for a place that is told to those who come alone."""

    title: str
    starts: datetime | None
    where: str
    address: str
    is_cancelled: bool = False

    @property
    def day(self) -> str:
        return date_format(timezone.localtime(self.starts), "l j F") if self.starts else ""

    @property
    def time(self) -> str:
        return date_format(timezone.localtime(self.starts), "H:i") if self.starts else ""


def facts_of(thing: Any) -> Facts:
    """Of a meeting, or of a series in the calendar: its next date, as it is now, else its first."""
    series = thing.series if isinstance(thing, Meeting) else thing
    date = date_of(series)
    return Facts(
        title=series.title,
        starts=date.starts,
        where=place_of(date),
        address=settings.PUBLIC_URL + thing.get_absolute_url(),
        is_cancelled=date.is_cancelled,
    )


def date_of(series: Any) -> Happening:
    """What is on once is as it was moved or called off, also when it is over. Of the others the next date that is
    not cancelled, or else the first."""
    rule = series.recurrence()
    if rule.freq or rule.dates:
        dates = next_dates(series, timezone.now())
        on = next((one for one in dates if not one.is_cancelled), None)
        if on is not None or dates:
            return on or dates[0]
    starts = rule.start.replace(tzinfo=rule.zone)
    try:
        return date_named(series, originals.named(rule.start))
    except NoSuchDate:  # it rests in the holidays
        return Happening(series, "", starts, starts + timedelta(minutes=rule.minutes), is_cancelled=True)


def is_cancelled(series: Any) -> bool:
    """Whether all of it is called off, or each of its dates to come."""
    return date_of(series).is_cancelled


def next_start(series: Any) -> datetime:
    return date_of(series).starts


def place_of(date: Happening) -> str:
    if not place_is_open(date.series, date.venue):
        return ""
    return ", ".join(filter(None, [date.venue.name if date.venue else "", date.place_words]))
