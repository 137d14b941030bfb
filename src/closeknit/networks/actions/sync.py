"""Take what devices in the hall send: each item once, in the order of the server, with an answer for each.

Whatever is sent at the same moment for one meeting waits for its turn at the meeting's row, so the same item
twice finds its receipt, and ``version`` tells readers the truth: all that carries a lower ``seq`` is there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.limits import spend_unasked_letter
from closeknit.core.errors import Refused, TooMany
from closeknit.directory.models import Group
from closeknit.networks import attendance
from closeknit.networks.actions.interests import ask_by_mail
from closeknit.networks.actions.late import tell_of_late
from closeknit.networks.meeting_vocabulary import ItemSort, MeetingState, Outcome
from closeknit.networks.models import (
    Arrival,
    Cluster,
    Dot,
    Hands,
    Meeting,
    Note,
    NoteBefore,
    Priority,
    Receipt,
    Table,
)
from closeknit.networks.sync_forms import FORMS, why_not
from closeknit.networks.sync_items import Answer, Item, refused
from closeknit.networks.vocabulary import How

LATE = timedelta(days=14)  # a tablet that was put into a drawer still hands in what it has
RAISE = "UPDATE networks_meeting SET version = version + 1 WHERE id = %s RETURNING *"
WORDS = ("kind", "text")
OF_A_NOTE = (*WORDS, "priority", "place_words", "lat", "lng", "is_private")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a device may send: it has a code of the meeting, or somebody is signed in who runs it."""

    meeting: Meeting
    sorts: frozenset[str]
    table: Table | None = None
    person: Any = None


@dataclass(frozen=True, slots=True)
class _Checked:
    """An item, with what its form made of it; or the sentence that says why it cannot be taken."""

    item: Item
    said: dict[str, Any] = field(default_factory=dict)
    no: str = ""


def receive(standing: Standing, items: Sequence[Item], *, device: UUID | None = None) -> tuple[int, list[Answer]]:
    """Take the items, and say of each what became of it. Also the version of the meeting afterwards.

    Others of the meeting wait meanwhile, so what needs no database is done before. A note sent by itself costs
    four statements within the transaction.
    """
    return _taken_in_turn(standing, [_checked(standing, item) for item in items], device)


@transaction.atomic
def _taken_in_turn(standing: Standing, checked: Sequence[_Checked], device: UUID | None) -> tuple[int, list[Answer]]:
    meeting = raised(standing.meeting)
    desk = _Desk(meeting, standing, device)
    numbers = [one.item.client_id for one in checked]
    receipts = {one.client_id: one for one in meeting.receipts.filter(client_id__in=numbers)}
    fresh: list[Receipt] = []
    answers = []
    for one in checked:
        item = one.item
        known = receipts.get(item.client_id)
        if known is not None:
            answers.append(_as_before(meeting, known))
            continue
        answer = _taken(desk, one)
        answers.append(answer)
        if answer.outcome != Outcome.REFUSED:
            receipts[item.client_id] = receipt = Receipt(
                meeting=meeting,
                client_id=item.client_id,
                sort=item.sort,
                outcome=answer.outcome,
                version=answer.version,
            )
            fresh.append(receipt)
    Receipt.objects.bulk_create(fresh)
    if desk.came:
        attendance.pass_on(meeting, desk.came)
    tell_of_late(meeting, len(desk.noted), by=standing.person)
    return meeting.version, answers


def raised(meeting: Meeting) -> Meeting:
    """The meeting as it stands, its version one higher, and nobody else's to change until this transaction ends.
    One statement, which both databases know: while it runs, others wait."""
    (now,) = Meeting.objects.raw(RAISE, [meeting.pk])  # Django writes no UPDATE … RETURNING; the number is bound
    return now


@dataclass(frozen=True, slots=True)
class _Desk:
    meeting: Meeting
    standing: Standing
    device: UUID | None
    came: list[Arrival] = field(default_factory=list)
    noted: list[Note] = field(default_factory=list)


def _as_before(meeting: Meeting, receipt: Receipt) -> Answer:
    """The first answer again. Words that were changed since are where they were then."""
    return Answer(receipt.client_id, receipt.outcome, receipt.version, _holder(meeting, receipt))


def _holder(meeting: Meeting, receipt: Receipt) -> UUID | None:
    """The number of the note that a change went into; a note of its own is told by its own number."""
    if receipt.sort != ItemSort.NOTE:
        return None
    own = meeting.notes.filter(client_id=receipt.client_id).exists()
    if own:
        return receipt.client_id
    changed = NoteBefore.objects.filter(note__meeting=meeting, client_id=receipt.client_id).select_related("note")
    before = changed.first()
    return before.note.client_id if before is not None else None


def _checked(standing: Standing, item: Item) -> _Checked:
    if item.sort not in standing.sorts:
        return _Checked(item, no=_("This cannot be sent from here."))
    form = FORMS[item.sort](item.fields)
    return _Checked(item, form.cleaned_data) if form.is_valid() else _Checked(item, no=why_not(form))


def _taken(desk: _Desk, one: _Checked) -> Answer:
    if one.no:
        return refused(one.item, one.no)
    if is_too_late(desk.meeting):
        return refused(one.item, _("This meeting has long been over. Tell its organiser what is on this device."))
    try:
        return _TAKERS[one.item.sort](desk, one.item, one.said)
    except Refused as no:
        return refused(one.item, no.message)


def is_too_late(meeting: Meeting) -> bool:
    return meeting.closed_at is not None and timezone.now() > meeting.closed_at + LATE


# ── Notes ────────────────────────────────────────────────────────────────────────────────────────


