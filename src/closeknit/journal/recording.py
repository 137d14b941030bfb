"""The one verb of the journal: ``record`` what happened, and tell those who listen."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model

from closeknit.accounts.models import Person
from closeknit.journal.following import level_of
from closeknit.journal.models import Entry, Follow, Notice
from closeknit.journal.things import key_of, kinds
from closeknit.journal.verbs import verbs
from closeknit.journal.vocabulary import Importance, Level

Key = tuple[str, int]
NOBODY: Key = ("", 0)  # it came because it was addressed to them, not because they follow


@transaction.atomic
def record(
    verb: str,
    *,
    about: Model,
    by: Person | None = None,
    guest: str = "",
    speaking_as: Model | None = None,
    also: Iterable[Model] = (),
    to: Collection[Person] = (),
    data: dict[str, Any] | None = None,
) -> Entry:
    """Write down what happened, in the transaction in which it happens.

    Followers of ``about`` and of the things in ``also`` are told as they chose, and those in ``to``
    at once, unless they have muted ``about`` (and need not know). Nobody is told of what they did themselves.
    ``KeyError`` for a verb or a kind of thing that nobody declared.
    """
    entry = _write(verb, about, data, by=by, guest=guest, speaking_as=speaking_as)
    if entry.importance != Importance.QUIET:
        _tell(entry, [key_of(about), *map(key_of, also)], {person.pk for person in to})
    return entry


@transaction.atomic
def tell(verb: str, person: Person, about: Model, data: dict[str, Any] | None = None) -> Entry | None:
    """Tell this one person, and nobody who follows, in the name of the hub; None if they muted ``about``."""
    if not _is_heard(verb, level_of(person, about)):
        return None
    entry = _write(verb, about, data)
    Notice.objects.create(person=person, entry=entry, at_once=True)
    return entry


def _write(
    verb: str,
    about: Model,
    data: dict[str, Any] | None,
    *,
    by: Person | None = None,
    guest: str = "",
    speaking_as: Model | None = None,
) -> Entry:
    kind, number = key_of(about)
    as_kind, as_id = key_of(speaking_as) if speaking_as else ("", None)
    return Entry.objects.create(
        verb=verb,
        importance=verbs()[verb].importance,
        actor=by,
        guest=guest[:120],
        speaking_as_kind=as_kind,
        speaking_as_id=as_id,
        about_kind=kind,
        about_id=number,
        about_name=kinds()[kind].label(about)[:300],
        data=data or {},
    )


def _tell(entry: Entry, things: list[Key], addressed: set[int]) -> None:
    """What is nearest counts: a level chosen for the thing itself beats that for its surroundings.
    What speaks to one person is no news for those who follow."""
    heard = _levels(things)
    told = {
        person: (Level.EVERYTHING, NOBODY)
        for person in addressed
        if _is_heard(entry.verb, heard.get(person, (Level.DIGEST, NOBODY))[0])
    }
    if entry.importance != Importance.PERSONAL:
        told = {person: how for person, how in heard.items() if how[0] != Level.NOTHING} | told
    told.pop(entry.actor_id or 0, None)
    Notice.objects.bulk_create(
        Notice(
            person_id=person,
            entry=entry,
            at_once=is_told_at_once(level, entry.importance),
            via_kind=via[0],
            via_id=via[1],
        )
        for person, (level, via) in sorted(told.items())
    )


def _levels(things: list[Key]) -> dict[int, tuple[str, Key]]:
    """Of each follower: how much they want to hear, and which of the things they said so of."""
    levels: dict[int, tuple[str, Key]] = {}
    for kind, number in reversed(things):
        followers = Follow.objects.filter(kind=kind, thing_id=number).values_list("person_id", "level")
        levels.update({person: (level, (kind, number)) for person, level in followers})
    return levels


def _is_heard(verb: str, level: str) -> bool:
    """Whether one spoken to hears of it: not of what they muted, unless they must know."""
    return level != Level.NOTHING or verbs()[verb].must_know


def is_told_at_once(level: str, importance: str) -> bool:
    """Whether somebody who listens at this level gets a letter now, and not the weekly digest."""
    if level == Level.EVERYTHING:
        return True
    return level == Level.IMPORTANT and importance in (Importance.IMPORTANT, Importance.PERSONAL)
