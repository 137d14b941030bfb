"""Which steps a person may take with an ask or a promise, and what their buttons say."""

from typing import Any

from django.utils.translation import gettext as _

from closeknit.commitments.models import Ask, Undertaking
from closeknit.commitments.vocabulary import OF_AN_ASK, OF_AN_UNDERTAKING, Move, Sight
from closeknit.core.policy import may


def all_moves(row: Ask | Undertaking) -> list[tuple[str, str]]:
    """Every step that such a thing has, and what its button says."""
    words = _words_of_ask(row) if isinstance(row, Ask) else _words_of_undertaking(row)
    return [(str(move), said) for move, said in words.items()]


def moves_of(row: Ask | Undertaking, person: Any) -> list[tuple[str, str]]:
    """The steps that this person may take now, and what their buttons say."""
    if person is None:
        return []
    words = _words_of_ask(row) if isinstance(row, Ask) else _words_of_undertaking(row)
    return [(str(move), words[move]) for move in words if may_take(person, row, move)]


def may_take(person: Any, row: Ask | Undertaking, move: Move) -> bool:
    """Whether the person may take this step now: the state allows it, and they are who takes it."""
    leads = OF_AN_ASK if isinstance(row, Ask) else OF_AN_UNDERTAKING
    if move not in leads or row.state not in leads[move][0] or row.sight == Sight.REMOVED:
        return False
    stands = isinstance(row, Undertaking) and row.offer_id is not None
    if (move == Move.OFFERED and stands) or (move == Move.OFFER_ENDED and not stands):
        return False
    return may_ever_take(person, row, move)


def may_ever_take(person: Any, row: Ask | Undertaking, move: Move) -> bool:
    """Whether this person is one who takes such a step, whether or not it can be taken now."""
    if isinstance(row, Ask):
        return _may_step_ask(person, row, move)
    if move == Move.OFFERED:
        return may(person, "commitments.hand_over", row)
    if move == Move.OFFER_ENDED:
        return may(person, "commitments.hand_over", row) or may(person, "commitments.take_over", row)
    if move == Move.TAKEN_OVER:
        return may(person, "commitments.take_over", row)
    return may(person, "commitments.settle", row)


def _may_step_ask(person: Any, row: Ask, move: Move) -> bool:
    asks, answers = "commitments.give_verdict", "commitments.answer_ask"
    if move in (Move.WITHDRAWN, Move.VERDICT):
        return may(person, asks, row)
    if move == Move.REOPENED:
        return may(person, asks if row.state == "withdrawn" else answers, row)
    if move == Move.CORRECTED:
        return may(person, asks, row) or may(person, answers, row)
    return may(person, answers, row)


def _words_of_ask(row: Ask) -> dict[Move, str]:
    return {
        Move.ACKNOWLEDGED: _("Say that you have it"),
        Move.ANSWERED: _("Answer"),
        Move.VERDICT: _("Say whether it answered you"),
        Move.CHANGED: _("Name another day for the answer"),
        Move.WITHDRAWN: _("Take it back"),
        Move.REOPENED: _("Open it again"),
        Move.CORRECTED: _("Put something right"),
    }


def _words_of_undertaking(row: Undertaking) -> dict[Move, str]:
    return {
        Move.TAKEN_OVER: _("Take it over"),
        Move.KEPT: _("It is done"),
        Move.NEWS: _("Tell how it goes"),
        Move.CHANGED: _("Change it, or its day"),
        Move.OFFERED: _("Hand it over"),
        Move.OFFER_ENDED: _("It stays where it is"),
        Move.WITHDRAWN: _("Take it back"),
        Move.REOPENED: _("It is not done yet"),
        Move.CORRECTED: _("Put something right"),
    }
