"""The verbs of the conversation room."""

from closeknit.conversation.actions.complaining import answer_complaint, complain, note_on_complaint
from closeknit.conversation.actions.moderating import (
    Overtaken,
    appeal,
    claim,
    hide,
    let_stand,
    report,
    send_again,
    take_report_back,
)
from closeknit.conversation.actions.talking import close_thread, edit_comment, open_thread, remove_comment, say

__all__ = [
    "Overtaken",
    "answer_complaint",
    "appeal",
    "claim",
    "close_thread",
    "complain",
    "edit_comment",
    "hide",
    "let_stand",
    "note_on_complaint",
    "open_thread",
    "remove_comment",
    "report",
    "say",
    "send_again",
    "take_report_back",
]
