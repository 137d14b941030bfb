"""Following and muting things."""

from collections.abc import Collection, Mapping
from functools import cache

from django.db.models import Exists, Model, OuterRef

from closeknit.accounts.models import Person
from closeknit.core.prepared import Prepared
from closeknit.journal.models import Follow, Notice
from closeknit.journal.things import key_of
from closeknit.journal.verbs import verbs
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


def still_wanted(notices: Collection[Notice]) -> list[Notice]:
    """Those of these, read with their entries, that their people have not muted since. One query."""
    muting = Follow.objects.filter(person=OuterRef("person"), level=Level.NOTHING)
    rows = Follow.objects.filter(Exists(muting), person__in={notice.person_id for notice in notices})
    levels = {(row[0], (row[1], row[2])): row[3] for row in rows.values_list("person", "kind", "thing_id", "level")}
    return [notice for notice in notices if not levels or _is_wanted(notice, levels)]


def _is_wanted(notice: Notice, levels: Mapping[tuple[int, tuple[str, int]], str]) -> bool:
    """What is nearest counts, as when it was recorded; who is spoken to hears in any case what they must know."""
    entry = notice.entry
    if notice.is_addressed and entry.verb in verbs() and verbs()[entry.verb].must_know:
        return True
    near = [(entry.about_kind, entry.about_id), *map(tuple, entry.around), (notice.via_kind, notice.via_id)]
    chosen = (levels[notice.person_id, key] for key in near if (notice.person_id, key) in levels)
    return next(chosen, Level.DIGEST) != Level.NOTHING


@cache
def _levels(kind: str) -> Prepared:
    return Prepared(
        lambda person, number: Follow.objects.filter(person=person, kind=kind, thing_id=number).values_list("level")
    )
