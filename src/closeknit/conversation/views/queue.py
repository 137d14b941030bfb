"""The moderators' queue."""

import csv as csvs
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from closeknit.accounts.reading import count_records
from closeknit.algorithms import cells
from closeknit.conversation import actions, reads
from closeknit.conversation.actions.cases import note_reading
from closeknit.conversation.forms import DecisionForm
from closeknit.conversation.models import Case
from closeknit.conversation.vocabulary import CaseState, Question
from closeknit.core.http import done, find, only_who_may, person_of, show
from closeknit.core.policy import may

only_moderators = only_who_may("conversation.see_reports")


@require_safe
@only_moderators
def cases(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first; or what was decided."""
    asked = request.GET.get("state", "")
    state = asked if asked in CaseState.values else CaseState.PENDING
    context = {"lines": reads.queue(person_of(request), state=state), "state": state, "states": CaseState.choices}
    return show(request, "conversation/cases_page.html", context)


@require_safe
@only_moderators
def case(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One case. Administrators see how it stands; the words are for its moderators."""
    found = _seen(request, uuid)
    count_records(person_of(request), f"conversation.case {found.pk}", 1)
    return _case_page(request, found)


@require_POST
@only_moderators
def claim(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Say that one looks after it."""
    found = _mine(request, uuid)
    actions.claim(found, by=person_of(request))
    return done(request, to=found)


@require_POST
@only_moderators
def decision(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Hide it or let it stand. What was typed is kept when somebody else was quicker."""
    found, person = _mine(request, uuid), person_of(request)
    form = _form(found, request.POST)
    if not form.is_valid():
        return _case_page(request, found, form, 422)
    said = form.cleaned_data
    try:
        if said["verdict"] == DecisionForm.HIDE:
            actions.hide(found, by=person, version=said["version"], rule=said["rule"], words=said["words"])
        else:
            actions.let_stand(found, by=person, version=said["version"], words=said["words"])
    except actions.Overtaken as overtaken:
        form.add_error(None, overtaken.message)
        return _case_page(request, find(Case.objects.all(), pk=found.pk), form, overtaken.status)
    heard = reads.has_author(found)
    return done(
        request,
        to=reverse("conversation:cases"),
        said=_("Decided. The author hears of it.") if heard else _("Decided."),
    )


@require_safe
@only_moderators
def log(request: HttpRequest) -> HttpResponse:
    """Each step of each case as a row, without reporters; administrators read no words of cases that lie
    before moderators. No cell can be taken for a formula."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="moderation-log.csv"'
    answer.write("\ufeff")
    sheet = csvs.writer(answer)
    sheet.writerow([_("When"), _("Case"), _("What"), _("Step"), _("By"), _("Rule"), _("Words"), _("State")])
    read = set()
    for line in reads.log_rows(person_of(request)).iterator(chunk_size=2000):
        read |= {line.case_id} if line.is_readable else set()
        row = [
            line.at.isoformat(timespec="seconds"),
            settings.PUBLIC_URL + line.case.get_absolute_url(),
            reads.kind_words(line.case.kind),
            line.get_step_display(),
            line.by.name if line.by else "",
            line.rule.title if line.rule else "",
            line.words if line.is_readable else "",
            line.get_state_display(),
        ]
        sheet.writerow([cells.neutralise(str(cell)) for cell in row])
    count_records(person_of(request), "conversation.log", len(read))
    return answer


def _form(found: Case, *data: Any, **more: Any) -> DecisionForm:
    out_of_sight = found.question != Question.REPORT
    return DecisionForm(*data, is_out_of_sight=out_of_sight, **more)


def _case_page(request: HttpRequest, found: Case, form: DecisionForm | None = None, status: int = 200) -> HttpResponse:
    """With a fresh version in the form: who has seen the newest decision may decide after it."""
    person = person_of(request)
    if not may(person, "conversation.moderate_case", found):
        return show(request, "conversation/case_outside_page.html", {"case": found}, status)
    if form is not None:
        form.data = {**form.data.dict(), "version": found.version}
    page = reads.case_page(found, person)
    if request.method == "GET" and not page.is_own:
        note_reading(found, by=person)
    rule = page.reports[-1][0].rule.code if page.reports else None
    context = {
        "page": page,
        "case": found,
        "form": form or _form(found, initial={"version": found.version, "rule": rule}),
    }
    return show(request, "conversation/case_page.html", context, status)


def _seen(request: HttpRequest, uuid: Any) -> Case:
    return find(Case.objects.seen_by(person_of(request)).select_related("claimed_by"), uuid=uuid)


def _mine(request: HttpRequest, uuid: Any) -> Case:
    return find(Case.objects.moderated_by(person_of(request)).select_related("claimed_by"), uuid=uuid)
