"""Guests have no account: the room that keeps their address says whose names go when somebody leaves."""

from collections.abc import Collection, Iterable

from django.db.models import Model

from closeknit.core.personal_data import SOMEONE_WHO_LEFT
from closeknit.journal.models import Entry
from closeknit.journal.things import key_of


def forget_guests(names: Collection[str], *, about: Iterable[Model]) -> None:
    """In the record of these things guests of these names are now someone who left. Safe to repeat."""
    wanted = [name for name in names if name]
    for kind, number in map(key_of, about) if wanted else ():
        acts = Entry.objects.filter(about_kind=kind, about_id=number, guest__in=wanted)
        acts.update(guest=str(SOMEONE_WHO_LEFT))
