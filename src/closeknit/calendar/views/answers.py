"""Answering to a date: with an account at once, without one by the link in a letter."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.accounts import with_help
from closeknit.accounts.limits import spend_unasked_letter
from closeknit.calendar import actions
from closeknit.calendar.answering import letters, reads
from closeknit.calendar.answering.dates import AnswerDate, date_of, date_that_was
from closeknit.calendar.answering.vocabulary import Says
from closeknit.calendar.dates import NoSuchDate
from closeknit.calendar.forms.answers import AnswerForm, GuestAnswerForm, own_form
from closeknit.calendar.models import Answer, Series
from closeknit.core.errors import Refused
from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.core.rate_limit import limited


def dated(person: Any, slug: str, original: str) -> AnswerDate:
    """The date that an address names, if this person may know of it; else 404."""
    series = find(Series.objects.visible_to(person).select_related("group", "venue__point"), slug=slug)
    try:
        return date_of(series, original)
    except NoSuchDate as absent:
        raise Http404 from absent


def sent_in(request: HttpRequest) -> Any:
    """What a form is filled with: an empty sending is one, too."""
    return request.POST if request.method == "POST" else None


def page_of(date: AnswerDate) -> str:
    return reverse("calendar:happening", args=[date.series.slug, date.original])


@require_http_methods(["GET", "HEAD", "POST"])
@limited("answer", per_minute=10, per_hour=60)
def answer(request: HttpRequest, slug: str, original: str) -> HttpResponse:
    """Say whether one comes. A whole hall may share one address; letters have a limit of their own besides."""
    person = person_of(request)
    date = dated(person, slug, original)
    box = reads.box_of(date, timezone.now(), person=person)
    if person is None:
        return _as_guest(request, box)
    form = own_form(sent_in(request), box.row, most_guests=date.series.most_guests)
    with_help.ask(form, person)
    if request.method == "POST" and form.is_valid() and (row := _taken(form, date, person)):
        return done(request, to=page_of(date), said=_said(row))
    return _page(request, box, form)


def _taken(form: AnswerForm, date: AnswerDate, person: Any) -> Answer | None:
    """The answer, or None with the reason in the form."""
    hands = with_help.hands_of(person, form)
    try:
        return actions.answer(
            series=date.series, original=date.original, by=hands.author, helper=hands.helper, **form.told
        )
    except Refused as no:
        form.add_error(None, no.message)
        return None


def _as_guest(request: HttpRequest, box: reads.Box) -> HttpResponse:
    chosen = request.GET.get("says", "")
    initial = {"says": chosen if chosen in Says.values else Says.YES}
    form = GuestAnswerForm(sent_in(request), most_guests=box.date.series.most_guests, initial=initial)
    if request.method == "POST" and form.is_valid():
        spend_unasked_letter(form.cleaned_data["email"])
        try:
            actions.answer_as_guest(series=box.date.series, original=box.date.original, **form.guest)
            return done(request, to="calendar:answer-sent")
        except Refused as no:
            form.add_error(None, no.message)
    return _page(request, box, form)


def _page(request: HttpRequest, box: reads.Box, form: AnswerForm) -> HttpResponse:
    context = {
        "box": box,
        "form": form,
        "is_guest": person_of(request) is None,
        "crumbs": [(page_of(box.date), box.date.title)],
        "here": _("Are you coming?"),
    }
    return show(request, "calendar/answers/answer_page.html", context, 422 if form.is_bound else 200)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What a guest does now: look into their letters."""
    return show(request, "calendar/answers/sent_page.html")


@require_http_methods(["GET", "HEAD", "POST"])
@limited("answer by letter", per_minute=20, per_hour=200)
def own(request: HttpRequest, token: str) -> HttpResponse:
    """What a guest said, by the link in their letter. Opening it changes nothing: programmes that look
    through mail for bad links open all of them."""
    rows = Answer.objects.filter(person=None).exclude(guest_email="").for_letters()
    row = find(rows, uuid=letters.uuid_in(token))
    if request.POST.get("do") == "take-back":
        actions.take_back(row)
        return done(request, to="calendar:answer-gone")
    if not letters.may_hear_of(row, row.series):
        return show(request, "calendar/answers/own_hidden_page.html", {}, 409 if request.method == "POST" else 200)
    date, now = _date_told(row), timezone.now()
    box = reads.box_of(date, now, row=row)
    form = own_form(sent_in(request), box.row, most_guests=date.series.most_guests)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_by_letter(row, **form.told)
            return done(request, to=letters.guest_address(row), said=_("Thank you. It is written down."))
        except Refused as no:
            form.add_error(None, no.message)
    context = {"box": box, "row": row, "form": form, "date": date, "place": reads.place_for(row, date, now)}
    return show(request, "calendar/answers/own_page.html", context, 422 if form.is_bound else 200)


@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    """A guest took their answer back."""
    return show(request, "calendar/answers/gone_page.html")


@require_POST
@signed_in
@limited("answer", per_minute=20, per_hour=200)
def take_back(request: HttpRequest, slug: str, original: str) -> HttpResponse:
    """One's own answer is gone, as if it had never been."""
    date = dated(person_of(request), slug, original)
    box = reads.box_of(date, timezone.now(), person=person_of(request))
    if box.row is not None:
        actions.take_back(box.row)
    return done(request, to=page_of(date), said=_("Your answer is taken back."))


@require_safe
@signed_in
def my_dates(request: HttpRequest) -> HttpResponse:
    """What I answered to, the next first."""
    context = {
        "mine": reads.my_dates(person_of(request), timezone.now()),
        "crumbs": [(reverse("website:my"), _("My page"))],
        "here": _("My dates"),
    }
    return show(request, "calendar/answers/my_dates_page.html", context)


def _date_told(row: Answer) -> AnswerDate:
    """Also of a series that is hidden now, or a date that is no more: whoever answered may take it back."""
    try:
        return date_of(row.series, row.original)
    except NoSuchDate:
        return date_that_was(row)


def _said(row: Answer) -> str:
    return reads.in_words(row, None)
