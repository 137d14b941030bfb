"""What people do with events: publish, change, move, cancel."""

from closeknit.calendar.actions.answers import (
    answer,
    answer_as_guest,
    answer_by_letter,
    answer_for,
    let_in,
    note_told,
    take_back,
)
from closeknit.calendar.actions.attendance import attend, read_needs, tick_who_came
from closeknit.calendar.actions.editing import edit_all, edit_following
from closeknit.calendar.actions.holidays import add_holidays, remove_holiday
from closeknit.calendar.actions.publishing import cancel_series, publish_series, restore_series
from closeknit.calendar.actions.single_dates import cancel_date, change_date, restore_date

__all__ = [
    "add_holidays",
    "answer",
    "answer_as_guest",
    "answer_by_letter",
    "answer_for",
    "attend",
    "cancel_date",
    "cancel_series",
    "change_date",
    "edit_all",
    "edit_following",
    "let_in",
    "note_told",
    "publish_series",
    "read_needs",
    "remove_holiday",
    "restore_date",
    "restore_series",
    "take_back",
    "tick_who_came",
]
