"""Who is in the room: the list for those who run the meeting, and the map for the screen."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.networks import arrivals, arrivals_stubs, meeting_codes
from closeknit.networks.actions import board
from closeknit.networks.views.board import live
from closeknit.networks.views.meetings import meeting_run


@require_safe
@signed_in
def room(request: HttpRequest, uuid: Any) -> HttpResponse:
    """The screen at the door: groups appear as they introduce themselves. No person is named on it."""
    meeting = meeting_run(request, uuid)
    return show(request, "networks/projector_room_page.html", _room(meeting))


@require_safe
@signed_in
def room_part(request: HttpRequest, uuid: Any) -> HttpResponse:
    """What moves on it."""
    meeting = meeting_run(request, uuid)
    return live(request, meeting, "networks/_projector_room.html", lambda: _room(meeting))


@require_safe
@signed_in
def listed(request: HttpRequest, uuid: Any) -> HttpResponse:
    """By name, for those who run the meeting; groups that are not in the directory yet."""
    meeting = meeting_run(request, uuid)
    context = {
        "meeting": meeting,
        "came": meeting.arrivals.select_related("group", "stub", "person"),
        "waiting": arrivals_stubs.waiting(meeting),
        "crumbs": [(meeting.get_absolute_url(), meeting.series.title)],
        "here": _("Who is here"),
    }
    return show(request, "networks/arrivals_page.html", context)


@require_POST
@signed_in
def take_in(request: HttpRequest, uuid: Any, arrival_uuid: Any) -> HttpResponse:
    """A group that introduced itself becomes a stub in the directory."""
    meeting = meeting_run(request, uuid)
    row = find(meeting.arrivals.exclude(group_name="").select_related("meeting__network__area"), uuid=arrival_uuid)
    group = arrivals_stubs.take_in(meeting, row, by=person_of(request))
    said = _("%(name)s waits in the directory to be confirmed.") % {"name": group.name}
    return done(request, to=f"{meeting.get_absolute_url()}arrivals/", said=said)


@require_POST
@signed_in
def remove(request: HttpRequest, uuid: Any, arrival_uuid: Any) -> HttpResponse:
    """Written down by mistake: the row goes, and its dots."""
    meeting = meeting_run(request, uuid)
    row = find(meeting.arrivals.all(), uuid=arrival_uuid)
    board.take_off(meeting, row)
    return done(request, to=f"{meeting.get_absolute_url()}arrivals/", said=_("Taken off the list."))


def _room(meeting: Any) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "network": meeting.network,
        "room": arrivals.in_the_room(meeting),
        "join_code": meeting_codes.in_words(meeting.join_code),
    }
