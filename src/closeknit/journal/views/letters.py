"""Ending letters with one click, and looking after those that did not get through."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.accounts.reading import count_records
from closeknit.core.http import done, find, only_who_may, person_of, show
from closeknit.journal import actions, reads, unsubscribing
from closeknit.journal.models import OutgoingLetter


@csrf_exempt  # RFC 8058: the mail program of the reader posts, and knows no key of ours
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button, because mail scanners follow links; the press of it does it, and says so."""
    wish = unsubscribing.read(token)
    if request.method == "POST":
        unsubscribing.grant(wish)
    context = {"wish": wish, "name": unsubscribing.name_of(wish), "is_done": request.method == "POST"}
    return show(request, "journal/unsubscribe_page.html", context)


@require_safe
@only_who_may("journal.look_after_mail")
def mail(request: HttpRequest) -> HttpResponse:
    page = reads.mail_page()
    count_records(person_of(request), "journal.mail", len({letter.to for letter in [*page.in_trouble, *page.given_up]}))
    return show(request, "journal/mail_page.html", {"page": page})


@require_POST
@only_who_may("journal.look_after_mail")
def retry(request: HttpRequest, uuid: UUID) -> HttpResponse:
    letter = find(OutgoingLetter.objects.filter(sent_at=None).exclude(to=""), uuid=uuid)
    actions.try_again(letter, timezone.now())
    return done(request, to="journal:mail", said=_("We try again now."))
