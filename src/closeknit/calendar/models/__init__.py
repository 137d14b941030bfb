"""Series, what became of single dates, holidays, and the dates of the coming year."""

from closeknit.calendar.models.change import Change, FormerDate
from closeknit.calendar.models.holiday import SchoolHoliday
from closeknit.calendar.models.series import Series
from closeknit.calendar.models.upcoming import Upcoming

__all__ = ["Change", "FormerDate", "SchoolHoliday", "Series", "Upcoming"]
