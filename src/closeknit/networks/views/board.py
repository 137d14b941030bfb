"""The facilitator's board while the meeting goes on, and the screen for the room."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from closeknit.core.http import done, find, show, signed_in
from closeknit.networks import board_reads, cluster_names, meeting_codes
from closeknit.networks.actions import board as act
from closeknit.networks.actions import sync
from closeknit.networks.actions.sync import Standing
from closeknit.networks.meeting_forms import ClusterForm
from closeknit.networks.meeting_vocabulary import ItemSort, Outcome
from closeknit.networks.models import Meeting, Note
from closeknit.networks.sync_forms import NoteForm, OwnNumber, why_not
from closeknit.networks.sync_items import Item
from closeknit.networks.views.meetings import board_of, meeting_run

MAY_SEND = frozenset(ItemSort.values)


def live(request: HttpRequest, meeting: Meeting, template: str, context: Any) -> HttpResponse:
    """A part of a page that asks for itself again and again: nothing is drawn while nothing is new."""
    mark = f'W/"{meeting.version}.{template}"'
    if request.headers.get("If-None-Match") == mark:
        return HttpResponseNotModified(headers={"ETag": mark, "Cache-Control": "private, no-store"})
    page = show(request, template, context())
    page["ETag"] = mark
    page["Cache-Control"] = "private, no-store"
    return page


@require_safe
@signed_in
def board(request: HttpRequest, uuid: Any) -> HttpResponse:
    """All tables, live; sorting, dots and hands."""
    meeting = meeting_run(request, uuid)
    return show(request, "networks/board_page.html", _page(meeting, NoteForm(auto_id="note-%s")))


@require_safe
@signed_in
def board_part(request: HttpRequest, uuid: Any) -> HttpResponse:
    """What moves on the board."""
    meeting = meeting_run(request, uuid)
    return live(request, meeting, "networks/_board.html", lambda: _board(meeting))


@require_POST
@signed_in
def note(request: HttpRequest, uuid: Any) -> HttpResponse:
    """The facilitator writes a note for a table."""
    meeting = meeting_run(request, uuid)
    return _sent(request, meeting, ItemSort.NOTE, table=_table(meeting, request.POST.get("table", "")))


@require_POST
@signed_in
def cluster_new(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Begin a cluster, by a name or with a note."""
    meeting = meeting_run(request, uuid)
    form = ClusterForm(request.POST)
    number = request.POST.get("note") or None
    first = find(meeting.notes.all(), uuid=number) if number else None
    if not form.is_valid() and first is None:
        return _back(request, meeting, why_not(form))
    title = form.cleaned_data.get("title") or (_name_from(first) if first else "")
    act.begin_cluster(meeting, title=title, note=first, client_id=form.cleaned_data.get("client_id") or uuid4())
    return _back(request, meeting)


@require_POST
@signed_in
def cluster(request: HttpRequest, uuid: Any, cluster_uuid: Any, move: str) -> HttpResponse:
    """Another name, another place in the list, or none at all; the hands that were raised for it."""
    meeting = meeting_run(request, uuid)
    row = find(meeting.clusters.all(), uuid=cluster_uuid)
    if move == "hands":
        return _sent(request, meeting, ItemSort.HANDS, cluster=str(row.uuid))
    if move == "rename":
        form = ClusterForm(request.POST)
        if not form.is_valid():
            return _back(request, meeting, why_not(form))
        act.rename_cluster(meeting, row, form.cleaned_data["title"])
    elif move == "end":
        act.end_cluster(meeting, row)
    else:
        act.place_in_list(meeting, row, -1 if move == "up" else 1)
    return _back(request, meeting)


@require_POST
@signed_in
def note_move(request: HttpRequest, uuid: Any, note_uuid: Any) -> HttpResponse:
    """Into a cluster, into a new one of its own, or out of all."""
    meeting = meeting_run(request, uuid)
    row = find(meeting.notes.all(), uuid=note_uuid)
    wanted = request.POST.get("cluster", "")
    if wanted == "new":
        act.begin_cluster(meeting, title=_name_from(row), note=row, client_id=OwnNumber(request.POST).number)
    else:
        act.move_note(meeting, row, find(meeting.clusters.all(), uuid=wanted) if wanted else None)
    return _back(request, meeting)


def _table(meeting: Meeting, typed: str) -> Any:
    """The table of this meeting that was chosen; a note for one that is gone by now is kept without."""
    return next((one for one in meeting.tables.all() if str(one.uuid) == typed), None)


def _name_from(note: Note) -> str:
    """A cluster is named after its first note; not after one that not everybody may read, as the whole room reads
    its name."""
    return cluster_names.name_from(note) or str(_("A new cluster"))


@require_safe
@signed_in
def projector(request: HttpRequest, uuid: Any) -> HttpResponse:
    """The screen for the room: read from the back of the hall, nothing to click."""
    meeting = meeting_run(request, uuid)
    return show(request, "networks/projector_page.html", _screen(meeting))


@require_safe
@signed_in
def projector_part(request: HttpRequest, uuid: Any) -> HttpResponse:
    """What moves on the screen."""
    meeting = meeting_run(request, uuid)
    return live(request, meeting, "networks/_projector.html", lambda: _screen(meeting))


def _board(meeting: Meeting) -> dict[str, Any]:
    found = board_reads.board(meeting)
    return {"board": found, "meeting": meeting, "network": meeting.network, "new_number": uuid4()}


def _screen(meeting: Meeting) -> dict[str, Any]:
    return {
        "screen": board_reads.screen(meeting),
        "meeting": meeting,
        "network": meeting.network,
        "join_code": meeting_codes.in_words(meeting.join_code),
        "hall": reverse("networks:hall-code"),
    }


def _sent(request: HttpRequest, meeting: Meeting, sort: str, *, table: Any = None, cluster: str = "") -> HttpResponse:
    """What an organiser sends goes through the same door as what a tablet sends."""
    fields = {name: value for name, value in request.POST.items() if name not in {"table", "csrfmiddlewaretoken"}}
    if cluster:
        fields["cluster"] = cluster
    standing = Standing(meeting, MAY_SEND, table, request.user)
    _version, (answer,) = sync.receive(standing, [Item(OwnNumber(request.POST).number, sort, fields)])
    return _back(request, meeting, answer.sentence if answer.outcome == Outcome.REFUSED else "")


def _back(request: HttpRequest, meeting: Meeting, problem: str = "") -> HttpResponse:
    """The board again; with what was wrong above it, and all that was typed where it was typed."""
    if problem:
        context = _page(meeting, NoteForm(request.POST, auto_id="note-%s")) | {
            "problem": problem,
            "typed": _typed(request),
        }
        return show(request, "networks/board_page.html", context, 422)
    return done(request, to=board_of(meeting))


def _page(meeting: Meeting, form: NoteForm) -> dict[str, Any]:
    crumbs = [(meeting.network.get_absolute_url(), meeting.network.name)]
    return _board(meeting) | {"note_form": form, "own": OwnNumber.new(), "crumbs": crumbs}


def _typed(request: HttpRequest) -> dict[str, str]:
    """What was typed into one of the board's small forms, and for which cluster."""
    match = request.resolver_match
    in_path = str(match.kwargs.get("cluster_uuid", "")) if match else ""
    said = {name: request.POST.get(name, "") for name in ("title", "number", "table")}
    return said | {"cluster": in_path or request.POST.get("cluster", "")}
