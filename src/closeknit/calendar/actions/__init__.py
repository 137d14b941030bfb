"""What people do with events: publish, change, move, cancel."""

from closeknit.calendar.actions.editing import edit_all, edit_following
from closeknit.calendar.actions.holidays import add_holidays, remove_holiday
from closeknit.calendar.actions.publishing import cancel_series, publish_series, restore_series
from closeknit.calendar.actions.single_dates import cancel_date, change_date, restore_date

__all__ = [
    "add_holidays",
    "cancel_date",
    "cancel_series",
    "change_date",
    "edit_all",
    "edit_following",
    "publish_series",
    "remove_holiday",
    "restore_date",
    "restore_series",
]
