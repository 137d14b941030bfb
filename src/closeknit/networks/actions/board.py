"""What the facilitator does on the board: sort notes into clusters, count hands, write a note, sign somebody in."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from closeknit.core.errors import Refused
from closeknit.networks import attendance, cluster_names
from closeknit.networks.actions.sync import raised
from closeknit.networks.models import Arrival, Cluster, Meeting, Note
from closeknit.places import versions

MOST_CLUSTERS = 60


@transaction.atomic
def begin_cluster(meeting: Meeting, *, title: str, note: Note | None = None, client_id: UUID) -> Cluster:
    """A new cluster, with a first note in it if one is given. Sent twice it is one."""
    row = raised(meeting)
    sent: Cluster | None = row.clusters.filter(client_id=client_id).first()
    if sent is not None:
        return sent
    if row.clusters.count() >= MOST_CLUSTERS:
        raise Refused(_("Nobody can choose among more than 60. Put some of them together."))
    last = row.clusters.aggregate(last=Max("position"))["last"] or 0
    cluster: Cluster = Cluster.objects.create(
        meeting=row,
        title=title,
        named_after=cluster_names.named_after(note, title),
        position=last + 1,
        client_id=client_id,
        seq=row.version,
    )
    if note is not None:
        _move(note, cluster, row)
    return cluster


@transaction.atomic
def move_note(meeting: Meeting, note: Note, cluster: Cluster | None) -> None:
    """Into this cluster, or out of all. Done twice it is done once."""
    _move(note, cluster, raised(meeting))


@transaction.atomic
def rename_cluster(meeting: Meeting, cluster: Cluster, title: str) -> None:
    row = raised(meeting)
    cluster.title, cluster.named_after, cluster.seq = title, None, row.version
    cluster.save(update_fields=["title", "named_after", "seq"])


@transaction.atomic
def end_cluster(meeting: Meeting, cluster: Cluster) -> None:
    """Its notes are loose again. Not once somebody gave it a dot: it would be lost without a word."""
    row = raised(meeting)
    if cluster.dots.exists():
        raise Refused(_("Somebody has given this a dot. Give it another name instead."))
    row.notes.filter(cluster=cluster).update(cluster=None, seq=row.version)
    cluster.delete()


@transaction.atomic
def place_in_list(meeting: Meeting, cluster: Cluster, step: int) -> None:
    """One place up (-1) or down (1) among the clusters."""
    raised(meeting)
    rows = list(meeting.clusters.all())
    here = rows.index(cluster)
    there = max(0, min(len(rows) - 1, here + step))
    rows.insert(there, rows.pop(here))
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])


@transaction.atomic
def take_off(meeting: Meeting, arrival: Arrival) -> None:
    """Written down by mistake, or they do not want to stand there: gone also from what came of the meeting."""
    versions.bump_pages()
    raised(meeting)
    attendance.take_back([arrival])
    arrival.delete()


def _move(note: Any, cluster: Cluster | None, row: Meeting) -> None:
    note.cluster, note.seq = cluster, row.version
    note.save(update_fields=["cluster", "seq"])
