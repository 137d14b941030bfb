"""Reporting a contribution, seeing how it ended, and what an author does with a decision."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.accounts import with_help
from closeknit.conversation import actions, chains, reads
from closeknit.conversation.contributions import contributions
from closeknit.conversation.forms import AppealForm, MendedElsewhereForm, MendForm, ReportForm
from closeknit.conversation.models import Case, Report
from closeknit.conversation.routing import sender_of
from closeknit.core.errors import TooMany
from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.core.rate_limit import network_of, spend


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, kind: str, uuid: Any) -> HttpResponse:
    """Say that something breaks a rule. For everyone, with or without a name."""
    about = contributions().get(kind)
    if about is None:
        raise Http404
    person = person_of(request)
    thing = find(about.visible_to(person), uuid=uuid)
    form = ReportForm(request.POST or None, is_signed_in=person is not None)
    with_help.ask(form, person)
    if request.method == "POST" and form.is_valid():
        hands = with_help.hands_of(person, form)
        find(about.visible_to(hands.author), pk=thing.pk)  # not only by whoever helps
        made = actions.report(kind=kind, thing=thing, hands=hands, **_said(request, hands.author, form.cleaned_data))
        return done(request, to=made, said=_("Thank you. The moderators have it."))
    ((name, is_discreet),) = about.named([thing])
    context = {
        "form": form,
        "what": reads.kind_words(kind),
        "name": name,
        "is_discreet": is_discreet,
        "crumbs": [(about.address(thing), name)],
        "here": _("Report this"),
    }
    return show(request, "conversation/report_page.html", context, 422 if request.method == "POST" else 200)


def _said(request: HttpRequest, person: Any, said: dict[str, Any]) -> dict[str, Any]:
    """Never refused for being many: who sends many is only not written to."""
    email = said.get("guest_email", "")
    try:
        spend("report", network_of(request), per_minute=5, per_hour=30)
    except TooMany:
        email = ""
    return {
        "rule": said["rule"],
        "words": said["words"],
        "reporter": None if said.get("is_anonymous") else person,
        "guest_email": email,
        "sender": sender_of(person=person, email=email, form=str(said["client_id"])),
    }


@require_safe
def status(request: HttpRequest, uuid: Any) -> HttpResponse:
    """How a report stands, for whoever has its address."""
    return _status_page(request, find(Report.objects.select_related("case", "rule"), uuid=uuid))


def _status_page(request: HttpRequest, made: Report, status: int = 200) -> HttpResponse:
    context = {"report": made, "case": made.case, "chain": chains.of_report(made)}
    return show(request, "conversation/report_status_page.html", context, status)


@require_POST
def withdrawal(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Take a report back, when the button says so."""
    made = find(Report.objects.select_related("case", "rule"), uuid=uuid)
    if request.POST.get("sure") != "yes":
        return _status_page(request, made, 422)
    actions.take_report_back(made)
    return done(request, to=made, said=_("Your report is taken back"))


@require_safe
@signed_in
def own_case(request: HttpRequest, uuid: Any) -> HttpResponse:
    """What the moderators decided about one's own words, and what one can do."""
    return _own_page(request, uuid)


@require_POST
@signed_in
def mending(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Send one's words again, mended."""
    own = _own(request, uuid)
    form = (MendForm if own.mends_here else MendedElsewhereForm)(request.POST)
    if not form.is_valid():
        return _own_page(request, uuid, mend_form=form)
    said = form.cleaned_data
    actions.send_again(own.case, by=person_of(request), text=said.get("text", ""), words=said["words"])
    return done(request, to=_address(own), said=_("A moderator looks at it. You will hear from us."))


@require_POST
@signed_in
def appeal(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Ask another moderator to look at the decision."""
    own = _own(request, uuid)
    form = AppealForm(request.POST)
    if not form.is_valid():
        return _own_page(request, uuid, appeal_form=form)
    actions.appeal(own.case, by=person_of(request), words=form.cleaned_data["words"])
    return done(request, to=_address(own), said=_("Another moderator looks at it. You will hear from us."))


def _own_page(request: HttpRequest, uuid: Any, **refused: Any) -> HttpResponse:
    own = _own(request, uuid)
    context = {
        "own": own,
        "mend_form": MendForm(initial={"text": own.text}, prefix=None) if own.mends_here else MendedElsewhereForm(),
        "appeal_form": AppealForm(auto_id="appeal_%s"),
        **refused,
    }
    return show(request, "conversation/own_case_page.html", context, 422 if refused else 200)


def _own(request: HttpRequest, uuid: Any) -> reads.OwnCase:
    own = reads.own_case(find(Case.objects.all(), uuid=uuid), person_of(request))
    if own is None:
        raise Http404
    return own


def _address(own: reads.OwnCase) -> str:
    return reverse("conversation:own-case", args=[own.case.uuid])
