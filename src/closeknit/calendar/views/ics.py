"""Calendars to add or to subscribe to. For visitors they are kept as pages are, until something changes."""

import hashlib
from collections.abc import Iterator
from itertools import chain

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_http_methods, require_safe

from closeknit.algorithms.ics.writing import OutCalendar, write
from closeknit.calendar import ics, ics_wanted, originals, reads
from closeknit.calendar.models import Series
from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.core.page_cache import version_of
from closeknit.core.rate_limit import limited

TYPE = "text/calendar; charset=utf-8"
KEPT_WHOLE = 256 * 1024  # longer ones are written while they are sent
often = limited("ics", per_minute=120, methods=("GET", "HEAD"))  # one program may ask for many people


def _edition(request: HttpRequest, **_named: str) -> str:
    return f'"ics-{version_of(request)}-{ics_wanted.today():%Y%m%d}"'


@require_safe
@condition(etag_func=_edition)
@often
def of_series(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All dates of one event."""
    series = find(Series.objects.visible_to(None), slug=slug)
    return _sent(ics_wanted.of_series(series, ics_wanted.today()), slug)


@require_safe
@condition(etag_func=_edition)
@often
def of_date(request: HttpRequest, slug: str, original: str) -> HttpResponseBase:
    """One date of it."""
    series = find(Series.objects.visible_to(None).select_related("group", "venue__point"), slug=slug)
    try:
        originals.read(original)  # what is no name of a date is never looked for
        one = reads.date_of(series, original)
    except ValueError as none:
        raise Http404 from none
    return _sent(OutCalendar(one.title, [ics.event_of_date(one)]), f"{slug}-{original}")


@require_safe
@condition(etag_func=_edition)
@often
def of_thing(request: HttpRequest, sort: str, name: str) -> HttpResponseBase:
    """All that a group holds, that is on in an area, or about a theme."""
    return _sent(ics_wanted.calendar_of(sort, name, ics_wanted.today()), name)


@require_safe
@often
def mine(request: HttpRequest, token: str, only_answered: bool = False) -> HttpResponseBase:
    """Somebody's own calendar, for whoever holds its secret address."""
    person = ics_wanted.person_with(token)
    body = b"".join(write(ics_wanted.of_person(person, ics_wanted.today(), only_answered=only_answered)))
    etag = f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    said = {
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "no-referrer",
    }
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=said)
    return HttpResponse(body, content_type=TYPE, headers={**said, **_as_file("calendar")})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def my_calendar(request: HttpRequest) -> HttpResponse:
    """The address of one's own calendar: made, made anew, given up."""
    person = person_of(request)
    if request.method == "POST":
        if request.POST.get("do") == "end":
            ics_wanted.give_up_own(person)
            return done(
                request, to="calendar:my-calendar", said=_("The address is dead. Nobody can read your calendar by it.")
            )
        ics_wanted.make_own(person)
        return done(request, to="calendar:my-calendar", said=_("This is the address now."))
    address = ics_wanted.own_address(person)
    context = {"address": address, "yes_address": address.removesuffix(".ics") + "/yes.ics" if address else ""}
    return show(request, "calendar/feeds/my_calendar_page.html", context)


def _sent(calendar: OutCalendar, name: str) -> HttpResponseBase:
    pieces = write(calendar)
    whole, is_all = _begun(pieces)
    headers = {**_as_file(name), "X-Robots-Tag": "noindex", "Access-Control-Allow-Origin": "*"}
    if is_all:
        return HttpResponse(whole, content_type=TYPE, headers=headers)
    return StreamingHttpResponse(chain([whole], pieces), content_type=TYPE, headers=headers)


def _begun(pieces: Iterator[bytes]) -> tuple[bytes, bool]:
    """As much as is kept in memory, and whether that is all."""
    begun = bytearray()
    for piece in pieces:
        begun += piece
        if len(begun) > KEPT_WHOLE:
            return bytes(begun), False
    return bytes(begun), True


def _as_file(name: str) -> dict[str, str]:
    return {"Content-Disposition": content_disposition_header(False, f"{name[:80]}.ics") or "inline"}
