"""What this room tells those below of answers: how the journal speaks of one, and what can be done with help."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.accounts import with_help
from closeknit.calendar import confirmed
from closeknit.calendar.actions import answers
from closeknit.calendar.answering import (
    reads,
    reminders,  # noqa: F401 - declares its job
    retention,  # noqa: F401 - declares what is forgotten
    verbs,  # noqa: F401 - declares what can happen
)
from closeknit.calendar.models import Answer
from closeknit.directory.policies import groups_of
from closeknit.journal import waiting
from closeknit.journal.things import key_of, kinds, thing_kind
from closeknit.journal.waiting import Waiting


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    thing_kind(
        answers.KIND,
        Answer,
        visible_to=_own,
        label=lambda row: row.series.title,
        address=lambda row: reverse("calendar:happening", args=[row.series.slug, row.original]),
        is_discreet=_is_discreet,
        part_of=_whole,
    )
    confirmed.register(reads.is_coming)
    waiting.register("calendar.to_tell", _to_tell)
    with_help.act_kind(
        answers.KIND,
        words=gettext_lazy("An answer to %(name)s"),
        things=None,
        undo=answers.take_back_helped,
    )


def _to_tell(person: Any) -> Iterable[Waiting]:
    """Those without an address who do not know yet what became of their date. One query."""
    rows = Answer.objects.exclude(to_tell="").filter(starts__gt=timezone.now(), series__group__in=groups_of(person))
    told: dict[tuple[int, str], Waiting] = {}
    for row in rows.select_related("series").order_by("at", "id"):
        words = _("Ring or tell those who gave no address: %(what)s") % {"what": row.series.title}
        address = reverse("calendar:answers", args=[row.series.slug, row.original])
        told.setdefault((row.series_id, row.original), Waiting(words, address, row.at, row.series.group_id))
    return told.values()


def _own(person: Any) -> QuerySet[Answer]:
    rows = Answer.objects.select_related("series__group")
    return rows.of(person) if person else rows.none()


def _is_discreet(row: Answer) -> bool:
    return kinds()[key_of(row.series)[0]].is_discreet(row.series)


def _whole(row: Answer) -> Model:
    """Who mutes the group hears no reminders of what it does; else the series."""
    return row.series.group or row.series
