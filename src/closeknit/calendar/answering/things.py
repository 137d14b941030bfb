"""What this room tells those below of answers: how the journal speaks of one, and what can be done with help."""

from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

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
from closeknit.journal.things import key_of, kinds, thing_kind


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
    with_help.act_kind(
        answers.KIND,
        words=_("An answer to %(name)s"),
        things=None,
        undo=answers.take_back_helped,
    )


def _own(person: Any) -> QuerySet[Answer]:
    rows = Answer.objects.select_related("series__group")
    return rows.of(person) if person else rows.none()


def _is_discreet(row: Answer) -> bool:
    return kinds()[key_of(row.series)[0]].is_discreet(row.series)


def _whole(row: Answer) -> Model:
    """Who mutes the group hears no reminders of what it does; else the series."""
    return row.series.group or row.series
