"""The one verb of the journal: ``record`` what happened, and tell those who listen."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Model

from closeknit.accounts.models import Person
from closeknit.journal.models import Entry, Follow, Notice
from closeknit.journal.things import key_of, kinds, whole_of
from closeknit.journal.verbs import verbs
from closeknit.journal.vocabulary import Importance, Level

Key = tuple[str, int]
Heard = dict[int, tuple[str, Key]]


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
    at once, unless they have muted ``about`` or what it is a part of (and need not know). Nobody is told of
    what they did themselves. ``KeyError`` for a verb or a kind of thing that nobody declared.
    """
    followed = [key_of(about), *map(key_of, also)]
    whole = whole_of(about) if to else followed[0]
    things = followed if whole in followed else [followed[0], whole, *followed[1:]]
    entry = _write(verb, about, data, by=by, guest=guest, speaking_as=speaking_as, around=things[1:])
    if entry.importance != Importance.QUIET:
        people, heard = {person.pk for person in to}, _levels(followed)
        heard_by_them = heard if things == followed else _levels(things, people)
        told = _followers(entry, heard)
        told |= _addressed(entry, things[: things.index(whole) + 1], heard_by_them, people)
        told.pop(entry.actor_id or 0, None)
        Notice.objects.bulk_create(notice for _person, notice in sorted(told.items()))
    return entry


@transaction.atomic
def tell(verb: str, person: Person, about: Model, data: dict[str, Any] | None = None) -> Entry | None:
    """Tell this one person, and nobody who follows, in the name of the hub; None if they muted ``about``."""
    key, whole = key_of(about), whole_of(about)
    things = list(dict.fromkeys([key, whole]))
    if not _is_heard(verb, _levels(things, {person.pk}).get(person.pk, (Level.DIGEST, key))[0]):
        return None
    entry = _write(verb, about, data, around=things[1:])
    _notice(person.pk, entry, Level.EVERYTHING, whole, is_addressed=True).save()
    return entry


def _write(
    verb: str,
    about: Model,
    data: dict[str, Any] | None,
    *,
    by: Person | None = None,
    guest: str = "",
    speaking_as: Model | None = None,
    around: Sequence[Key] = (),
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
        around=list(around),
    )


def _followers(entry: Entry, heard: Heard) -> dict[int, Notice]:
    """What speaks to one person is no news for those who follow."""
    if entry.importance == Importance.PERSONAL:
        return {}
    return {
        person: _notice(person, entry, level, via) for person, (level, via) in heard.items() if level != Level.NOTHING
    }


def _addressed(entry: Entry, own: Sequence[Key], heard: Heard, people: set[int]) -> dict[int, Notice]:
    """Those spoken to hear at once: because of what they follow of its ``own``, from the thing itself up
    to the whole that it is a part of, or else because of the whole."""
    told = {}
    for person in people:
        level, via = heard.get(person, (Level.DIGEST, own[-1]))
        if _is_heard(entry.verb, level):
            because = via if via in own else own[-1]
            told[person] = _notice(person, entry, Level.EVERYTHING, because, is_addressed=True)
    return told


def _notice(person: int, entry: Entry, level: str, via: Key, *, is_addressed: bool = False) -> Notice:
    at_once = is_told_at_once(level, entry.importance)
    return Notice(
        person_id=person, entry=entry, at_once=at_once, via_kind=via[0], via_id=via[1], is_addressed=is_addressed
    )


def _levels(things: Sequence[Key], people: Collection[int] | None = None) -> Heard:
    """Of each follower, or of those among these people: how much they want to hear, and which of the
    things they said so of. What is nearest counts: a level chosen for the thing itself beats that for
    its surroundings. One query for each thing."""
    levels: Heard = {}
    for kind, number in reversed(things):
        followers = Follow.objects.filter(kind=kind, thing_id=number)
        if people is not None:
            followers = followers.filter(person__in=people)
        levels.update(
            {person: (level, (kind, number)) for person, level in followers.values_list("person_id", "level")}
        )
    return levels


def _is_heard(verb: str, level: str) -> bool:
    """Whether one spoken to hears of it: not of what they muted, unless they must know."""
    return level != Level.NOTHING or verbs()[verb].must_know


def is_told_at_once(level: str, importance: str) -> bool:
    """Whether somebody who listens at this level gets a letter now, and not the weekly digest."""
    if level == Level.EVERYTHING:
        return True
    return level == Level.IMPORTANT and importance in (Importance.IMPORTANT, Importance.PERSONAL)
