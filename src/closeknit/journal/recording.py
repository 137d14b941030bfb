"""The one verb of the journal: ``record`` what happened, and tell those who listen."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model

from closeknit.accounts.models import Person
from closeknit.journal.models import Entry, Follow, Notice
from closeknit.journal.things import key_of, kinds
from closeknit.journal.verbs import verbs
from closeknit.journal.vocabulary import Importance, Level


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
    at once, unless they have muted ``about``. Nobody is told of what they did themselves.
    ``KeyError`` for a verb or a kind of thing that nobody declared.
    """
    declared = verbs()[verb]
    kind, number = key_of(about)
    as_kind, as_id = key_of(speaking_as) if speaking_as else ("", None)
    entry = Entry.objects.create(
        verb=verb,
        importance=declared.importance,
        actor=by,
        guest=guest[:120],
        speaking_as_kind=as_kind,
        speaking_as_id=as_id,
        about_kind=kind,
        about_id=number,
        about_name=kinds()[kind].label(about)[:300],
        data=data or {},
    )
    if declared.importance != Importance.QUIET:
        _tell(entry, [(kind, number), *map(key_of, also)], {person.pk for person in to})
    return entry


def _tell(entry: Entry, things: list[tuple[str, int]], addressed: set[int]) -> None:
    """What is nearest counts: a level chosen for the thing itself beats that for its surroundings."""
    levels: dict[int, str] = {}
    for kind, number in reversed(things):
        followers = Follow.objects.filter(kind=kind, thing_id=number)
        levels.update(followers.values_list("person_id", "level"))
    levels.update({person: Level.EVERYTHING for person in addressed if levels.get(person) != Level.NOTHING})
    levels.pop(entry.actor_id or 0, None)
    Notice.objects.bulk_create(
        Notice(person_id=person, entry=entry, at_once=is_told_at_once(level, entry.importance))
        for person, level in sorted(levels.items())
        if level != Level.NOTHING
    )


def is_told_at_once(level: str, importance: str) -> bool:
    """Whether somebody who listens at this level gets a letter now, and not the weekly digest."""
    if level == Level.EVERYTHING:
        return True
    return level == Level.IMPORTANT and importance in (Importance.IMPORTANT, Importance.PERSONAL)
