"""A meeting in the few words that a letter or a card needs: when, where, and its page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from closeknit.calendar.policies import place_is_open
from closeknit.calendar.reads import next_dates
from closeknit.networks.models import Meeting


@dataclass(frozen=True, slots=True)
class Facts:
    """``where`` is empty for a place that is told to those who come alone."""

    title: str
    starts: datetime | None
    where: str
    address: str

    @property
    def day(self) -> str:
        return date_format(timezone.localtime(self.starts), "l j F") if self.starts else ""

    @property
    def time(self) -> str:
        return date_format(timezone.localtime(self.starts), "H:i") if self.starts else ""


def facts_of(thing: Any) -> Facts:
    """Of a meeting, or of a series in the calendar: its next date, else its first."""
    series = thing.series if isinstance(thing, Meeting) else thing
    return Facts(
        title=series.title,
        starts=next_start(series),
        where=place_of(series),
        address=settings.PUBLIC_URL + thing.get_absolute_url(),
    )


def next_start(series: Any) -> datetime | None:
    """Its next date that is not cancelled, or else its first."""
    coming = next((one for one in next_dates(series, timezone.now()) if not one.is_cancelled), None)
    if coming is not None:
        return coming.starts
    rule = series.recurrence()
    return rule.start.replace(tzinfo=rule.zone)


def place_of(series: Any) -> str:
    venue = series.venue
    if not place_is_open(series, venue):
        return ""
    return ", ".join(filter(None, [venue.name if venue else "", series.place_words]))
