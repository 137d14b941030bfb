"""Who signs in at a meeting stands in the calendar's list of who was there too: the same people, by the same numbers.

A group that must be kept safe is not passed on, and a name is forgotten there when it is forgotten here.
"""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from closeknit.calendar import actions as calendar
from closeknit.directory.models import Group
from closeknit.networks.models import Arrival, Meeting


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    calendar.tell_of_taken_off(_taken_off)


def pass_on(meeting: Meeting, arrivals: Sequence[Arrival]) -> None:
    """These came. Two statements for all of them, none for nobody; once, however often it is said."""
    calendar.attend_together(meeting.series_id, [_signed_in(row) for row in arrivals])


def take_back(arrivals: Sequence[Arrival]) -> None:
    """These are off the list of the meeting."""
    calendar.not_there([row.uuid for row in arrivals])


def came_for(arrivals: Any, group: Group) -> None:
    """Whom the group's own page knows now."""
    if not group.is_sensitive:
        calendar.came_for(list(arrivals.values_list("uuid", flat=True)), group)


def forget_names(arrivals: Any) -> None:
    """Before they are forgotten here."""
    calendar.forget_names_of(arrivals.values("uuid"))


def _signed_in(row: Arrival) -> calendar.SignedIn:
    group = row.group or row.stub
    return calendar.SignedIn(
        client_id=row.uuid,
        name=row.guest_name,
        person_id=row.person_id,
        group_id=group.pk if group is not None and not group.is_sensitive else None,
        entered_by_id=row.entered_by_id,
    )


def _taken_off(numbers: Collection[UUID]) -> None:
    """Somebody took them off the calendar's list: then they are off the meeting's."""
    from closeknit.networks.actions.board import take_off  # noqa: PLC0415 - it takes back by this module

    for row in Arrival.objects.filter(uuid__in=numbers).select_related("meeting"):
        take_off(row.meeting, row)
