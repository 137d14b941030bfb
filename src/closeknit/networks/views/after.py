"""What organisers do when the last person has left: priorities, promises, minutes, publishing."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.networks import after_reads, late_reads
from closeknit.networks.actions import late as act_late
from closeknit.networks.actions import minutes as act_minutes
from closeknit.networks.actions import taking_up as act
from closeknit.networks.minutes_forms import OTHER, TakeUpForm
from closeknit.networks.models import Meeting, Minutes, Note
from closeknit.networks.views.meetings import meeting_run
from closeknit.networks.views.showing import crumbs


def trail(meeting: Meeting, *further: tuple[str, str]) -> list[tuple[str, str]]:
    return [*crumbs(meeting.network), (meeting.get_absolute_url(), meeting.series.title), *further]


def after_address(meeting: Meeting) -> str:
    return reverse("networks:after", args=[meeting.uuid])


def after_crumb(meeting: Meeting) -> tuple[str, str]:
    return after_address(meeting), _("After the meeting")


@require_safe
@signed_in
def after(request: HttpRequest, uuid: Any) -> HttpResponse:
    """All that follows a meeting, in order, and what of it is done."""
    return _page(request, meeting_run(request, uuid))


def _page(
    request: HttpRequest, meeting: Meeting, wrong: tuple[Note, TakeUpForm] | None = None, status: int = 200
) -> HttpResponse:
    page = after_reads.after_page(meeting)
    owners = [(one.key, one.words) for one in after_reads.owners_for(meeting, person_of(request))]
    forms = [(note, _form_of(note, owners, wrong)) for note in page.notes]
    context = {"page": page, "meeting": meeting, "network": meeting.network, "forms": forms, "crumbs": trail(meeting)}
    return show(request, "networks/after_page.html", context, status)


def _form_of(note: Note, owners: Any, wrong: tuple[Note, TakeUpForm] | None) -> TakeUpForm:
    if wrong is not None and wrong[0].pk == note.pk:
        return wrong[1]
    return TakeUpForm(owners=owners, prefix=note.uuid.hex, initial={"text": " ".join(note.text.split())[:500]})


@require_POST
@signed_in
def note(request: HttpRequest, uuid: Any, note_uuid: Any) -> HttpResponse:
    """One note of something to do: who does it by when, or it stays a note."""
    meeting, by = meeting_run(request, uuid), person_of(request)
    row = find(Note.objects.shown().filter(meeting=meeting).select_related("meeting__network"), uuid=note_uuid)
    to = f"{after_address(meeting)}#notes"
    if request.POST.get("do") == "leave":
        act.leave_as_note(row, by=by)
        return done(request, to=to, said=_("It stays a note"))
    owners = {one.key: one for one in after_reads.owners_for(meeting, by)}
    named = [(key, one.words) for key, one in owners.items()]
    form = TakeUpForm(request.POST, owners=named, prefix=row.uuid.hex)
    if not form.is_valid():
        return _page(request, meeting, (row, form), 422)
    told = form.cleaned_data
    owner = None if told["owner"] == OTHER else owners[told["owner"]]
    act.take_up(
        row,
        by=by,
        text=told["text"],
        due_on=told["due_on"],
        owner=owner and owner.person,
        owner_name=told["owner_name"],
        for_group=owner and owner.group,
    )
    return done(request, to=to, said=_("It is written down, with a name and a day"))


@require_POST
@signed_in
def late(request: HttpRequest, uuid: Any, note_uuid: Any) -> HttpResponse:
    """One note that came in late: into the minutes, or it stays with the notes."""
    meeting, by = meeting_run(request, uuid), person_of(request)
    rows = late_reads.late_notes(meeting, Minutes.objects.filter(meeting=meeting).first())
    row = next((one.note for one in rows if one.note.uuid == note_uuid), None)
    to = f"{after_address(meeting)}#late"
    if row is None:
        return done(request, to=to, said=_("Somebody has seen to this note already"))
    if request.POST.get("do") == "keep":
        act_late.keep_with_notes(row, by=by)
        return done(request, to=to, said=_("It stays with the notes"))
    act_late.put_in_minutes(row, by=by)
    return done(request, to=to, said=_("It stands in the minutes now"))


@require_POST
@signed_in
def priorities(request: HttpRequest, uuid: Any) -> HttpResponse:
    """The clusters that the meeting agreed matter become priorities of the network."""
    meeting = meeting_run(request, uuid)
    chosen = meeting.clusters.filter(uuid__in=_uuids(request.POST.getlist("cluster")))
    made = act.make_priorities(meeting, list(chosen.values_list("pk", flat=True)), by=person_of(request))
    words = ngettext("%(n)d priority stands there now.", "%(n)d priorities stand there now.", len(made))
    return done(request, to=f"{after_address(meeting)}#priorities", said=words % {"n": len(made)})


def _uuids(typed: list[str]) -> list[str]:
    try:
        return [str(UUID(one)) for one in typed]
    except ValueError as wrong:
        raise Http404 from wrong


@require_POST
@signed_in
def agree(request: HttpRequest, uuid: Any) -> HttpResponse:
    """This meeting agrees to the minutes of the last one."""
    meeting = meeting_run(request, uuid)
    last = after_reads.last_time(meeting, person_of(request))
    if last is None or last.minutes is None:
        raise Http404
    act_minutes.agree_minutes(last.minutes, in_meeting=meeting, by=person_of(request))
    return done(request, to=meeting, said=_("It is written down that they were agreed"))
