"""Beginning a network, changing its page, naming its organisers, ending it."""

from itertools import count
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from closeknit.accounts.actions import roles
from closeknit.accounts.models import Grant, Person
from closeknit.accounts.vocabulary import Role, Scope
from closeknit.commitments.vocabulary import Sight
from closeknit.core.errors import Refused
from closeknit.directory.models import Theme
from closeknit.journal.following import follow
from closeknit.journal.recording import record
from closeknit.journal.vocabulary import Level
from closeknit.networks import verbs
from closeknit.networks.models import Network
from closeknit.networks.vocabulary import NetworkKind, NetworkState
from closeknit.places import versions
from closeknit.places.models import Area

LONGEST_SLUG = 180
RESERVED = {"new", "interest", "stop", "invitation", "priorities", "mailings", "meetings"}  # parts of addresses


@transaction.atomic
def found_network(
    *, by: Person, client_id: UUID, name: str, area: Area | None = None, theme: Theme | None = None, **page: str
) -> Network:
    """Begin a network of an area, or of a theme. ``page`` are its summary, purpose and contact words. Sent twice
    under one ``client_id`` it is one."""
    versions.bump_pages()  # what is sent at the same moment waits here, then sees this
    known = Network.objects.filter(client_id=client_id).first()
    if known is not None:
        return known
    network: Network = Network.objects.create(
        client_id=client_id,
        name=name,
        slug=_free_slug(name),
        kind=NetworkKind.THEME if theme else NetworkKind.AREA,
        area=area,
        theme=theme,
        author=by,
        **page,
    )
    follow(by, network, Level.IMPORTANT)
    record(verbs.FOUNDED, by=by, about=network, also=[thing for thing in (area, theme) if thing is not None])
    return network


@transaction.atomic
def change_network(network: Network, *, by: Person, **page: str) -> None:
    """Its name and what it says of itself. Its address stays."""
    versions.bump_pages()
    for field, words in page.items():
        setattr(network, field, words)
    network.save(update_fields=list(page))
    record(verbs.CHANGED, by=by, about=network)


@transaction.atomic
def end_network(network: Network, *, by: Person) -> None:
    """Its page stays; nobody joins or is written to any more. Again, it changes nothing."""
    _put(network, NetworkState.ENDED, verbs.ENDED, by)


@transaction.atomic
def reopen_network(network: Network, *, by: Person) -> None:
    _put(network, NetworkState.OPEN, verbs.REOPENED, by)


def _free_slug(name: str) -> str:
    plain = slugify(name)[:LONGEST_SLUG] or "network"
    taken = set(Network.objects.filter(slug__startswith=plain).values_list("slug", flat=True)) | RESERVED
    tries = (plain if number == 1 else f"{plain}-{number}" for number in count(1))
    return next(slug for slug in tries if slug not in taken)


def _put(network: Network, state: str, verb: str, by: Person) -> None:
    versions.bump_pages()
    if Network.objects.filter(pk=network.pk).exclude(state=state).update(state=state):
        record(verb, by=by, about=network)
    network.state = state


@transaction.atomic
def name_organiser(network: Network, person: Person, *, by: Person) -> Grant:
    """Give somebody who belongs to the network the role over it; they hear of it by letter."""
    if not network.memberships.current().filter(person=person).exists():
        raise Refused(_("Only somebody who belongs to the network can organise it. Ask them to join first."))
    versions.bump_pages()
    reason = _("Organises %(network)s") % {"network": network.name}
    return roles.give_role(
        person=person, role=Role.NETWORK_ORGANISER, over=(Scope.NETWORK, network.pk), by=by, reason=reason, until=None
    )


@transaction.atomic
def end_organiser(network: Network, person: Person, *, by: Person) -> None:
    """Their role over this network ends; safe to repeat. ``Refused`` for the last one while the network goes on."""
    versions.bump_pages()
    held = Grant.objects.filter(
        person=person, role=Role.NETWORK_ORGANISER, scope_kind=Scope.NETWORK, scope_id=network.pk, ended_at=None
    )
    for grant in held:
        roles.end_grant(grant, by=by, reason=_("Organises %(network)s no more") % {"network": network.name})


def put_sight(thing: Any, sight: Sight) -> str:
    """What moderators do; returns how it was."""
    versions.bump_pages()
    was = str(thing.sight)
    thing.sight = sight
    thing.save(update_fields=["sight"])
    return was
