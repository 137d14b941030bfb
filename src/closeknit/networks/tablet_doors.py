"""Which door of a meeting a code opens: a table, the desk, or the room for everybody in it."""

from collections.abc import Sequence
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
TO_SEND = ("closed_at",)
TO_LOOK = (
    *("closed_at", "version", "state", "dots_each", "dots_opened_at", "dots_closed_at", "item_began_at"),
    *("item_now", "item_now__title", "item_now__minutes"),
)


@dataclass(frozen=True, slots=True)
class Door:
    code: str
    kind: str
    meeting: Meeting
    table: Table | None = None

    @property
    def standing(self) -> Standing:
        return Standing(self.meeting, MAY_SEND[self.kind], self.table)


def opened_by(code: str, only: Sequence[str] = ()) -> Door:
    """The door that this code opens, or 404. One query. Long after the meeting no code opens anything.

    Devices send and look all evening: ``only`` names what is then read of the meeting, and all of it is read else.
    """
    door = _of_table(code, only) if len(code) == meeting_codes.LONG else _of_room(code, only)
    if door is None or _is_long_over(door.meeting):
        raise Http404
    return door


def _of_table(code: str, only: Sequence[str]) -> Door | None:
    tables = Table.objects.filter(code=code).order_by()
    if only:
        joined = "meeting__item_now" if "item_now" in only else "meeting"
        tables = tables.select_related(joined).only("kind", *(f"meeting__{name}" for name in only))
    else:
        tables = tables.select_related("meeting__item_now", "priority")
    for table in tables:
        return Door(code, DESK if table.is_desk else TABLE, table.meeting, table)
    return None


def _of_room(code: str, only: Sequence[str]) -> Door | None:
    meetings = Meeting.objects.filter(join_code=code).order_by()
    if only:
        meetings = meetings.only(*only)
    if not only or "item_now" in only:
        meetings = meetings.select_related("item_now")
    for meeting in meetings:
        return Door(code, JOIN, meeting)
    return None


def _is_long_over(meeting: Meeting) -> bool:
    return meeting.closed_at is not None and timezone.now() > meeting.closed_at + 2 * LATE
