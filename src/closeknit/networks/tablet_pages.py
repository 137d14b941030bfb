"""What the pages of the hall hold: the form of each door, and what it shows. The same for everyone with the code."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.networks import tablet_kept, tablet_state
from closeknit.networks.agenda_times import seconds_left
from closeknit.networks.arrivals import picture_of
from closeknit.networks.meeting_vocabulary import Came, ItemSort, NoteKind
from closeknit.networks.models import Arrival
from closeknit.networks.sync_forms import ArrivalForm, NoteForm, OwnNumber
from closeknit.networks.sync_items import MARK, Item
from closeknit.networks.tablet_doors import DESK, JOIN, TABLE, Door
from closeknit.networks.tablet_words import words

COOKIE = "hall"  # for a telephone without scripts: the number it signed in with
SORTS = {TABLE: ItemSort.NOTE, DESK: ItemSort.ARRIVAL, JOIN: ItemSort.ARRIVAL}


def form_of(door: Door, request: HttpRequest | None = None, data: Any = None) -> forms.Form:
    """The form to write with: a note at a table, somebody who came at the desk and on a telephone."""
    if door.kind == TABLE:
        return NoteForm(data, initial={"kind": NoteKind.SAID})
    form = ArrivalForm(data, initial={"how": Came.DESK if door.kind == DESK else Came.PHONE})
    if door.kind == DESK:
        form.fields["guest_name"].label = _("Their name")
        form.fields["does"].label = _("What do they do, in one line?")
        form.fields["email"].label = _("Their e-mail address, to hear of the next meeting")
        form.fields["is_first_time"].label = _("Here for the first time")
        form.fields["may_be_named"].label = _("They agreed to be named in the report of this meeting")
    return form


def form_with(door: Door, request: HttpRequest, sentence: str) -> forms.Form:
    """The form as it was sent, and what was wrong with it."""
    form = form_of(door, request, request.POST)
    if form.is_valid():
        form.add_error(None, sentence)
    return form


def item_of(door: Door, request: HttpRequest) -> Item:
    """What a form without scripts has sent, as a tablet would send it."""
    own = OwnNumber(request.POST)
    sort = request.POST.get("sort", SORTS[door.kind])
    fields = {name: value for name, value in request.POST.items() if name not in {"note", "csrfmiddlewaretoken"}}
    if sort == ItemSort.DOT:
        fields["voter"] = request.COOKIES.get(COOKIE, "")
    return Item(own.number, sort, fields)


def thanks(door: Door, item: Item) -> str:
    if item.sort == ItemSort.NOTE:
        return _("The note is on the board.")
    if item.sort == ItemSort.ARRIVAL:
        return _("Welcome. You are signed in.") if door.kind == JOIN else _("Signed in.")
    return _("It is counted.")


def remember(door: Door, item: Item, answer: HttpResponse) -> HttpResponse:
    """A telephone without scripts keeps the number that it signed in with, to place its dots by."""
    if door.kind == JOIN and item.sort == ItemSort.ARRIVAL:
        path = reverse("networks:hall", args=[door.code])
        answer.set_cookie(COOKIE, str(item.client_id), max_age=86_400, path=path, httponly=True, samesite="Lax")
    return answer


def context(door: Door, form: forms.Form, request: HttpRequest) -> dict[str, Any]:
    """Everything the page shows. Private notes and names of those who came are not among it: it is kept."""
    meeting, item = door.meeting, door.meeting.item_now
    voter = _voter(door, request)
    left = seconds_left(item.minutes, meeting.item_began_at, timezone.now()) if item else None
    return {
        "person": None,
        "door": door,
        "kind": door.kind,
        "meeting": meeting,
        "table": door.table,
        "tables": meeting.tables.exclude(number=0).count(),
        "form": form,
        "own": OwnNumber.new(),
        "priorities": _priorities(door),
        "notes": tablet_state.notes_of(door.table) if door.kind == TABLE and door.table else [],
        "clusters": tablet_state.clusters_of(meeting) if door.kind != TABLE else [],
        "voter": voter,
        "dots_left": meeting.dots_each - voter.dots.count() if voter else 0,
        "came": meeting.arrivals.count() if door.kind == DESK else None,
        "picture": picture_of(meeting),
        "minutes_left": None if left is None else max(0, left // 60),
        "hall": {
            "code": door.code,
            "kind": door.kind,
            "mark": MARK,
            "edition": tablet_kept.edition(),
            "items": reverse("networks:hall-items", args=[door.code]),
            "state": reverse("networks:hall-state", args=[door.code]),
            "key": reverse("networks:hall-key"),
            "worker": reverse("networks:hall-worker"),
            "scope": reverse("networks:hall-code"),
            "finished": reverse("networks:hall-finished"),
            "kinds": dict(NoteKind.choices),
            "words": words(),
        },
    }


def _priorities(door: Door) -> list[Any]:
    """Those that a note can be written under: the table's own, else all that the network works on."""
    if door.kind != TABLE or door.table is None or door.table.priority_id:
        return []
    return list(door.meeting.network.priorities.open().filter(sight="shown")[:20])


def _voter(door: Door, request: HttpRequest) -> Arrival | None:
    told = request.COOKIES.get(COOKIE, "") if door.kind == JOIN else ""
    try:
        return door.meeting.arrivals.filter(client_id=UUID(told)).first() if told else None
    except ValueError:
        return None
