"""What a person was told."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.journal import actions, reads
from closeknit.journal.models import Notice


@require_safe
@signed_in
def notices(request: HttpRequest) -> HttpResponse:
    """The latest first, by day."""
    page = reads.notices_page(person_of(request), request.GET.get("page", ""))
    return show(request, "journal/notices_page.html", {"page": page})


@require_POST
@signed_in
def read_all(request: HttpRequest) -> HttpResponse:
    actions.mark_read(person_of(request), timezone.now())
    return done(request, to="journal:notices", said=_("All is marked as read."))


@require_POST
@signed_in
def read_one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = person_of(request)
    notice = find(Notice.objects.filter(person=person), uuid=uuid)
    actions.mark_read(person, timezone.now(), notice=notice)
    return done(request, to="journal:notices")
