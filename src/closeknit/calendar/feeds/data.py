"""What is held about a person around calendars kept elsewhere, and what stays when they go."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from closeknit.calendar.models import Feed, PersonalCalendar
from closeknit.core.personal_data import Section

MODELS = (Feed, PersonalCalendar)


def sections_about(person: Any) -> Sequence[Section]:
    """The calendars they connected for groups, and whether they have one of their own here."""
    feeds = Feed.objects.filter(by=person).select_related("group").order_by("id")
    own = PersonalCalendar.objects.filter(person=person)
    return [
        Section(_("Calendars that you connected for a group"), [_feed(row) for row in feeds]),
        Section(_("Your own calendar to subscribe to"), [{_("Made on"): row.made_at} for row in own]),
    ]


def erase(person: Any) -> Sequence[str]:
    """Their own address dies. A group's calendar stays connected, without the name of who did it."""
    PersonalCalendar.objects.filter(person=person).delete()
    if not Feed.objects.filter(by=person).update(by=None):
        return []
    return [_("Calendars that you connected stay with their groups, without your name.")]


def _feed(row: Feed) -> dict[str, Any]:
    return {
        _("When"): row.created_at,
        _("Group"): row.group.name,
        _("Calendar"): row.name,
        _("State"): row.get_state_display(),
    }
