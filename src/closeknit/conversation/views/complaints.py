"""Complaints about how data was handled: the form for everyone, the list for the hub's administrators."""

from datetime import datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.accounts.reading import count_records
from closeknit.conversation import actions
from closeknit.conversation.actions import complaining
from closeknit.conversation.forms import AnswerForm, ComplaintForm, EnteredComplaintForm, NoteForm
from closeknit.conversation.models import Complaint
from closeknit.core.http import done, find, only_who_may, person_of, show
from closeknit.core.rate_limit import limited

only_admins = only_who_may("conversation.answer_complaints")


@require_http_methods(["GET", "HEAD", "POST"])
@limited("complaint", per_minute=5, per_hour=20)
def complain(request: HttpRequest) -> HttpResponse:
    """Say that one's data was not handled rightly. No account is needed."""
    person = person_of(request)
    initial = {"guest_name": person.name, "guest_email": person.email} if person else {}
    form = ComplaintForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.complain(**form.cleaned_data)
        return done(request, to=reverse("conversation:complaint-sent"))
    status = 422 if request.method == "POST" else 200
    return show(request, "conversation/complain_page.html", {"form": form}, status)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What happens now."""
    return show(request, "conversation/complaint_sent_page.html")


@require_safe
@only_admins
def manage(request: HttpRequest) -> HttpResponse:
    """Open complaints, the first due first, and those that were answered."""
    open_ones = list(Complaint.objects.open())
    answered = list(Complaint.objects.exclude(answered_at=None).order_by("-answered_at", "-id")[:100])
    count_records(person_of(request), "conversation.complaints", len(open_ones) + len(answered))
    context = {"open": open_ones, "answered": answered, "now": timezone.now()}
    return show(request, "conversation/complaints_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only_admins
def enter(request: HttpRequest) -> HttpResponse:
    """Write down a complaint that came by letter, by telephone or in person."""
    form = EnteredComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        began = timezone.make_aware(datetime.combine(said.pop("received_on"), time(9)))
        complaint = actions.complain(entered_by=person_of(request), received_at=min(began, timezone.now()), **said)
        return done(request, to=complaint, said=_("The complaint is written down"))
    status = 422 if request.method == "POST" else 200
    return show(request, "conversation/complaint_enter_page.html", {"form": form}, status)


@require_http_methods(["GET", "HEAD", "POST"])
@only_admins
def complaint(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One complaint with its log; the answer ends it."""
    found = find(Complaint.objects.all(), uuid=uuid)
    count_records(person_of(request), f"conversation.complaint {found.pk}", 1)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_first = actions.answer_complaint(found, by=person_of(request), words=form.cleaned_data["words"])
        said = _("The answer is on its way") if is_first else _("Somebody else has answered it already")
        return done(request, to=found, said=said)
    if request.method == "GET":
        complaining.note_reading(found, by=person_of(request))
    return _page(request, found, 422 if request.method == "POST" else 200, form=form)


@require_POST
@only_admins
def note(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Write down what was done about it."""
    found = find(Complaint.objects.all(), uuid=uuid)
    form = NoteForm(request.POST, auto_id="note_%s")
    if not form.is_valid():
        return _page(request, found, 422, note_form=form)
    actions.note_on_complaint(found, by=person_of(request), words=form.cleaned_data["words"])
    return done(request, to=found)


def _page(request: HttpRequest, found: Complaint, status: int, **forms: Any) -> HttpResponse:
    context = {
        "complaint": found,
        "log": found.log.select_related("by"),
        "now": timezone.now(),
        "form": AnswerForm(),
        "note_form": NoteForm(auto_id="note_%s"),
        **forms,
    }
    return show(request, "conversation/complaint_page.html", context, status)
