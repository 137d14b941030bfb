"""What a person was told."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from closeknit.core.http import done, find, go, person_of, show, signed_in
from closeknit.journal import actions, reads
from closeknit.journal.models import Notice
from closeknit.journal.sentences import about_of
from closeknit.journal.things import shown_to


@require_safe
@signed_in
def notices(request: HttpRequest) -> HttpResponse:
    """The latest first, by day."""
    page = reads.notices_page(person_of(request), request.GET.get("page", ""))
    return show(request, "journal/notices_page.html", {"page": page})


@require_safe
@signed_in
@never_cache
def follow_notice(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """On to what it tells of. Whoever goes there has read it; a mere look ahead (HEAD) has not."""
    person = person_of(request)
    notice = find(Notice.objects.filter(person=person).select_related("entry"), uuid=uuid)
    if request.method == "GET":
        actions.mark_read(person, timezone.now(), notice=notice)
    key = about_of(notice.entry)
    shown = shown_to(person, [key])
    return go(request, shown[key].address if key in shown else reverse("journal:notices"))


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
