"""Who may do what with a network. Each rule once, and beside it the same as SQL where lists ask for it."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from closeknit.accounts.models import Grant, Person
from closeknit.accounts.vocabulary import Role, Scope
from closeknit.core.policy import may, permission
from closeknit.places.models import Area


@permission("networks.run")
def may_run(person: Any, network: Any = None) -> bool:
    """Run a network: its organisers, those who organise its area or one around it, and administrators."""
    if person is None:
        return False
    scopes = [(Scope.NETWORK, network.pk), *_area_scopes(network)]
    return person.holds(Role.NETWORK_ORGANISER, *scopes) or may(person, "accounts.manage_hub")


@permission("networks.name_organisers")
def may_name_organisers(person: Any, network: Any = None) -> bool:
    """Say who organises a network: those who organise its area or the hub, and administrators."""
    if person is None:
        return False
    return person.holds(Role.NETWORK_ORGANISER, *_area_scopes(network)) or may(person, "accounts.manage_hub")


@permission("networks.found")
def may_found(person: Any, _thing: Any = None) -> bool:
    """Begin a network: those who organise an area or the hub, and administrators."""
    return person is not None and (may(person, "accounts.manage_hub") or bool(areas_founded_by(person)))


@permission("networks.see_own")
def may_see_own(person: Any, _thing: Any = None) -> bool:
    """See the list of the networks that one runs."""
    return person is not None and (may(person, "accounts.manage_hub") or bool(person.scopes_of(Role.NETWORK_ORGANISER)))


def run_q(person: Any, way: str = "") -> Q:
    """``may_run`` as SQL, for rows of networks, or of things that have one by ``way``, such as ``network__``."""
    if person is None:
        return Q(pk__in=())
    if may(person, "accounts.manage_hub") or person.holds(Role.NETWORK_ORGANISER):
        return Q(pk__isnull=False)
    run = Q(pk__in=())
    for kind, number in sorted(person.scopes_of(Role.NETWORK_ORGANISER)):
        if kind == Scope.NETWORK:
            run |= Q(**{f"{way}pk": number})
        if kind == Scope.AREA:
            run |= Q(**{f"{way}area__path__contains": f"/{number}/"})
    return run


def areas_founded_by(person: Any) -> list[int]:
    """The areas whose organiser this person is; with 0 for the whole hub. At most one query for a person."""
    scopes = sorted(person.scopes_of(Role.NETWORK_ORGANISER))
    return [number for kind, number in scopes if kind in (Scope.AREA, Scope.HUB)]


def areas_for_founding(person: Any) -> QuerySet[Area, Area]:
    """Those that a network of this person's may be of."""
    areas = Area.objects.for_lists().filter(valid_until=None)
    numbers = areas_founded_by(person)
    if may(person, "accounts.manage_hub") or 0 in numbers:
        return areas
    within = Q(pk__in=())
    for number in numbers:
        within |= Q(path__contains=f"/{number}/")
    return areas.filter(within)


def organisers_of(network: Any) -> QuerySet[Person, Person]:
    """Those who were given the role over this very network, by name, also while it sleeps for want of a second
    step: they are named here, and may do nothing by it."""
    grants = Grant.objects.in_force(timezone.now()).over(Scope.NETWORK, network.pk).filter(role=Role.NETWORK_ORGANISER)
    return Person.objects.filter(is_active=True, pk__in=grants.values("person_id")).order_by("name", "pk")


def is_last_organiser(network: Any, person: Any) -> bool:
    """Whether nobody else organises this network itself, and it goes on. One query."""
    return bool(network.is_open) and set(organisers_of(network)) == {person}


def _area_scopes(network: Any) -> list[tuple[str, int]]:
    if not network.area_id:
        return []
    return [(Scope.AREA, int(part)) for part in network.area.path.strip("/").split("/") if part]


@permission("networks.run_meeting")
def may_run_meeting(person: Any, meeting: Any = None) -> bool:
    """Plan a meeting of a network, open it, work its board and close it: whoever runs the network."""
    return meeting is not None and may_run(person, meeting.network)
