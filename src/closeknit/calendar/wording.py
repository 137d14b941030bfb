"""Dates and rules in words, as pages and letters tell them."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from closeknit.algorithms.schedule.clock_changes import span as span_of
from closeknit.algorithms.schedule.recurrence import Happening as Dated
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.algorithms.schedule.recurrence_words import in_words, moved_in_words
from closeknit.calendar import originals
from closeknit.calendar.dates import Happening
from closeknit.calendar.models import Series


def when(one: Happening) -> str:
    """“Tuesday 3 November 2026, 19:00 to 21:00”."""
    return span(one.starts, one.ends, is_all_day=one.series.is_all_day)


def span(starts: datetime, ends: datetime, *, is_all_day: bool = False) -> str:
    begins = timezone.localtime(starts)
    day = date_format(begins, "l j F Y")
    return day if is_all_day else f"{day}, {hours(starts, ends)}"


def hours(starts: datetime, ends: datetime) -> str:
    """“19:00 to 21:00”, and with the day where it goes on into another."""
    begins, over = timezone.localtime(starts), timezone.localtime(ends)
    if over <= begins:
        return date_format(begins, "H:i")
    until = date_format(over, "H:i" if over.date() == begins.date() else "l j F, H:i")
    return _("%(from)s to %(until)s") % {"from": date_format(begins, "H:i"), "until": until}


def rule_in_words(rule: Recurrence) -> str:
    """“Every Tuesday, 19.00 to 21.00”, without what is over."""
    return in_words(rule, _, today=timezone.localdate())


def planned(series: Series, original: str) -> Happening:
    """The date as the rule had it."""
    rule = series.recurrence()
    starts, ends, _moved = span_of(originals.read(original), timedelta(minutes=rule.minutes), rule.zone)
    return Happening(series, original, starts, ends)


def of_original(series: Series, original: str) -> str:
    return when(planned(series, original))


def moved_by_clock(series: Series, original: str) -> str:
    """Why it does not begin at its hour, where the clocks leave that out; else nothing."""
    rule = series.recurrence()
    wall = originals.read(original)
    return moved_in_words(Dated(wall, *span_of(wall, timedelta(minutes=rule.minutes), rule.zone)), _)
