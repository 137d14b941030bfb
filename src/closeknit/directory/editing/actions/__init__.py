"""The verbs of editing."""

from closeknit.directory.editing.actions.changing import change_group, held, undo_change
from closeknit.directory.editing.actions.linking import answer_tie, end_tie, offer_tie
from closeknit.directory.editing.actions.picturing import add_photo
from closeknit.directory.editing.actions.suggesting import answer_suggestion, hand_on_old_suggestions, suggest_change

__all__ = [
    "add_photo",
    "answer_suggestion",
    "answer_tie",
    "change_group",
    "end_tie",
    "hand_on_old_suggestions",
    "held",
    "offer_tie",
    "suggest_change",
    "undo_change",
]
