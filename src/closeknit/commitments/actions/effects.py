"""What each step does besides changing the state. What was said first stays in the step."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from closeknit.commitments.models import Step, Undertaking
from closeknit.commitments.vocabulary import Move
from closeknit.core.errors import Refused

Details = Mapping[str, Any]


def no_effect(row: Any, made: Step, details: Details) -> None:
    pass


def _acknowledge(row: Any, made: Step, details: Details) -> None:
    if details["due_on"]:
        _move_day(row, made, details["due_on"])


def _change(row: Any, made: Step, details: Details) -> None:
    text = details["text"] or row.text
    if (text, details["due_on"]) == (row.text, row.due_on):
        raise Refused(_("This is what it says already."))
    if isinstance(row, Undertaking):
        if text != row.text:
            made.text_before, made.text_after, row.text = row.text, text, text
        row.times_changed += 1
    _move_day(row, made, details["due_on"])


def _move_day(row: Any, made: Step, due_on: date | None) -> None:
    if due_on != row.due_on:
        made.due_before, made.due_after, row.due_on = row.due_on, due_on, due_on


def _judge(row: Any, made: Step, details: Details) -> None:
    made.verdict = row.verdict = details["verdict"]


def _offer(row: Any, made: Step, details: Details) -> None:
    made.person = details["person"]


def _end_offer(row: Any, made: Step, details: Details) -> None:
    if row.offer is None:
        raise Refused(_("This has changed meanwhile. Look at it again."))
    row.offer = None


def _take_over(row: Any, made: Step, details: Details) -> None:
    _end_offer(row, made, details)
    row.owner, row.owner_name, made.person = made.by, "", row.owner


def _settle(row: Any, made: Step, details: Details) -> None:
    if isinstance(row, Undertaking):
        row.offer = None


EFFECTS: dict[Move, Callable[[Any, Step, Details], None]] = {
    Move.ACKNOWLEDGED: _acknowledge,
    Move.CHANGED: _change,
    Move.VERDICT: _judge,
    Move.OFFERED: _offer,
    Move.OFFER_ENDED: _end_offer,
    Move.TAKEN_OVER: _take_over,
    Move.KEPT: _settle,
    Move.WITHDRAWN: _settle,
}
