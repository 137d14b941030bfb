"""What somebody did for a person whom they help: written down, and told to that person at once."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from closeknit.accounts import with_help
from closeknit.accounts.models import HelpedAct
from closeknit.accounts.with_help import Hands
from closeknit.journal.recording import record
from closeknit.journal.things import thing_kind
from closeknit.journal.verbs import verb
from closeknit.journal.vocabulary import Importance

HELPED = verb(
    "accounts.helped",
    _("%(who)s helped you and wrote for you: %(what)s. You can take it back"),
    Importance.PERSONAL,
    must_know=True,
)


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    thing_kind(
        "accounts.helped_act",
        HelpedAct,
        visible_to=_done_for,
        label=lambda act: act.name,
        address=lambda _act: reverse("accounts:helped"),
        is_discreet=lambda _act: True,  # who passes by need not read that somebody is helped
    )


@transaction.atomic
def note_help(kind: str, number: int, *, hands: Hands, name: str) -> None:
    """Write down that this was made with help, if it was, and tell its author. ``Refused`` if the help
    has ended meanwhile: then nothing is made."""
    if hands.helper is not None:
        act = with_help.note(kind, number, hands=hands, name=name)
        record(HELPED, by=hands.helper, about=act, to=[hands.author])


def said_with_help(is_helped: object) -> dict[str, bool]:
    """What the journal's entry about the thing itself carries, for ``sentences``."""
    return {"with_help": True} if is_helped else {}


def _done_for(person: Any) -> QuerySet[HelpedAct]:
    return HelpedAct.objects.filter(person=person) if person else HelpedAct.objects.none()
