"""Looks through the groups that have changed for others that may be the same, and proposes them.

However large the hub is, a day's look costs as much as the groups that changed, and at most
``MOST_A_DAY`` of them; the rest have their turn the next day.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from closeknit.directory.duplicates.candidates import candidates, portraits
from closeknit.directory.duplicates.likeness import Likeness, Portrait
from closeknit.directory.duplicates.looking import likenesses
from closeknit.directory.models import Group, Look, Pair
from closeknit.directory.search.snapshot import Snapshot, current
from closeknit.directory.vocabulary import GroupState

MOST_A_DAY = 5_000
CHUNK = 100  # groups between two transactions: what is looked at stays looked at when a worker dies
MOST_FOR_ONE = 5  # proposals for one group, the likest
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def look_through_changed(most: int = MOST_A_DAY) -> int:
    """Propose pairs among the groups that changed since the last look. How many groups were looked at."""
    done = 0
    while done < most and (number := _look_on(min(CHUNK, most - done))):
        done += number
    return done


@transaction.atomic
def _look_on(number: int) -> int:
    """The next groups in the order of their changes. Fifteen queries a group, and a few."""
    reached = Look.objects.select_for_update().first() or Look(changed_at=BEGINNING)
    changed = list(_changed_since(reached)[:number])
    if not changed:
        return 0
    described = portraits([pk for pk, _changed_at in changed])
    snapshot = current()
    for pk, _changed_at in changed:
        if pk in described:
            propose(pk, _likest(pk, described[pk], snapshot))
    reached.group_number, reached.changed_at = changed[-1]
    reached.save()
    return len(changed)


def propose(pk: int, alike: Iterable[tuple[int, Likeness]], *, is_reported: bool = False) -> None:
    """Put these before the organisers, but for those that are proposed, or decided, already."""
    Pair.objects.bulk_create(
        [
            Pair(
                one_id=min(pk, other),
                other_id=max(pk, other),
                likeness=likeness.as_json(),
                score=likeness.score,
                is_reported=is_reported,
            )
            for other, likeness in alike
        ],
        ignore_conflicts=True,
    )


def _changed_since(reached: Look) -> QuerySet[Any, Any]:
    later = Q(changed_at__gt=reached.changed_at) | Q(changed_at=reached.changed_at, pk__gt=reached.group_number)
    rows = Group.objects.filter(later, changed_at__gte=reached.changed_at)
    return rows.order_by("changed_at", "pk").values_list("pk", "changed_at")


def _likest(pk: int, portrait: Portrait, snapshot: Snapshot) -> list[tuple[int, Likeness]]:
    described, ids = candidates(portrait, snapshot=snapshot)
    alike = likenesses(described, ids - {pk})
    telling = {other: one for other, one in alike.items() if one.is_telling}
    open_to_it = Group.objects.kept().exclude(state=GroupState.CLOSED).filter(pk__in=[pk, *telling])
    there = set(open_to_it.values_list("pk", flat=True)) if telling else set()
    likest = sorted(
        (other for other in telling if {pk, other} <= there), key=lambda other: (-telling[other].score, other)
    )
    return [(other, telling[other]) for other in likest[:MOST_FOR_ONE]]
