"""Three questions about an evening, without an account; and what was said, for those who run the network."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from closeknit.core.errors import Refused, TooMany
from closeknit.core.http import find, go, show, signed_in
from closeknit.core.rate_limit import limited, network_of, spend
from closeknit.directory.sharing import qr_svg
from closeknit.networks import meeting_codes, output_letters, output_reads
from closeknit.networks.actions import feedback as act
from closeknit.networks.minutes_forms import FeedbackForm
from closeknit.networks.models import Meeting, Minutes
from closeknit.networks.views.after import after_crumb, trail
from closeknit.networks.views.meetings import meeting_run
from closeknit.networks.views.minutes import minutes_of

COOKIE = "closeknit-evening"
LATER = 6  # new answers by the code in an hour, from one address, once the evening is over
LASTS = 40 * 24 * 3600  # longer than the questions are open


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("feedback", per_minute=30, per_hour=150)  # a whole hall may share one address
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """By the square code on the wall. One answer for each device, as far as it lets itself be known again."""
    minutes = _of(feedback_code=meeting_codes.cleaned(code[:40]) or "-")
    return _questions(request, minutes.meeting)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("feedback by letter", per_minute=10, per_hour=60)
def by_letter(request: HttpRequest, token: str) -> HttpResponse:
    """By the link in a letter. One answer for each letter."""
    held = output_letters.held_in(token)
    if not isinstance(held, list) or len(held) != 2:  # noqa: PLR2004 - the minutes, and whose letter
        raise Http404
    minutes = _of(uuid=held[0])
    return _questions(request, minutes.meeting, held[1])


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return show(request, "networks/feedback_thanks_page.html")


@require_safe
@signed_in
def summary(request: HttpRequest, uuid: Any) -> HttpResponse:
    """As much of it as tells of nobody."""
    meeting = meeting_run(request, uuid)
    minutes = minutes_of(meeting)
    context = {
        "meeting": meeting,
        "answers": output_reads.answers_of(meeting),
        "words": output_reads.words_of(meeting),
        "closes_on": act.closes_on(meeting),
        "address": settings.PUBLIC_URL + reverse("networks:feedback", args=[minutes.feedback_code]),
        "code": meeting_codes.in_words(minutes.feedback_code),
        "crumbs": trail(meeting, after_crumb(meeting)),
        "here": _("What people say of the evening"),
    }
    return show(request, "networks/feedback_summary_page.html", context)


@require_safe
@signed_in
def square(request: HttpRequest, uuid: Any) -> HttpResponse:
    """The square code that leads to the questions, to be shown or printed."""
    minutes = minutes_of(meeting_run(request, uuid))
    address = settings.PUBLIC_URL + reverse("networks:feedback", args=[minutes.feedback_code])
    return HttpResponse(qr_svg(address), content_type="image/svg+xml")


def _of(**named: Any) -> Minutes:
    rows = Minutes.objects.filter(meeting__in=Meeting.objects.visible_to(None).values("pk"))
    return find(rows.select_related("meeting__series", "meeting__network"), **named)


def _questions(request: HttpRequest, meeting: Meeting, letter: str = "") -> HttpResponse:
    form = FeedbackForm(request.POST if request.method == "POST" else None, initial={"device": uuid4()})
    device = request.get_signed_cookie(COOKIE, "", salt=str(meeting.uuid))
    if form.is_bound and form.is_valid():
        is_new = not letter and not device
        device = device or str(form.cleaned_data["device"] or uuid4())
        try:
            if is_new and not act.is_evening(meeting):
                _count_later(request)
            act.give_feedback(meeting, **_held(letter, device), **form.answers)
        except Refused as no:
            form.add_error(None, no.message)
        else:
            thanked = go(request, reverse("networks:feedback-thanks"))
            return thanked if letter else _known_again(request, thanked, meeting, device)
    context = {
        "form": form,
        "meeting": meeting,
        "is_open": act.is_open(meeting),
        "closes_on": act.closes_on(meeting),
        "is_by_code": not letter,
    }
    return show(request, "networks/feedback_page.html", context, 422 if form.is_bound else 200)


def _count_later(request: HttpRequest) -> None:
    try:
        spend("feedback later", network_of(request), per_hour=LATER)
    except TooMany as many:
        words = _("Several people have answered from here within the hour. Try again later, or use your letter’s link.")
        raise Refused(words) from many


def _held(letter: str, device: str) -> dict[str, str]:
    return {"way": act.LETTER, "held": letter} if letter else {"way": act.DEVICE, "held": device}


def _known_again(request: HttpRequest, answer: HttpResponse, meeting: Meeting, device: str) -> HttpResponse:
    """The browser keeps the number of its answer, for these questions alone."""
    answer.set_signed_cookie(
        COOKIE, device, salt=str(meeting.uuid), max_age=LASTS, path=request.path, secure=request.is_secure(),
        httponly=True, samesite="Lax",
    )  # fmt: skip
    return answer
