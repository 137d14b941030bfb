"""What is printed before the evening: the list at the door, a sheet for each table, a square to point a phone at."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from closeknit.core.http import find, show, signed_in
from closeknit.directory.sharing import qr_svg
from closeknit.networks import after_reads, coming, meeting_codes, meeting_reads
from closeknit.networks.views.meetings import meeting_run

LINES = 22  # on a page of the list


@require_safe
@signed_in
def sheets(request: HttpRequest, uuid: Any) -> HttpResponse:
    """All of them on one page to print. The codes on them are keys: only who runs the meeting sees them."""
    meeting = meeting_run(request, uuid)
    context = {
        "meeting": meeting,
        "network": meeting.network,
        "facts": coming.facts_of(meeting),
        "agenda": meeting_reads.agenda_of(meeting),
        "last": after_reads.last_time(meeting, None),
        "join_code": meeting_codes.in_words(meeting.join_code),
        "tables": [(table, meeting_codes.in_words(table.code)) for table in meeting.tables.all()],
        "lines": range(LINES),
        "typed": settings.PUBLIC_URL + reverse("networks:hall-code"),
    }
    return show(request, "networks/meeting_sheets_page.html", context)


@require_safe
@signed_in
def join_square(request: HttpRequest, uuid: Any) -> HttpResponse:
    """The square for everybody in the room."""
    return _square(meeting_run(request, uuid).join_code)


@require_safe
@signed_in
def table_square(request: HttpRequest, uuid: Any, number: int) -> HttpResponse:
    """The square of one table, 0 for the desk."""
    return _square(find(meeting_run(request, uuid).tables.all(), number=number).code)


def _square(code: str) -> HttpResponse:
    picture = qr_svg(settings.PUBLIC_URL + reverse("networks:hall", args=[code]))
    return HttpResponse(picture, content_type="image/svg+xml", headers={"Cache-Control": "private, no-store"})
