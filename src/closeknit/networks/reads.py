"""Shapes of this room that pages and other rooms ask for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from closeknit.accounts.models import Person
from closeknit.core.prepared import PreparedRows
from closeknit.directory.models import Group
from closeknit.directory.policies import groups_of as looked_after_by
from closeknit.journal.things import key_of
from closeknit.networks.models import Interest, Membership, Network, Told
from closeknit.networks.policies import organisers_of
from closeknit.places.models import Area

FACES = 6


def for_lists(networks: Any) -> QuerySet[Network, Network]:
    """With its area, its theme, and how many groups and people belong. One query."""
    groups = _counted(Membership.objects.shown().filter(network=OuterRef("pk")))
    people = _counted(Membership.objects.people().filter(network=OuterRef("pk")))
    return (  # type: ignore[no-any-return]
        networks.select_related("area", "theme")
        .defer("area__boundary")
        .annotate(groups_count=Coalesce(Subquery(groups), 0), people_count=Coalesce(Subquery(people), 0))
    )


def _counted(rows: Any) -> Any:
    return rows.order_by().values("network").annotate(many=Count("pk")).values("many")


def groups_of(network: Network) -> QuerySet[Group, Group]:
    """Those that belong and that everyone may know of, by name. Groups to be kept safe are never among them."""
    member = Membership.objects.shown().filter(network=network, group=OuterRef("pk"))
    return Group.objects.filter(Exists(member.order_by())).order_by("name", "id")


def networks_of_group(group: Group) -> list[Network]:
    """The open networks that it belongs to, and that all may know of."""
    return NETWORKS_OF(group.pk)


def _networks_of(number: int) -> QuerySet[Network, Network]:
    member = Membership.objects.shown().filter(group=number, network=OuterRef("pk")).order_by()
    return Network.objects.visible_to(None).open().filter(Exists(member))


NETWORKS_OF = PreparedRows(_networks_of)


def networks_of_area(area: Area) -> list[Network]:
    """Those of this area, or of one around it, or within it."""
    around = [int(part) for part in area.path.strip("/").split("/") if part]
    near = Q(area__in=around) | Q(area__path__startswith=area.path)
    return list(for_lists(Network.objects.visible_to(None).open().filter(near)))


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person, or a visitor, stands to a network."""

    is_member: bool = False
    is_interested: bool = False
    own_groups: Sequence[tuple[Group, bool]] = ()  # groups they look after, and whether each belongs


def standing_of(person: Any, network: Network) -> Standing:
    """Three queries for a person, none for a visitor."""
    if person is None:
        return Standing()
    belongs = Membership.objects.current().filter(network=network, group=OuterRef("pk")).order_by()
    groups = looked_after_by(person).filter(visibility="public").exclude(state="closed")
    own = [(group, group.belongs) for group in groups.annotate(belongs=Exists(belongs)).order_by("name", "id")]
    is_interested = Interest.objects.live(timezone.now()).filter(network=network, person=person)
    is_member = Membership.objects.current().filter(network=network, person=person)
    return Standing(is_member.exists(), is_interested.exists(), own)


def by_hand(network: Network, meeting: Model) -> QuerySet[Interest, Interest]:
    """Who wants to hear and has no e-mail: to be rung up or written to about this meeting, and who was."""
    kind, number = key_of(meeting)
    told = Told.objects.filter(interest=OuterRef("pk"), about_kind=kind, about_id=number)
    rows = Interest.objects.live(timezone.now()).filter(network=network, guest_email="", person=None)
    return rows.annotate(is_told=Exists(told)).order_by("is_told", "guest_name", "id")  # type: ignore[no-any-return]


def people_of(network: Network) -> QuerySet[Person, Person]:
    """The people who belong, by name, for the eyes of those who run it."""
    numbers = network.memberships.people().values("person")
    return Person.objects.filter(pk__in=numbers).order_by("name", "pk")


def organisers(network: Network) -> list[Person]:
    return list(organisers_of(network))
