"""The states of an ask and of a promise, and the steps that lead from one to the next."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class AskState(models.TextChoices):
    """Where an ask stands: what its last step left it in."""

    UNCONFIRMED = "unconfirmed", _("Waiting for a click in a letter")
    ASKED = "asked", _("Asked")
    ACKNOWLEDGED = "acknowledged", _("Received")
    ANSWERED = "answered", _("Answered")
    WITHDRAWN = "withdrawn", _("Taken back")


class State(models.TextChoices):
    """Where a promise or an action stands. Late is no state: the day says it."""

    OPEN = "open", _("Still to come")
    KEPT = "kept", _("Kept")
    WITHDRAWN = "withdrawn", _("Taken back")


class Kind(models.TextChoices):
    PROMISE = "promise", _("A promise")
    ACTION = "action", _("An agreed piece of work")


class Move(models.TextChoices):
    """One step. What it does to the state is in ``LEADS``."""

    ASKED = "asked", _("Asked")
    ACKNOWLEDGED = "acknowledged", _("Received")
    ANSWERED = "answered", _("Answered")
    PROMISED = "promised", _("Promised")
    CHANGED = "changed", _("Changed")
    NEWS = "news", _("News")
    OFFERED = "offered", _("Offered to somebody else")
    OFFER_ENDED = "offer-ended", _("Stays where it was")
    TAKEN_OVER = "taken-over", _("Taken over")
    KEPT = "kept", _("Kept")
    WITHDRAWN = "withdrawn", _("Taken back")
    REOPENED = "reopened", _("Open again")
    VERDICT = "verdict", _("What the asker says")
    CORRECTED = "corrected", _("Put right")


class Verdict(models.TextChoices):
    """What whoever asked says of what they got."""

    YES = "yes", _("It answered me")
    PARTLY = "partly", _("It answered me in part")
    NO = "no", _("It did not answer me")


class Sight(models.TextChoices):
    """Who sees the words. Who put them there, when and why is in the moderators' case."""

    SHOWN = "shown", _("Published")
    WAITING = "waiting", _("Waiting to be read by a moderator")
    HIDDEN = "hidden", _("Hidden by the moderators")
    REMOVED = "removed", _("Gone with its author")


A = AskState
BEFORE_AN_ANSWER = (A.ASKED, A.ACKNOWLEDGED)
OF_AN_ASK: dict[Move, tuple[tuple[str, ...], str]] = {  # from which states, and to which; "" for the same
    Move.ACKNOWLEDGED: ((A.ASKED,), A.ACKNOWLEDGED),
    Move.ANSWERED: ((*BEFORE_AN_ANSWER, A.ANSWERED), A.ANSWERED),
    Move.PROMISED: ((*BEFORE_AN_ANSWER, A.ANSWERED), A.ANSWERED),
    Move.CHANGED: (BEFORE_AN_ANSWER, ""),
    Move.WITHDRAWN: ((*BEFORE_AN_ANSWER, A.ANSWERED), A.WITHDRAWN),
    Move.REOPENED: ((A.ANSWERED, A.WITHDRAWN), A.ASKED),
    Move.VERDICT: ((A.ANSWERED,), ""),
    Move.CORRECTED: ((*BEFORE_AN_ANSWER, A.ANSWERED, A.WITHDRAWN), ""),
}
OF_AN_UNDERTAKING: dict[Move, tuple[tuple[str, ...], str]] = {
    Move.CHANGED: ((State.OPEN,), ""),
    Move.NEWS: ((State.OPEN,), ""),
    Move.OFFERED: ((State.OPEN,), ""),
    Move.OFFER_ENDED: ((State.OPEN,), ""),
    Move.TAKEN_OVER: ((State.OPEN,), ""),
    Move.KEPT: ((State.OPEN,), State.KEPT),
    Move.WITHDRAWN: ((State.OPEN,), State.WITHDRAWN),
    Move.REOPENED: ((State.KEPT, State.WITHDRAWN), State.OPEN),
    Move.CORRECTED: ((State.OPEN, State.KEPT, State.WITHDRAWN), ""),
}
NEEDS_WORDS = {
    Move.ANSWERED, Move.CHANGED, Move.NEWS, Move.WITHDRAWN, Move.REOPENED, Move.CORRECTED,
}  # fmt: skip

# Named functions, because a migration keeps the name: new choices then make no migration.


def ask_states() -> list[tuple[str, Any]]:
    return AskState.choices


def states() -> list[tuple[str, Any]]:
    return State.choices


def kinds() -> list[tuple[str, Any]]:
    return Kind.choices


def moves() -> list[tuple[str, Any]]:
    return Move.choices


def verdicts() -> list[tuple[str, Any]]:
    return Verdict.choices


def sights() -> list[tuple[str, Any]]:
    return Sight.choices
