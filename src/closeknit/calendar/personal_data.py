"""What this room holds about a person, and what stays when they go."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.calendar.answering import data as answers
from closeknit.calendar.feeds import data as feeds
from closeknit.calendar.models import Change, Series
from closeknit.core import personal_data
from closeknit.core.personal_data import Section
from closeknit.places import versions


def register() -> None:
    personal_data.register(
        "calendar",
        models=(Series, Change, *answers.MODELS, *feeds.MODELS),
        export=export,
        erase=erase,
        goes=[gettext_lazy("What you answered to dates, and what you need there.")],
        stays=[
            gettext_lazy("Events that you put in the calendar for a group, without your name."),
            gettext_lazy("Calendars that you connected for a group, without your name."),
            gettext_lazy("That somebody was there, where you came to something, without your name."),
        ],
    )


def export(person: Any) -> Sequence[Section]:
    """What they put in the calendar, and which dates they changed."""
    mine = Series.objects.filter(author=person).order_by("created_at", "id")
    changed = Change.objects.filter(by=person).select_related("series").order_by("at", "id")
    return [
        Section(_("Events that you put in the calendar"), list(map(_series, mine))),
        Section(_("Dates that you moved or cancelled"), list(map(_change, changed))),
        *answers.sections_about(person),
        *feeds.sections_about(person),
    ]


def erase(person: Any, _now: datetime) -> Sequence[str]:
    """Events are their group's: only the name of who wrote them goes. Answers go whole."""
    return [*_unname(person), *answers.erase(person), *feeds.erase(person)]


def _unname(person: Any) -> Sequence[str]:
    gone = Series.objects.filter(author=person).update(author=None)
    gone += Change.objects.filter(by=person).update(by=None)
    if not gone:
        return []
    versions.bump_pages()
    return [_("Events that you put in the calendar stay with their groups, without your name.")]


def _series(row: Series) -> dict[str, Any]:
    return {_("When"): row.created_at, _("Event"): row.title, _("In one line"): row.summary, _("More"): row.text}


def _change(row: Change) -> dict[str, Any]:
    return {_("When"): row.at, _("Event"): row.series.title, _("New start"): row.starts, _("Note"): row.note}
