"""The hall: what a telephone or a tablet opens by a code. Who is signed in is not asked, so that a page that is
kept on a shared tablet is nobody's own."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.core.http import done, go, show
from closeknit.core.rate_limit import limited, network_of, spend
from closeknit.networks import meeting_codes, sync_items, tablet_doors, tablet_kept, tablet_pages, tablet_state
from closeknit.networks.actions import sync
from closeknit.networks.meeting_vocabulary import Outcome
from closeknit.networks.sync_items import MARK, NotABatch

WRONG_CODES = 60  # in five minutes from one address: a whole hall shares one
LOOKS = 3000  # in a minute from one address: each device looks twelve times
OURS = "X-Closeknit"  # a page without this header is not ours, whatever its address


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Type the code that stands on the sheet or on the screen."""
    typed = request.POST.get("code", "")
    if request.method != "POST":
        return show(request, "networks/hall_code_page.html")
    cleaned = meeting_codes.cleaned(typed)
    try:
        door = _door(request, cleaned)
    except Http404:
        told = {"typed": typed, "problem": _("No meeting has this code. Look at the sheet once more.")}
        return show(request, "networks/hall_code_page.html", told, 422)
    return go(request, reverse("networks:hall", args=[door.code]))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("hall form", per_minute=300)
def hall(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a table, the desk or the room. Without scripts its form is sent as any other."""
    door = _door(request, code)
    form = tablet_pages.form_of(door, request)
    status = 200
    if request.method == "POST":
        sent = tablet_pages.item_of(door, request)
        _version, (answer,) = sync.receive(door.standing, [sent])
        if answer.outcome != Outcome.REFUSED:
            answered = done(request, to=request.path, said=tablet_pages.thanks(door, sent))
            return tablet_pages.remember(door, sent, answered)
        form, status = tablet_pages.form_with(door, request, answer.sentence), 422
    page = show(request, "networks/hall_page.html", tablet_pages.context(door, form, request), status)
    page[OURS] = tablet_kept.edition()
    return page


@require_POST
@never_cache
@limited("hall items", per_minute=3000)
def items(request: HttpRequest, code: str) -> JsonResponse:
    """Take a batch from a device; what became of each item."""
    try:
        door = _door(request, code, tablet_doors.TO_SEND)
        batch = sync_items.read(request.body)
    except Http404:
        return _refused(_("This code is not good any more. Tell the organiser what is on this device."), 404)
    except NotABatch as no:
        return _refused(str(no), 400)
    version, answers = sync.receive(door.standing, batch.items, device=batch.device)
    return JsonResponse(
        {
            "closeknit": MARK,
            "batch": batch.number,
            "version": version,
            "now": timezone.now().isoformat(),
            "items": [answer.told() for answer in answers],
        }
    )


@require_safe
@never_cache
@limited("hall looks", per_minute=LOOKS, methods=("GET", "HEAD"))
def state(request: HttpRequest, code: str) -> HttpResponse:
    """How things stand, and what is new since the version in ``since``."""
    door = _door(request, code, tablet_doors.TO_LOOK)
    asked = request.GET.get("since", "")
    since = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0  # noqa: PLR2004 - bigint
    mark = tablet_state.mark_of(door, since)
    if request.headers.get("If-None-Match") == mark:
        return HttpResponseNotModified(headers={"ETag": mark, "Cache-Control": "private, no-store"})
    return JsonResponse(tablet_state.state_of(door, since), headers={"ETag": mark})


@require_safe
@never_cache
def key(request: HttpRequest) -> JsonResponse:
    """The form's key of this browser, for a page that was kept longer than the one it carries."""
    return JsonResponse({"closeknit": MARK, "key": get_token(request)})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """What keeps the pages of the hall for when there is no network; nothing outside /hall/."""
    told = {"edition": tablet_kept.edition(), "kept": tablet_kept.addresses(), "hall": reverse("networks:hall-code")}
    return render(request, "networks/hall_worker.js", told, content_type="text/javascript")


@require_safe
@never_cache
def finished(request: HttpRequest) -> HttpResponse:
    """The tablet is clean. The browser is told to forget as well, should a script have failed."""
    page = show(request, "networks/hall_finished_page.html")
    page["Clear-Site-Data"] = '"cache", "storage"'
    return page


def _refused(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"closeknit": MARK, "refused": sentence}, status=status)


def _door(request: HttpRequest, code: Any, only: Sequence[str] = ()) -> tablet_doors.Door:
    """Whoever tries codes is stopped soon; those who have one never are."""
    try:
        return tablet_doors.opened_by(code, only)
    except Http404:
        spend("hall codes", network_of(request), per_five_minutes=WRONG_CODES)
        raise
