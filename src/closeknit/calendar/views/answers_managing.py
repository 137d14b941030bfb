"""For the organisers of a date: who comes, who waits, what they need, who was there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.accounts.reading import count_records
from closeknit.calendar import actions
from closeknit.calendar.answering import reads
from closeknit.calendar.answering.dates import AnswerDate
from closeknit.calendar.forms.answers import CameForm, EntryForm
from closeknit.calendar.models import Answer, Attendance
from closeknit.calendar.views.answers import dated, page_of, sent_in
from closeknit.core.errors import Refused
from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.core.policy import require
from closeknit.core.rate_limit import limited


def _looked_after(request: HttpRequest, slug: str, original: str) -> AnswerDate:
    date = dated(person_of(request), slug, original)
    require(person_of(request), "calendar.edit_series", date.series)
    return date


def _list_of(date: AnswerDate) -> str:
    return reverse("calendar:answers", args=[date.series.slug, date.original])


def _around(date: AnswerDate, here: str, *above: tuple[str, str]) -> dict[str, Any]:
    return {"date": date, "crumbs": [(page_of(date), date.title), *above], "here": here}


@require_safe
@signed_in
def answers(request: HttpRequest, slug: str, original: str) -> HttpResponse:
    """Who comes, who waits for a place, who may come."""
    date = _looked_after(request, slug, original)
    told = reads.answers_to(date)
    _count(request, date, "answers", len(told.coming) + len(told.waiting) + len(told.maybe) + len(told.no))
    return show(request, "calendar/answers/list_page.html", {**_around(date, _("Who is coming")), "told": told})


@require_safe
@signed_in
def sheet(request: HttpRequest, slug: str, original: str) -> HttpResponse:
    """The same to print: names with a box to tick, and empty lines."""
    date = _looked_after(request, slug, original)
    told = reads.answers_to(date)
    _count(request, date, "answers", len(told.coming))
    context = {**_around(date, _("A list to print"), (_list_of(date), _("Who is coming"))), "told": told}
    return show(request, "calendar/answers/sheet_page.html", {**context, "empty_lines": range(8)})


@require_safe
@signed_in
def needs(request: HttpRequest, slug: str, original: str) -> HttpResponse:
    """What people need so that they can come. Each reading is written down."""
    date = _looked_after(request, slug, original)
    told = actions.read_needs(date, by=person_of(request))
    _count(request, date, "needs", len(told))
    context = {**_around(date, _("What people need"), (_list_of(date), _("Who is coming"))), "told": told}
    return show(request, "calendar/answers/needs_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@limited("answer for", per_minute=30, per_hour=400)
def entry(request: HttpRequest, slug: str, original: str) -> HttpResponse:
    """Write down what somebody said by phone or on paper."""
    date = _looked_after(request, slug, original)
    form = EntryForm(sent_in(request), most_guests=date.series.most_guests)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.answer_for(series=date.series, original=date.original, by=person_of(request), **form.entry)
            return done(request, to=_list_of(date), said=_entered(row))
        except Refused as no:
            form.add_error(None, no.message)
    context = {**_around(date, _("By phone or on paper"), (_list_of(date), _("Who is coming"))), "form": form}
    return show(request, "calendar/answers/entry_page.html", context, 422 if form.is_bound else 200)


@require_POST
@signed_in
@limited("answer for", per_minute=60, per_hour=600)
def one(request: HttpRequest, slug: str, original: str, uuid: Any) -> HttpResponse:
    """Let somebody in who waits, note that they were told, or take out a name that was written down."""
    date = _looked_after(request, slug, original)
    row = find(Answer.objects.to_date(date.series, original).select_related("series", "person"), uuid=uuid)
    deed = request.POST.get("do", "")
    if deed == "let-in":
        actions.let_in(row)
    elif deed == "told":
        actions.note_told(row)
    elif deed == "take-out" and row.entered_by_id:
        actions.take_back(row)
    else:
        raise Refused(_("Choose what to do from the list."))
    return done(request, to=_list_of(date))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@limited("attendance", per_minute=60, per_hour=600)
def attendance(request: HttpRequest, slug: str, original: str) -> HttpResponse:
    """Who was really there: tick those who said so, add those who did not."""
    date = _looked_after(request, slug, original)
    here = reverse("calendar:attendance", args=[slug, original])
    is_ticking = request.POST.get("do") == "tick"
    form = CameForm(None if is_ticking else sent_in(request))
    if is_ticking:
        ticked, were = request.POST.getlist("came"), request.POST.getlist("were")
        actions.tick_who_came(date, ticked, were=were, by=person_of(request))
        return done(request, to=here, said=_("It is written down."))
    if form.is_bound and form.is_valid():
        actions.attend(series=date.series, original=original, by=person_of(request), **form.cleaned_data)
        return done(request, to=here, said=_("%(name)s is on the list.") % {"name": form.cleaned_data["name"]})
    came = reads.attendance_of(date)
    _count(request, date, "attendance", len(came.expected) + len(came.others))
    has_begun = timezone.now() >= date.starts
    context = {**_around(date, _("Who was there"), (_list_of(date), _("Who is coming")))}
    context |= {"came": came, "form": form, "has_begun": has_begun}
    return show(request, "calendar/answers/attendance_page.html", context, 422 if form.is_bound else 200)


@require_POST
@signed_in
@limited("attendance", per_minute=60, per_hour=600)
def was_not_there(request: HttpRequest, slug: str, original: str, uuid: Any) -> HttpResponse:
    """Take a name off the list of those who were there."""
    date = _looked_after(request, slug, original)
    there = Attendance.objects.filter(series=date.series, original=original)
    row = find(there, uuid=uuid)
    actions.take_off(there.filter(pk=row.pk))
    return done(request, to=reverse("calendar:attendance", args=[slug, original]))


def _count(request: HttpRequest, date: AnswerDate, what: str, records: int) -> None:
    count_records(person_of(request), f"calendar.{what} {date.series.pk} {date.original}", records)


def _entered(row: Answer) -> str:
    if row.is_waiting:
        return _("%(name)s is on the waiting list.") % {"name": row.name}
    return _("%(name)s is on the list.") % {"name": row.name}
