"""The minutes as those who run the network work on them: draft, read, edit, find right, look back."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.core.errors import Refused
from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.directory.editing.differences import word_difference
from closeknit.networks import minutes_reads, output_letters, output_reads
from closeknit.networks.actions import minutes as act
from closeknit.networks.actions import output as act_output
from closeknit.networks.minutes_drafting import named_in
from closeknit.networks.minutes_forms import MinutesForm
from closeknit.networks.models import Meeting, Minutes, MinutesVersion
from closeknit.networks.models.minutes import TEXTS
from closeknit.networks.views.after import after_crumb, trail
from closeknit.networks.views.meetings import meeting_run


def minutes_of(meeting: Meeting) -> Minutes:
    """404 until they are drafted."""
    row = find(Minutes.objects.for_pages(), meeting=meeting)
    row.meeting = meeting
    return row


def number_in(request: HttpRequest, name: str) -> int:
    """What a form carries unseen; -1 if it is no number, which matches nothing."""
    typed = request.POST.get(name, "")
    return int(typed) if re.fullmatch(r"[0-9]{1,8}", typed) else -1


def address_of(meeting: Meeting, page: str = "minutes") -> str:
    return reverse(f"networks:{page}", args=[meeting.uuid])


@require_safe
@signed_in
def minutes(request: HttpRequest, uuid: Any) -> HttpResponse:
    """What will be published, just so, and who will get the letter."""
    meeting = meeting_run(request, uuid)
    row = minutes_of(meeting)
    context = {
        "page": output_reads.output_page(row, None),
        "minutes": row,
        "meeting": meeting,
        "network": meeting.network,
        "maybe_named": named_in("\n".join(row.texts.values()), minutes_reads.unnamed(meeting)),
        "readers": None if row.is_published else output_letters.readers_for(row),
        "letters_left": act_output.letters_left(row) if row.is_published else 0,
        "crumbs": trail(meeting, after_crumb(meeting)),
        "here": _("The minutes"),
    }
    return show(request, "networks/minutes_page.html", context)


@require_POST
@signed_in
def draft(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Draft them, or draft them again with what has come in since."""
    meeting = meeting_run(request, uuid)
    _row, kept = act.draft_minutes(meeting, by=person_of(request))
    said = _("Drafted. What you had changed by hand was left as it is.") if kept else _("Drafted from what was noted")
    return done(request, to=address_of(meeting), said=said)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Change the texts. What somebody else saved meanwhile is shown beside what was typed."""
    meeting = meeting_run(request, uuid)
    row = minutes_of(meeting)
    initial = {**row.texts, "version": row.version}
    sent = request.POST if request.method == "POST" else None
    form = MinutesForm(sent, initial=initial, is_published=row.is_published)
    if request.method != "POST":
        return _form(request, row, form)
    if not form.is_valid():
        return _form(request, row, form, 422)
    told = form.cleaned_data
    try:
        act.edit_minutes(row, by=person_of(request), version=told["version"], texts=form.texts, why=told.get("why", ""))
    except act.ChangedMeanwhile as no:
        return _changed_meanwhile(request, row, form, no)
    return done(request, to=address_of(meeting), said=_("Saved"))


def _changed_meanwhile(request: HttpRequest, row: Minutes, form: MinutesForm, no: Refused) -> HttpResponse:
    """What was typed stays in the form; saved once more it goes over what stands there now."""
    beside = [
        (form.fields[name].label, word_difference(getattr(row, name), form.texts[name]))
        for name in TEXTS
        if getattr(row, name) != form.texts[name]
    ]
    form.data = form.data.copy()
    form.data["version"] = str(row.version)
    return _form(request, row, form, 409, problem=no.message, beside=beside)


def _form(request: HttpRequest, row: Minutes, form: MinutesForm, status: int = 200, **more: Any) -> HttpResponse:
    meeting = row.meeting
    further = (after_crumb(meeting), (address_of(meeting), _("The minutes")))
    context = {"form": form, "minutes": row, "meeting": meeting, "crumbs": trail(meeting, *further)}
    return show(
        request, "networks/minutes_form_page.html", {**context, "here": _("Change the minutes"), **more}, status
    )


@require_POST
@signed_in
def approve(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Somebody says that they are right, as they stood on the page."""
    meeting = meeting_run(request, uuid)
    row = minutes_of(meeting)
    act.approve_minutes(row, by=person_of(request), version=number_in(request, "version"))
    return done(request, to=address_of(meeting), said=_("It is written down that you looked them through"))


@require_safe
@signed_in
def history(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Each version, the last first, with what was changed."""
    meeting = meeting_run(request, uuid)
    row = minutes_of(meeting)
    found = list(row.versions.select_related("by").order_by("number"))
    pairs = zip([None, *found], found, strict=False)
    told = [(after, _changes(before, after)) for before, after in pairs]
    context = {
        "minutes": row,
        "entries": told[::-1],
        "crumbs": trail(meeting, after_crumb(meeting), (address_of(meeting), _("The minutes"))),
        "here": _("How the minutes read before"),
    }
    return show(request, "networks/minutes_history_page.html", context)


def _changes(before: MinutesVersion | None, after: MinutesVersion) -> list[tuple[Any, Any]]:
    """Nothing for the first draft, which changes nothing."""
    if before is None:
        return []
    labels = MinutesForm.base_fields
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in TEXTS)
    return [(labels[name].label, word_difference(was, now)) for name, was, now in pairs if was != now]