def _take_note(desk: _Desk, item: Item, said: dict[str, Any]) -> Answer:
    wanted = said.pop("note")
    priority = _priority(desk.meeting, said.pop("priority"))
    if wanted and wanted != item.client_id:
        found = desk.meeting.notes.filter(client_id=wanted, table=desk.standing.table).first()
        if found is not None:
            return _change(desk, item, found, {**said, "priority": priority})
    note = _write(desk, item, {**said, "priority": priority})
    return Answer(item.client_id, Outcome.KEPT, note.version, note.client_id)


def _change(desk: _Desk, item: Item, note: Note, said: dict[str, Any]) -> Answer:
    """Onto the version that was changed; onto any other both are kept, unless they say the same. What was once
    only for the organisers stays so."""
    said["is_private"] |= note.is_private
    if all(getattr(note, name) == said[name] for name in OF_A_NOTE):
        return Answer(item.client_id, Outcome.KEPT, note.version, note.client_id)
    if item.base is not None and item.base != note.version:
        other = _write(desk, item, said, conflict_of=note)
        return Answer(item.client_id, Outcome.BOTH_KEPT, other.version, other.client_id)
    NoteBefore.objects.create(note=note, client_id=item.client_id, version=note.version, kind=note.kind, text=note.text)
    for name in OF_A_NOTE:
        setattr(note, name, said[name])
    note.version += 1
    note.seq = desk.meeting.version
    note.save()
    desk.noted.append(note)
    return Answer(item.client_id, Outcome.KEPT, note.version, note.client_id)


def _write(desk: _Desk, item: Item, said: dict[str, Any], *, conflict_of: Note | None = None) -> Note:
    note: Note = Note.objects.create(
        meeting=desk.meeting,
        table=desk.standing.table,
        client_id=item.client_id,
        author=desk.standing.person,
        device=desk.device,
        conflict_of=conflict_of,
        seq=desk.meeting.version,
        written_at=item.written_at,
        **said,
    )
    desk.noted.append(note)
    return note


def _priority(meeting: Meeting, number: UUID | None) -> Priority | None:
    return Priority.objects.filter(network=meeting.network_id, uuid=number).first() if number else None


# ── Arrivals, dots and hands ─────────────────────────────────────────────────────────────────────


def _take_arrival(desk: _Desk, item: Item, said: dict[str, Any]) -> Answer:
    """An address is not kept with the arrival: it gets the letter of everyone who wants to hear of the network."""
    _ask_to_hear(desk, item, said["guest_name"], said.pop("email"))
    row: Arrival = Arrival.objects.create(
        meeting=desk.meeting,
        client_id=item.client_id,
        group=_group_called(said["group_name"]),
        entered_by=desk.standing.person,
        seq=desk.meeting.version,
        **said,
    )
    desk.came.append(row)
    return Answer(item.client_id, Outcome.KEPT)


def _ask_to_hear(desk: _Desk, item: Item, name: str, email: str) -> None:
    """Who came is signed in, whatever becomes of the letter: an address gets few that nobody may have asked for,
    and a network that has ended writes none."""
    network = desk.meeting.network
    if not email or not network.is_open:
        return
    try:
        spend_unasked_letter(email)
    except TooMany:
        return
    ask_by_mail(network, guest_name=name, guest_email=email, how=How.QR, client_id=item.client_id)


def _group_called(name: str) -> Group | None:
    """The one group that everyone knows by this name; two of one name are told apart by people."""
    if not name:
        return None
    found = list(Group.objects.public().filter(name__iexact=name)[:2])
    return found[0] if len(found) == 1 else None


def _take_dot(desk: _Desk, item: Item, said: dict[str, Any]) -> Answer:
    meeting = desk.meeting
    if meeting.dots_opened_at is None:
        raise Refused(_("The dots are not open yet."))
    if meeting.state == MeetingState.CLOSED:
        raise Refused(_("The meeting was over before this dot reached us."))
    voter = meeting.arrivals.filter(client_id=said["voter"]).first()
    if voter is None:
        raise Refused(_("Sign in first, then place your dots."))
    cluster = _cluster(meeting, said["cluster"])
    if said["take_back"]:
        dot = voter.dots.filter(cluster=cluster).last()
        if dot is not None:
            dot.delete()
        return Answer(item.client_id, Outcome.KEPT)
    if voter.dots.count() >= meeting.dots_each:
        raise Refused(_("All your dots are placed. Take one back to place it elsewhere."))
    Dot.objects.create(meeting=meeting, cluster=cluster, voter=voter, client_id=item.client_id)
    return Answer(item.client_id, Outcome.KEPT)


def _take_hands(desk: _Desk, item: Item, said: dict[str, Any]) -> Answer:
    Hands.objects.update_or_create(
        cluster=_cluster(desk.meeting, said["cluster"]),
        defaults={
            "meeting": desk.meeting,
            "number": said["number"],
            "counted_by": desk.standing.person,
            "at": timezone.now(),
        },
    )
    return Answer(item.client_id, Outcome.KEPT)


def _cluster(meeting: Meeting, number: UUID) -> Cluster:
    cluster: Cluster | None = meeting.clusters.filter(uuid=number).first()
    if cluster is None:
        raise Refused(_("This was taken off the board."))
    return cluster


_TAKERS: dict[str, Callable[[_Desk, Item, dict[str, Any]], Answer]] = {
    ItemSort.NOTE: _take_note,
    ItemSort.ARRIVAL: _take_arrival,
    ItemSort.DOT: _take_dot,
    ItemSort.HANDS: _take_hands,
}
