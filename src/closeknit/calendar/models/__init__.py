"""Series, what became of single dates, holidays, the dates of the coming year, and who answers and comes."""

from closeknit.calendar.models.answers import Answer, Attendance, Needs, NeedsReading
from closeknit.calendar.models.change import Change, FormerDate
from closeknit.calendar.models.feeds import Feed, FeedItem, FeedReading, PersonalCalendar
from closeknit.calendar.models.helped import HelpedEdit
from closeknit.calendar.models.holiday import SchoolHoliday
from closeknit.calendar.models.series import Series
from closeknit.calendar.models.upcoming import Upcoming

__all__ = [
    "Answer",
    "Attendance",
    "Change",
    "Feed",
    "FeedItem",
    "FeedReading",
    "FormerDate",
    "HelpedEdit",
    "Needs",
    "NeedsReading",
    "PersonalCalendar",
    "SchoolHoliday",
    "Series",
    "Upcoming",
]
