"""What was noted as something to do becomes a promise with an owner and a day; what was voted for, a priority."""

from collections.abc import Collection
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone

from closeknit.accounts.models import Person
from closeknit.commitments.actions import Kind, undertake
from closeknit.commitments.models import Undertaking
from closeknit.directory.models import Group
from closeknit.networks import meeting_reads
from closeknit.networks.actions.priorities import agree_priority, rank
from closeknit.networks.models import Cluster, Meeting, Note, Priority, TakenUp
from closeknit.places import versions


@transaction.atomic
def take_up(
    note: Note,
    *,
    by: Person,
    text: str,
    due_on: date,
    owner: Person | None = None,
    owner_name: str = "",
    for_group: Group | None = None,
) -> Undertaking | None:
    """Somebody does what was noted. Once it was gone through it changes nothing, whoever sends it."""
    versions.bump_pages()  # who sends at the same moment waits here, then sees this
    known = TakenUp.objects.filter(note=note).select_related("undertaking").first()
    if known is not None:
        return known.undertaking
    made = undertake(
        text=text,
        by=by,
        owner=None if owner_name else owner or by,
        owner_name=owner_name,
        for_group=for_group,
        due_on=due_on,
        kind=Kind.ACTION,
        from_=note.meeting,
        client_id=uuid5(NAMESPACE_URL, f"closeknit:note:{note.uuid}"),
    )
    TakenUp.objects.create(note=note, undertaking=made, by=by)
    return made


@transaction.atomic
def leave_as_note(note: Note, *, by: Person) -> None:
    """Nobody does it now; it stays in what was said. Safe to repeat."""
    TakenUp.objects.get_or_create(note=note, defaults={"by": by})


@transaction.atomic
def make_priorities(meeting: Meeting, clusters: Collection[int], *, by: Person) -> list[Priority]:
    """What the meeting ranked is what the network works on, in that order, before what it had agreed earlier.
    A cluster that already belongs to a priority keeps it. Safe to repeat."""
    versions.bump_pages()
    ranked = [one.cluster for one in meeting_reads.ranking(meeting)]
    chosen = [cluster for cluster in ranked if cluster.pk in clusters or cluster.priority_id]
    found = [cluster.priority or _agreed(meeting, cluster, by) for cluster in chosen]
    if any(cluster.priority_id is None for cluster in chosen):
        ours = [priority.pk for priority in dict.fromkeys(found) if priority.is_open]
        others = meeting.network.priorities.open().exclude(pk__in=ours).order_by("position", "pk")
        rank(meeting.network, [*ours, *others.values_list("pk", flat=True)])
        for cluster, priority in zip(chosen, found, strict=True):
            Cluster.objects.filter(pk=cluster.pk).update(priority=priority)
    return found


def _agreed(meeting: Meeting, cluster: Cluster, by: Person) -> Priority:
    return agree_priority(
        meeting.network,
        title=cluster.title,
        raised_on=timezone.localdate(meeting.closed_at or timezone.now()),
        client_id=uuid5(NAMESPACE_URL, f"closeknit:cluster:{cluster.uuid}"),
        by=by,
    )
