"""Following and muting things."""

from functools import cache

from django.db.models import Model

from closeknit.accounts.models import Person
from closeknit.core.prepared import Prepared
from closeknit.journal.models import Follow
from closeknit.journal.things import key_of
from closeknit.journal.vocabulary import Level


def follow(person: Person, thing: Model, level: str = Level.DIGEST) -> Follow:
    """Listen to the thing at this level; doing it again changes the level."""
    kind, number = key_of(thing)
    return Follow.objects.update_or_create(person=person, kind=kind, thing_id=number, defaults={"level": level})[0]


def unfollow(person: Person, thing: Model) -> None:
    """Listen no more; safe to repeat."""
    kind, number = key_of(thing)
    Follow.objects.filter(person=person, kind=kind, thing_id=number).delete()


def level_of(person: Person | None, thing: Model) -> str:
    """How the person listens to the thing; empty for not at all."""
    if person is None:
        return ""
    kind, number = key_of(thing)
    return next((level for (level,) in _levels(kind)(person.pk, number)), "")


@cache
def _levels(kind: str) -> Prepared:
    return Prepared(
        lambda person, number: Follow.objects.filter(person=person, kind=kind, thing_id=number).values_list("level")
    )
