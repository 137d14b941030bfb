"""What the pages about duplicates show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import Resolver404, resolve

from closeknit.directory.duplicates.fields import Field, better, differing
from closeknit.directory.duplicates.likeness import Likeness
from closeknit.directory.models import Group, Merge, Pair
from closeknit.directory.models.merge import CAN_BE_PARTED
from closeknit.directory.policies import organised_q, stewards_of

PAGE = 50
CHAIN = 20  # merges that one address is followed through


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair as the list shows it: the two groups and why they may be one."""

    pair: Pair
    why: str

    @property
    def groups(self) -> tuple[Group, Group]:
        return self.pair.one, self.pair.other


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of the preview."""

    field: Field
    kept: str
    gone: str
    better: str


def pairs_for(person: Any) -> QuerySet[Pair, Pair]:
    """The pairs that wait for this person: both groups lie in their areas."""
    waiting = Pair.objects.waiting().select_related("one__point", "other__point")
    one, other = organised_q(person, of="one"), organised_q(person, of="other")
    return waiting if one is None or other is None else waiting.filter(one, other)


def proposals(person: Any, page: int = 1) -> tuple[list[Proposal], bool]:
    """A page of what waits for this person, and whether there is more. One query."""
    start = (page - 1) * PAGE
    found = list(pairs_for(person)[start : start + PAGE + 1])
    return [Proposal(pair, why(pair)) for pair in found[:PAGE]], len(found) > PAGE


def count_for(person: Any) -> int:
    """How many pairs wait for this person. One query."""
    return pairs_for(person).count()


def why(pair: Pair) -> str:
    """“same web address, 120 m apart”."""
    return Likeness(**pair.likeness).words if pair.likeness else ""


def merges_for(person: Any, now: datetime) -> QuerySet[Merge, Merge]:
    """What was made one in the last 90 days in this person's areas, the latest first."""
    lately = Merge.objects.standing().filter(at__gt=now - CAN_BE_PARTED).select_related("kept", "gone", "by")
    return lately.filter(organised_q(person, of="kept") or Q())


def differences(kept: Group, gone: Group) -> list[Difference]:
    """What the two say differently, in the order of the page."""
    return [
        Difference(field, field.words(kept), field.words(gone), better(field, kept, gone))
        for field in differing(kept, gone)
    ]


def likelier_to_stay(one: Group, other: Group) -> Group:
    """Which of the two to keep, if nobody says: the one with stewards, then the later confirmed, then
    the older. Two queries."""

    def weight(group: Group) -> tuple[int, int, int]:
        confirmed = group.confirmed_on.toordinal() if group.confirmed_on else 0
        return stewards_of(group).count(), confirmed, -group.pk

    return max(one, other, key=weight)


def heir_of(slug: str) -> Group | None:
    """The group that an entry of this address has become part of, however often that happened; not one
    that must be kept safe, for the old address may have told where it is. One query for each time."""
    followed, found = slug, None
    for _step in range(CHAIN):
        done = Merge.objects.standing().filter(gone__slug=followed).select_related("kept").first()
        if done is None:
            break
        followed, found = done.kept.slug, done.kept
    return None if found and found.is_sensitive else found


def group_named(said: str, person: Any) -> Group | None:
    """The group that a person names by its address or its exact name. Two queries at most."""
    known = Group.objects.visible_to(person)
    try:
        path = urlsplit(said.strip()).path
        slug = resolve(path).kwargs.get("slug", "") if path.startswith("/groups/") else ""
    except (ValueError, Resolver404):
        slug = ""
    found = known.filter(Q(slug=slug) if slug else Q(name=said.strip()))[:2]
    return found[0] if len(found) == 1 else None


def pair_of(person: Any, uuid: UUID) -> QuerySet[Pair, Pair]:
    return pairs_for(person).filter(uuid=uuid)
