"""Which door of a meeting a code opens: a table, the desk, or the room for everybody in it."""

from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from closeknit.networks import meeting_codes
from closeknit.networks.actions.sync import LATE, Standing
from closeknit.networks.meeting_vocabulary import ItemSort
from closeknit.networks.models import Meeting, Table

TABLE, DESK, JOIN = "table", "desk", "join"
MAY_SEND = {
    TABLE: frozenset({ItemSort.NOTE}),
    DESK: frozenset({ItemSort.ARRIVAL, ItemSort.HANDS}),
    JOIN: frozenset({ItemSort.ARRIVAL, ItemSort.DOT}),
}


@dataclass(frozen=True, slots=True)
class Door:
    code: str
    kind: str
    meeting: Meeting
    table: Table | None = None

    @property
    def standing(self) -> Standing:
        return Standing(self.meeting, MAY_SEND[self.kind], self.table)


def opened_by(code: str) -> Door:
    """The door that this code opens, or 404. One query. Long after the meeting no code opens anything."""
    if len(code) == meeting_codes.LONG:
        table = Table.objects.select_related("meeting__item_now", "priority").filter(code=code).first()
        door = table and Door(code, DESK if table.is_desk else TABLE, table.meeting, table)
    else:
        meeting = Meeting.objects.select_related("item_now").filter(join_code=code).first()
        door = meeting and Door(code, JOIN, meeting)
    if door is None or _is_long_over(door.meeting):
        raise Http404
    return door


def _is_long_over(meeting: Meeting) -> bool:
    return meeting.closed_at is not None and timezone.now() > meeting.closed_at + 2 * LATE
