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


def _look_on(number: int) -> int:
    """The next groups in the order of their changes. Fifteen queries a group, and a few.

    Looking takes seconds, so it is done before the transaction: nobody waits for it in order to write.
    """
    reached = Look.objects.first() or Look(changed_at=BEGINNING)
    changed = list(_changed_since(reached)[:number])
    if changed:
        _put_down(reached, changed[-1], _found([pk for pk, _changed_at in changed]))
    return len(changed)


def _found(numbers: list[int]) -> dict[int, list[tuple[int, Likeness]]]:
    """By group, those that are like it."""
    snapshot = current()
    return {pk: _likest(pk, portrait, snapshot) for pk, portrait in portraits(numbers).items()}


@transaction.atomic
def _put_down(since: Look, last: tuple[int, datetime], found: dict[int, list[tuple[int, Likeness]]]) -> None:
    """Propose what was found, unless another worker has done so since."""
    reached = Look.objects.select_for_update().first() or Look(changed_at=BEGINNING)
    if (reached.changed_at, reached.group_number) != (since.changed_at, since.group_number):
        return
    for pk, alike in found.items():
        propose(pk, alike)
    reached.group_number, reached.changed_at = last
    reached.save()


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
