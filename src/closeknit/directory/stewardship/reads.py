"""What the pages about looking after groups show. Each read costs a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone

from closeknit.accounts.models import Grant, Person
from closeknit.accounts.vocabulary import Role, Scope
from closeknit.directory import policies
from closeknit.directory.freshness import Standing, standing
from closeknit.directory.models import Call, Claim, Group, Invitation, Reassignment
from closeknit.directory.models.stewardship import INVITATION_HOLDS, STEWARDS_DECIDE_FIRST
from closeknit.directory.stewardship.hidden import Hiding, hiding_of
from closeknit.directory.stewardship.stewards import waits_until
from closeknit.places.models import Area

WANTED = 2  # named contacts for each group
PER_PAGE = 25
LATELY = timedelta(days=7)  # who was rung up without an answer goes to the end of the list for so long


@dataclass(frozen=True, slots=True)
class StewardLine:
    """One who looks after the group, and since when."""

    person: Person
    since: datetime
    is_me: bool
    waits_until: datetime | None  # before that I cannot take them off


@dataclass(frozen=True, slots=True)
class StewardsPage:
    """All that the page of a group's stewards shows."""

    group: Group
    stewards: tuple[StewardLine, ...]
    invitations: tuple[Invitation, ...]
    claims: tuple[Claim, ...]
    reassignment: Reassignment | None
    hiding: Hiding | None
    standing: Standing
    is_steward: bool
    is_organiser: bool
    me: Any

    @property
    def needs_one_more(self) -> bool:
        return len(self.stewards) == 1

    @property
    def is_last(self) -> bool:
        return self.is_steward and len(self.stewards) == 1

    @property
    def can_reassign(self) -> bool:
        return self.is_organiser and not self.is_steward and bool(self.stewards) and self.reassignment is None

    @property
    def can_agree(self) -> bool:
        change = self.reassignment
        return bool(self.is_organiser and change and not change.agreed_at and change.asked_by_id != self.me.pk)


def stewards_page(group: Group, person: Person, now: datetime) -> StewardsPage:
    """Costs six queries, two more for a hidden page, and those of asking what the person may."""
    held = Grant.objects.in_force(now).over(Scope.GROUP, group.pk).filter(role=Role.GROUP_STEWARD)
    grants = held.filter(person__is_active=True).select_related("person").order_by("valid_from", "pk")
    waiting = group.invitations.filter(ended_at=None, invited_at__gt=now - INVITATION_HOLDS)
    mine = next((grant.valid_from for grant in grants if grant.person_id == person.pk), None)
    return StewardsPage(
        group=group,
        stewards=tuple(
            StewardLine(g.person, g.valid_from, g.person_id == person.pk, waits_until(mine, g.valid_from, now))
            for g in grants
        ),
        invitations=tuple(waiting.select_related("invited_by")),
        claims=tuple(claims_to_decide(person, now).filter(group=group)),
        reassignment=group.reassignments.filter(stopped_at=None, done_at=None).first(),
        hiding=hiding_of(group),
        standing=standing(group.state, group.confirmed_on, timezone.localdate(now)),
        is_steward=policies.is_steward(person, group),
        is_organiser=policies.is_organiser_of(person, group),
        me=person,
    )


def claims_to_decide(person: Person, now: datetime) -> Any:
    """Open claims that this person may decide: of the groups they look after; of the groups of their
    areas when nobody looks after those, or nobody has decided for 14 days. Never their own."""
    own = Q(group__in=policies.groups_of(person).values("pk"))
    steward = Grant.objects.in_force(now).filter(role=Role.GROUP_STEWARD, scope_kind=Scope.GROUP)
    open_claims = Claim.objects.filter(decided_at=None).exclude(person=person).select_related("group", "person")
    looked_after = open_claims.annotate(
        has_steward=Exists(steward.filter(scope_id=OuterRef("group_id"), person__is_active=True))
    )
    near = policies.organised_q(person, of="group") or Q()
    late = Q(has_steward=False) | Q(asked_at__lte=now - STEWARDS_DECIDE_FIRST)
    return looked_after.filter(own | (near & late)).order_by("asked_at", "pk")


def groups_to_vouch(person: Person) -> Any:
    """Groups of one's areas that wait for a vouch, the longest waiting first."""
    return Group.objects.organised_by(person).filter(visibility="stub").order_by("created_at", "pk")


@dataclass(frozen=True, slots=True)
class RingUp:
    """A group that does not answer letters: whom to ring, and when somebody last tried."""

    group: Group
    standing: Standing
    rung_at: datetime | None

    @property
    def dialled(self) -> str:
        return "".join(sign for sign in self.group.contact_phone if sign in "+0123456789")


def to_ring_up(person: Person, *, area: Area | None, now: datetime, page: Any) -> Any:
    """The groups of one's areas to ring up, those longest unconfirmed first; behind them those that were
    rung up in vain this week, and last those without a number. Costs four queries a page."""
    today = timezone.localdate(now)
    groups = Group.objects.organised_by(person).to_ring_up(today)
    if area is not None:
        inside = Area.objects.under(area).values("pk")
        groups = groups.filter(
            Q(pk__in=Group.objects.filter(point__point_areas__area__in=inside).values("pk"))
            | Q(pk__in=Group.objects.filter(coverage__area__in=inside).values("pk"))
        )
    lately = Call.objects.filter(group=OuterRef("pk"), at__gt=now - LATELY)
    ordered: Any = groups.annotate(
        has_no_number=Q(contact_phone=""), rung_lately=Exists(lately), rung_at=Max("calls__at")
    ).order_by("has_no_number", "rung_lately", F("confirmed_on").asc(nulls_first=True), "pk")
    found: Any = Paginator(ordered, PER_PAGE).get_page(page)
    found.object_list = [_ring_up(group, today) for group in found.object_list]
    return found


def _ring_up(group: Any, today: date) -> RingUp:
    return RingUp(group, standing(group.state, group.confirmed_on, today), group.rung_at)


def areas_of_organiser(person: Person) -> Sequence[Area]:
    """The areas to choose from in an organiser's lists: their own and those beneath. Two queries."""
    areas = Area.objects.current().for_lists()
    whole = policies.organised_q(person) is None
    numbers = {number for kind, number in person.scopes_of(Role.NETWORK_ORGANISER) if kind == Scope.AREA}
    return [area for area in areas if whole or area.pk in numbers or numbers & set(area.ancestor_ids)]
