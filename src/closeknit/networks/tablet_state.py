"""What a device in the hall is told when it asks how things stand: little, and only what is new to it."""

from typing import Any

from django.utils import timezone

from closeknit.networks.models import Meeting, Note, Table
from closeknit.networks.sync_items import MARK
from closeknit.networks.tablet_doors import DESK, JOIN, TABLE, Door

TOLD = ("client_id", "text", "sight", "kind", "version", "guest_name", "device", "created_at")


def mark_of(door: Door, since: int) -> str:
    """An ETag: as long as it is the same, so is the answer. Costs nothing."""
    return f'W/"{door.meeting.version}.{since}.{door.kind}"'


def state_of(door: Door, since: int) -> dict[str, Any]:
    """At most two queries, however many devices ask."""
    return _common(door.meeting) | _PARTS[door.kind](door, since)


def _common(meeting: Meeting) -> dict[str, Any]:
    item, began = meeting.item_now, meeting.item_began_at
    return {
        "closeknit": MARK,
        "version": meeting.version,
        "now": timezone.now().isoformat(),
        "state": meeting.state,
        "item": item.title if item else "",
        "began": began.isoformat() if began else None,
        "minutes": item.minutes if item else 0,
        "takes_dots": meeting.takes_dots,
    }


def _of_table(door: Door, since: int) -> dict[str, Any]:
    return {"notes": [told(note) for note in notes_of(door.table, since)] if door.table else []}


def notes_of(table: Table, since: int = 0) -> list[Note]:
    """The notes of a table, changed since. Private ones are not for a tablet that everyone can read.

    Asked by meeting and number, of which there is an index: what is new is little, however much there is."""
    rows = Note.objects.filter(meeting=table.meeting_id, seq__gt=since, table=table, is_private=False)
    return list(rows.only(*TOLD).order_by("id"))


def told(note: Note) -> dict[str, Any]:
    return {
        "note": str(note.client_id),
        "text": note.text if note.is_shown else "",
        "kind": note.kind,
        "version": note.version,
        "by": note.guest_name,
        "device": str(note.device or ""),
        "at": note.created_at.isoformat(),
        "is_hidden": not note.is_shown,
    }


def _of_desk(door: Door, _since: int) -> dict[str, Any]:
    return {"came": door.meeting.arrivals.count(), "clusters": clusters_of(door.meeting)}


def _of_room(door: Door, _since: int) -> dict[str, Any]:
    return {"dots_each": door.meeting.dots_each, "clusters": clusters_of(door.meeting)}


def clusters_of(meeting: Meeting) -> list[dict[str, Any]]:
    """What dots are given to, in the order of the board."""
    return [{"cluster": str(uuid), "title": title} for uuid, title in meeting.clusters.values_list("uuid", "title")]


_PARTS = {TABLE: _of_table, DESK: _of_desk, JOIN: _of_room}
