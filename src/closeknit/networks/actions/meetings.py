"""A meeting from its plan to its close: plan it from a ready agenda, publish it, open it, go on, close it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import hosts
from closeknit.calendar.actions import bring_out, publish_series
from closeknit.core.errors import Refused
from closeknit.journal.recording import record
from closeknit.networks import agenda_times, coming, verbs
from closeknit.networks.actions.interests import tell_interested
from closeknit.networks.actions.sync import raised
from closeknit.networks.meeting_vocabulary import MeetingState, TableKind
from closeknit.networks.models import AgendaItem, Meeting, Network, Table
from closeknit.places import versions

MOST_TABLES = 30


@dataclass(frozen=True, slots=True)
class Topic:
    """What a table talks about."""

    topic: str
    question: str = ""
    priority: Any = None


@transaction.atomic
def plan_meeting(
    *,
    network: Network,
    by: Person,
    rule: Recurrence,
    details: dict[str, Any],
    question: str = "",
    agenda: str = "first",
    tables: Sequence[Topic] = (),
    client_id: UUID,
) -> Meeting:
    """Plan it: only those who run the network know of it until it is published, neither its page nor its day in the
    calendar is seen before. ``rule`` says when, once; ``details`` are those of a series (title, venue, place_words …).
    Sent twice it is one."""
    sent: Meeting | None = Meeting.objects.filter(client_id=client_id).select_related("series").first()
    series = sent.series if sent else None
    if series is None:
        series = publish_series(by=by, host=network, rule=rule, client_id=client_id, is_held_back=True, **details)
    if any(getattr(series, name) != value for name, value in hosts.columns_of(network).items()):
        raise Refused(_("This form is out of date. Please open it again."))  # its number is another thing's
    if sent is not None:
        return sent
    meeting: Meeting = Meeting.objects.create(
        network=network, series=series, question=question, planned_by=by, client_id=client_id
    )
    set_agenda(meeting, ready_items(agenda))
    Table.objects.create(meeting=meeting, kind=TableKind.DESK, number=0)
    set_tables(meeting, tables)
    return meeting


def ready_items(key: str) -> list[AgendaItem]:
    """The items of a ready agenda, not yet stored."""
    ready = agenda_times.ready(key)
    items = ready.items if ready else ()
    return [AgendaItem(title=str(one.title), minutes=one.minutes, kind=one.kind) for one in items]


@transaction.atomic
def set_agenda(meeting: Meeting, items: Sequence[AgendaItem]) -> None:
    """This is the agenda now. An item that stays keeps its row, so that "now" still points to it."""
    raised(meeting)
    meeting.items.exclude(pk__in=[item.pk for item in items if item.pk]).delete()
    for position, item in enumerate(items, start=1):
        item.meeting, item.position = meeting, position
        item.save()
    versions.bump_pages()


@transaction.atomic
def set_tables(meeting: Meeting, topics: Sequence[Topic]) -> None:
    """So many tables with these topics. One at which something was written stays."""
    raised(meeting)
    if len(topics) > MOST_TABLES:
        raise Refused(_("At most 30 tables. Larger rooms are better as two meetings."))
    there = {table.number: table for table in meeting.tables.exclude(number=0)}
    for number, topic in enumerate(topics, start=1):
        table = there.pop(number, None) or Table(meeting=meeting, number=number)
        table.topic, table.question, table.priority = topic.topic, topic.question, topic.priority
        table.save()
    for table in there.values():
        if not table.notes.exists():
            table.delete()
    versions.bump_pages()


@transaction.atomic
def publish_meeting(meeting: Meeting, *, by: Person | None = None) -> int:
    """Everyone may know of it, and it is in the calendar; who wants to hear of the network is told. How many
    are, each once."""
    versions.bump_pages()
    row = raised(meeting)
    if row.state == MeetingState.CLOSED or coming.is_cancelled(row.series):
        raise Refused(_("This meeting is over or cancelled. Nobody is told of it any more."))
    if row.state == MeetingState.PLANNED:
        _put(row, MeetingState.PUBLISHED, published_at=timezone.now())
    bring_out(row.series, by=by or row.planned_by)
    return tell_interested(row.network, row)


@transaction.atomic
def open_meeting(meeting: Meeting, *, by: Person | None) -> Meeting:
    """It begins now, with the first item."""
    versions.bump_pages()
    row = raised(meeting)
    if row.state in (MeetingState.PLANNED, MeetingState.PUBLISHED):
        now = timezone.now()
        published = row.published_at or now
        _put(row, MeetingState.OPEN, opened_at=now, published_at=published)
        bring_out(row.series, by=by)
        _put_item(row, row.items.first(), now)
        record(verbs.MEETING_OPENED, by=by, about=row, also=[row.network])
    return row


@transaction.atomic
def go_to_item(meeting: Meeting, item: AgendaItem | None) -> None:
    """The item that is on now; its minutes begin."""
    row = _going_on(meeting)
    _put_item(row, item, timezone.now())


@transaction.atomic
def give_more_time(meeting: Meeting, minutes: int) -> None:
    """The item that is on takes so much longer."""
    row = _going_on(meeting)
    if row.item_now is not None:
        row.item_now.minutes = max(1, min(600, row.item_now.minutes + minutes))
        row.item_now.save(update_fields=["minutes"])


@transaction.atomic
def open_dots(meeting: Meeting, *, each: int | None = None) -> None:
    """Everyone who signed in may place their dots."""
    row = _going_on(meeting)
    if not row.clusters.exists():
        raise Refused(_("Put notes into clusters first: dots are given to clusters."))
    row.dots_opened_at = row.dots_opened_at or timezone.now()
    row.dots_closed_at = None
    row.dots_each = each or row.dots_each
    row.save(update_fields=["dots_opened_at", "dots_closed_at", "dots_each"])


@transaction.atomic
def close_dots(meeting: Meeting) -> None:
    row = _going_on(meeting)
    if row.takes_dots:
        row.dots_closed_at = timezone.now()
        row.save(update_fields=["dots_closed_at"])


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: Person | None) -> Meeting:
    """It is over. What tablets still hold may come for two weeks."""
    versions.bump_pages()
    row = raised(meeting)
    if row.state == MeetingState.OPEN:
        now = timezone.now()
        _put(row, MeetingState.CLOSED, closed_at=now, dots_closed_at=row.dots_opened_at and (row.dots_closed_at or now))
        _put_item(row, None, None)
        record(verbs.MEETING_CLOSED, by=by, about=row, also=[row.network])
    return row


@transaction.atomic
def reopen_meeting(meeting: Meeting) -> Meeting:
    """It was closed too soon."""
    versions.bump_pages()
    row = raised(meeting)
    if row.state == MeetingState.CLOSED:
        _put(row, MeetingState.OPEN, closed_at=None)
        _put_item(row, row.items.last(), timezone.now())
    return row


def _going_on(meeting: Meeting) -> Meeting:
    row = raised(meeting)
    if row.state != MeetingState.OPEN:
        raise Refused(_("The meeting is not going on."))
    return row


def _put(row: Meeting, state: str, **at: Any) -> None:
    row.state = state
    for name, value in at.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *at])


def _put_item(row: Meeting, item: AgendaItem | None, began: datetime | None) -> None:
    row.item_now, row.item_began_at = item, began if item else None
    row.save(update_fields=["item_now", "item_began_at"])
