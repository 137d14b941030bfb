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
from closeknit.calendar.actions.attendance import (
    SignedIn,
    attend,
    attend_together,
    came_for,
    forget_names_of,
    not_there,
    read_needs,
    take_off,
    tell_of_taken_off,
    tick_who_came,
)
from closeknit.calendar.actions.editing import edit_all, edit_following
from closeknit.calendar.actions.helped import change_event
from closeknit.calendar.actions.holidays import add_holidays, remove_holiday
from closeknit.calendar.actions.publishing import bring_out, cancel_series, publish_series, restore_series
from closeknit.calendar.actions.single_dates import cancel_date, change_date, restore_date

__all__ = [
    "SignedIn",
    "add_holidays",
    "answer",
    "answer_as_guest",
    "answer_by_letter",
    "answer_for",
    "attend",
    "attend_together",
    "bring_out",
    "came_for",
    "cancel_date",
    "cancel_series",
    "change_date",
    "change_event",
    "edit_all",
    "edit_following",
    "forget_names_of",
    "let_in",
    "not_there",
    "note_told",
    "publish_series",
    "read_needs",
    "remove_holiday",
    "restore_date",
    "restore_series",
    "take_back",
    "take_off",
    "tell_of_taken_off",
    "tick_who_came",
]
