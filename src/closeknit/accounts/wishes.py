"""What somebody without e-mail asks of those who wrote them down: to have it put right, or taken away.

Whoever wrote them down does it in their own name. Telling the person is the journal's part: see
``journal.people``. What is kept can be printed, and taken away in every room: see ``website.own_data.on_behalf``.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from closeknit.accounts import own_hands
from closeknit.accounts.actions import consent
from closeknit.accounts.models import Person
from closeknit.accounts.vocabulary import Purpose
from closeknit.core import erasure
from closeknit.core.errors import Refused
from closeknit.core.policy import may

_tellers: list[Callable[[Person, Person], Any]] = []


def register_teller(teller: Callable[[Person, Person], Any]) -> None:
    """The journal says here how a person hears who corrected what is kept of them. Called in ``ready()``."""
    _tellers.append(teller)


@transaction.atomic
def correct(person: Person, *, name: str, phone: str, by: Person) -> None:
    """A name and a number put right. The same ones change nothing."""
    held = _asked_for(person, by)
    if (held.name, held.phone) == (name, phone):
        return
    held.name, held.phone = name, phone
    held.save(update_fields=["name", "phone"])
    for tell in _tellers:
        tell(held, by)


@transaction.atomic
def take_away(person: Person, *, how: str, at: datetime, by: Person) -> None:
    """Wipe somebody out as they asked. How and when they asked, and who did it, stays on the row without a name."""
    gone = _asked_for(person, by)
    own_hands.keep_out(by, gone)
    erasure.erase(gone)
    consent(gone, Purpose.KEPT_FOR_ME, how=how, at=at, by=by, is_given=False)


def _asked_for(person: Person, by: Person) -> Person:
    """The person as they are now, one wish at a time."""
    held = Person.objects.select_for_update().filter(pk=person.pk).first()
    if held is None or not may(by, "accounts.act_on_wish", held):
        raise Refused(_("This person looks after what is kept of them themselves now."))
    return held
