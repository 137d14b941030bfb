"""Regular times: as Open Referral and iCalendar write them, in words, as dates, and as people type."""

from closeknit.algorithms.schedule.dates import LONDON, next_dates, starts
from closeknit.algorithms.schedule.opening_times import parse_opening_times
from closeknit.algorithms.schedule.rule import DAYS, Schedule, parts, weekdays
from closeknit.algorithms.schedule.wording import hours_in_words, in_words

__all__ = [
    "DAYS",
    "LONDON",
    "Schedule",
    "hours_in_words",
    "in_words",
    "next_dates",
    "parse_opening_times",
    "parts",
    "starts",
    "weekdays",
]
