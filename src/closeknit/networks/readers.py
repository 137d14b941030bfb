"""Who gets a letter of a network, by name, and who does not, and why. Asked anew at the moment of sending."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Grant, Person, as_stored
from closeknit.accounts.vocabulary import Role, Scope
from closeknit.journal.models import Follow
from closeknit.journal.stopping import mark_of, stopped_among
from closeknit.journal.things import key_of
from closeknit.journal.vocabulary import Level
from closeknit.networks.models import Interest, Network, Quiet


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody whom a letter of the network is meant for. ``why`` says so to them; ``not_because`` is empty
    for who gets it."""

    name: str
    email: str
    why: str
    person: Person | None = None
    not_because: str = ""


@dataclass(frozen=True, slots=True)
class Readers:
    gets: list[Reader]
    does_not: list[Reader]


def readers_of(network: Network, *, also: Iterable[Reader] = ()) -> Readers:
    """Members, those who look after groups that belong, and all who want to hear; each address once. Eight queries.
    ``also`` are more of them, for one letter."""
    meant, seen = [*_meant(network), *also], set()
    emails = {reader.email for reader in meant if reader.email}
    stopped, quiet, muted = stopped_among(emails), _quiet(network), _muted(network)
    found: tuple[list[Reader], list[Reader]] = ([], [])
    for reader in meant:
        if reader.email and reader.email in seen:
            continue
        seen.add(reader.email)
        because = reader.not_because or _why_not(reader, stopped, quiet, muted)
        told = Reader(reader.name, reader.email, reader.why, reader.person, because)
        found[bool(because)].append(told)
    return Readers(*(sorted(some, key=lambda one: (one.name.casefold(), one.email)) for some in found))


def _why_not(reader: Reader, stopped: frozenset[str], quiet: set[str], muted: set[int]) -> str:
    if reader.person and reader.person.pk in muted:
        return _("has muted this network")
    if not reader.email:
        return _("has no e-mail")
    if mark_of(reader.email) in quiet:
        return _("wants no more letters of this network")
    return _("wants no letters like this") if reader.email in stopped else ""


def _meant(network: Network) -> Iterator[Reader]:
    for person in _people(network.memberships.people().values("person")):
        yield _of(person, _("You belong to this network."))
    groups = network.memberships.current().filter(group__isnull=False).values("group")
    held = Grant.objects.in_force(timezone.now()).filter(role=Role.GROUP_STEWARD, scope_kind=Scope.GROUP)
    for person in _people(held.filter(scope_id__in=groups).values("person")):
        yield _of(person, _("You look after a group that belongs to this network."))
    interests = network.interests.open().select_related("person")
    alive = set(Interest.objects.live(timezone.now()).filter(network=network).values_list("pk", flat=True))
    for interest in interests:
        yield _interested(interest, is_alive=interest.pk in alive)


def _people(numbers: Any) -> QuerySet[Person, Person]:
    return Person.objects.filter(pk__in=numbers, is_active=True)


def _of(person: Person, why: str) -> Reader:
    return Reader(person.name, as_stored(person.email or ""), why, person)


def _interested(interest: Interest, *, is_alive: bool) -> Reader:
    why, person = _("You asked to hear of this network."), interest.person
    name = person.name if person else interest.guest_name
    email = as_stored(person.email or "") if person else interest.guest_email
    if not is_alive:
        because = _("asked more than a year ago") if interest.confirmed_at else _("has not confirmed their address yet")
        return Reader(name, email, why, person, because)
    if not email and (interest.phone or interest.post_note):
        because = _("has no e-mail; ring them up") if interest.phone else _("has no e-mail; write to them")
        return Reader(name, email, why, person, because)
    return Reader(name, email, why, person)


def _quiet(network: Network) -> set[str]:
    return set(Quiet.objects.filter(network=network).values_list("mark", flat=True))


def _muted(network: Network) -> set[int]:
    kind, number = key_of(network)
    rows = Follow.objects.filter(kind=kind, thing_id=number, level=Level.NOTHING)
    return set(rows.values_list("person", flat=True))
