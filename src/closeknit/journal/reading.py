"""That somebody has read what was put before them, so that whoever brought it can be told."""

from collections.abc import Collection

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.models import Person
from closeknit.journal.models import Entry
from closeknit.journal.recording import record
from closeknit.journal.things import key_of
from closeknit.journal.verbs import verb
from closeknit.journal.vocabulary import Importance

READ = verb("journal.read", _("%(who)s has read %(what)s"), Importance.QUIET)


def note_reading(*things: Model, by: Person) -> None:
    """The first time that one of those who are to answer opens these, all of one kind. One query once
    it is written down."""
    if not things:
        return
    kind, _number = key_of(things[0])
    read = Entry.objects.filter(about_kind=kind, about_id__in=[thing.pk for thing in things], verb=READ)
    known = set(read.values_list("about_id", flat=True))
    for thing in things:
        if thing.pk not in known:
            record(READ, by=by, about=thing)


def first_readings(kind: str, numbers: Collection[int]) -> dict[int, Entry]:
    """Who read each first, and when. One query."""
    entries = Entry.objects.filter(about_kind=kind, about_id__in=numbers, verb=READ).select_related("actor")
    return {entry.about_id: entry for entry in entries.order_by("-id")}
