"""The facilitator's board and the projector, gathered in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from closeknit.commitments.vocabulary import Sight
from closeknit.networks import meeting_reads
from closeknit.networks.agenda_times import seconds_left
from closeknit.networks.meeting_reads import RankedCluster, Room
from closeknit.networks.meeting_vocabulary import NoteKind
from closeknit.networks.models import Cluster, Meeting, Note, Table

DRAWN = 12  # dots are drawn as discs up to so many; the number always stands beside them


@dataclass(frozen=True, slots=True)
class Column:
    """A table and its notes that lie in no cluster yet, the latest first; how many were sorted."""

    table: Table | None
    loose: Sequence[Note]
    sorted: int
    note_taker: str
    last: Any

    @property
    def key(self) -> str:
        """How a form names it."""
        return str(self.table.uuid) if self.table else ""


@dataclass(frozen=True, slots=True)
class Heap:
    """A cluster, what lies in it, and what it was given."""

    cluster: Cluster
    notes: Sequence[Note]
    rank: RankedCluster

    @property
    def key(self) -> str:
        """How a form names it."""
        return str(self.cluster.uuid)

    @property
    def discs(self) -> range:
        return range(min(self.rank.votes, DRAWN))


@dataclass(frozen=True, slots=True)
class Now:
    """The item that is on."""

    item: Any
    number: int
    of: int
    seconds_left: int | None

    @property
    def clock(self) -> str:
        left = max(0, self.seconds_left or 0)
        return f"{left // 60}:{left % 60:02}"


@dataclass(frozen=True, slots=True)
class Board:
    meeting: Meeting
    now: Now
    room: Room
    columns: Sequence[Column]
    heaps: Sequence[Heap]
    actions: Sequence[Note]
    loose: int


def now_of(meeting: Meeting) -> Now:
    """One query."""
    items = list(meeting.items.all())
    item = next((one for one in items if one.pk == meeting.item_now_id), None)
    left = seconds_left(item.minutes, meeting.item_began_at, timezone.now()) if item else None
    return Now(item, meeting_reads.number_of_item(meeting, items), len(items), left)


def board(meeting: Meeting) -> Board:
    """Seven queries, however much was written."""
    notes = list(meeting.notes.filter(sight=Sight.SHOWN).select_related("table").order_by("-id"))
    tables = list(meeting.tables.exclude(number=0))
    by_table, by_cluster = defaultdict(list), defaultdict(list)
    for note in notes:
        by_table[note.table_id].append(note)
        by_cluster[note.cluster_id].append(note)
    columns = [_column(table, by_table[table.pk]) for table in tables]
    if by_table[None]:
        columns.append(_column(None, by_table[None]))
    ranks = {rank.cluster.pk: rank for rank in meeting_reads.ranking(meeting)}
    heaps = [Heap(rank.cluster, by_cluster[rank.cluster.pk], rank) for rank in ranks.values()]
    return Board(
        meeting=meeting,
        now=now_of(meeting),
        room=meeting_reads.room_of(meeting),
        columns=columns,
        heaps=sorted(heaps, key=lambda heap: (heap.cluster.position, heap.cluster.pk)),
        actions=[note for note in notes if note.kind == NoteKind.ACTION],
        loose=len(by_cluster[None]),
    )


def _column(table: Table | None, notes: Sequence[Note]) -> Column:
    loose = [note for note in notes if note.cluster_id is None]
    last = notes[0] if notes else None
    taker = next((note.guest_name for note in notes if note.guest_name), "")
    return Column(table, loose, len(notes) - len(loose), taker, last.created_at if last else None)


@dataclass(frozen=True, slots=True)
class Screen:
    """What the projector shows: the question, the ranking, and how to take part. No private word, no name."""

    meeting: Meeting
    now: Now
    room: Room
    heaps: Sequence[Heap]
    notes: Sequence[Note]


def screen(meeting: Meeting) -> Screen:
    """Six queries."""
    ranked = meeting_reads.ranking(meeting)
    latest = [] if ranked else list(meeting.notes.shown().order_by("-id")[:8])
    heaps = [Heap(rank.cluster, (), rank) for rank in ranked]
    return Screen(meeting, now_of(meeting), meeting_reads.room_of(meeting), heaps, latest)
