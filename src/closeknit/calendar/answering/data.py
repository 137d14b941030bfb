"""What answers, needs and attendance hold about a person: part of the room's personal data."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from closeknit.calendar.actions import answers
from closeknit.calendar.answering.sealing import unsealed
from closeknit.calendar.models import Answer, Attendance, Needs, NeedsReading
from closeknit.core.personal_data import Section

MODELS = (Answer, Needs, NeedsReading, Attendance)


def sections_about(person: Any) -> list[Section]:
    """What they answered, with what they need in clear words; who read that; where they were; and that
    they wrote something down for others, without the others' names."""
    mine = Answer.objects.of(person).select_related("series", "entered_by", "needs").order_by("created_at", "id")
    read = NeedsReading.objects.filter(needs__answer__in=mine.order_by().values("pk"))
    there = Attendance.objects.filter(person=person).select_related("series", "group", "entered_by")
    return [
        Section(_("What you answered to dates"), list(map(_answer, mine))),
        Section(_("Who read what you need"), list(map(_reading, read.select_related("reader").order_by("on", "id")))),
        Section(_("Where you were"), list(map(_attendance, there.order_by("starts", "id")))),
        Section(_("What you wrote down for others"), _for_others(person)),
    ]


@transaction.atomic
def erase(person: Any) -> Sequence[str]:
    """Answers go, and places go to the line; that somebody was there stays, without the name."""
    mine = list(Answer.objects.of(person).select_related("series"))
    for row in mine:
        answers.take_back(row)
    gone = len(mine) + Attendance.objects.filter(person=person).update(person=None, name="")
    for model in (Answer, Attendance):
        gone += model._default_manager.filter(entered_by=person).update(entered_by=None)
    gone += NeedsReading.objects.filter(reader=person).update(reader=None)
    if not gone:
        return []
    return [_("What you answered to dates is wiped out. Where you were, it only says that somebody was.")]


def _answer(row: Answer) -> dict[str, Any]:
    return {
        _("When"): row.created_at,
        _("Event"): row.series.title,
        _("Date"): row.starts,
        _("What you said"): row.get_says_display(),
        _("For how many"): row.heads,
        _("Your name"): row.guest_name,
        _("Your address"): row.guest_email,
        _("How it reached us"): row.get_how_display(),
        _("Written down by"): row.entered_by.name if row.entered_by else "",
        _("What you need"): unsealed(row.needs.sealed) if hasattr(row, "needs") else "",
    }


def _reading(row: NeedsReading) -> dict[str, Any]:
    return {_("On"): row.on, _("Who"): row.reader.name if row.reader else ""}


def _attendance(row: Attendance) -> dict[str, Any]:
    return {
        _("Date"): row.starts,
        _("Event"): row.series.title,
        _("With"): row.group.name if row.group else "",
        _("Written down by"): row.entered_by.name if row.entered_by else "",
    }


def _for_others(person: Any) -> list[dict[str, Any]]:
    not_own = ~Q(person=person)
    said = Answer.objects.filter(not_own, entered_by=person).select_related("series").order_by("created_at", "id")
    there = Attendance.objects.filter(not_own | Q(person=None), entered_by=person).select_related("series")
    rows = [{_("When"): row.created_at, _("Event"): row.series.title, _("What"): _("an answer")} for row in said]
    return rows + [
        {_("When"): row.at, _("Event"): row.series.title, _("What"): _("that somebody was there")}
        for row in there.order_by("at", "id")
    ]
