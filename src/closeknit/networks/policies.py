"""Who may do what with a network. Each rule once, and beside it the same as SQL where lists ask for it."""

from typing import Any

from django.db.models import Q

from closeknit.accounts.vocabulary import Role, Scope
from closeknit.core.policy import permission


@permission("networks.run")
def may_run(person: Any, network: Any) -> bool:
    """Its organisers, those who organise its area or one around it, and administrators."""
    if person is None:
        return False
    scopes = [(Scope.NETWORK, network.pk)]
    if network.area_id:
        scopes += [(Scope.AREA, int(part)) for part in network.area.path.strip("/").split("/") if part]
    return bool(person.holds(Role.NETWORK_ORGANISER, *scopes) or person.holds(Role.HUB_ADMIN))


def run_q(person: Any) -> Q:
    """``may_run`` as SQL, for rows of networks."""
    if person is None:
        return Q(pk__in=())
    if person.holds(Role.HUB_ADMIN) or person.holds(Role.NETWORK_ORGANISER):
        return Q(pk__isnull=False)
    run = Q(pk__in=())
    for kind, number in sorted(person.scopes_of(Role.NETWORK_ORGANISER)):
        if kind == Scope.NETWORK:
            run |= Q(pk=number)
        if kind == Scope.AREA:
            run |= Q(area__path__contains=f"/{number}/")
    return run
