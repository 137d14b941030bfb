"""The verbs of this room: ask something, promise something, and take the next step.

Whoever calls them has asked the policies; the actions themselves only see to it that what happens is
possible, happens once, and is told.
"""

from closeknit.commitments.actions.asking import ask, confirm_ask
from closeknit.commitments.actions.stepping import offer_to, step, take_over
from closeknit.commitments.actions.undertaking import undertake
from closeknit.commitments.sides import COUNCIL
from closeknit.commitments.vocabulary import Kind, Move, Verdict

__all__ = [
    "COUNCIL",
    "Kind",
    "Move",
    "Verdict",
    "ask",
    "confirm_ask",
    "offer_to",
    "step",
    "take_over",
    "undertake",
]
