"""Joining a network and leaving it: a person for themselves, a group by its own steward's decision."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.core.errors import Refused
from closeknit.directory.models import Group
from closeknit.journal.following import follow, level_of
from closeknit.journal.recording import record
from closeknit.journal.vocabulary import Level
from closeknit.networks import verbs
from closeknit.networks.models import Invitation, Membership, Network
from closeknit.networks.vocabulary import InvitationAnswer
from closeknit.places import versions


@transaction.atomic
def join(network: Network, *, by: Person) -> Membership:
    """For themselves; again it changes nothing. Who joins follows what matters, unless they chose otherwise."""
    _hold(network)
    member, is_new = Membership.objects.get_or_create(
        network=network, person=by, until=None, defaults={"decided_by": by}
    )
    if is_new and not level_of(by, network):
        follow(by, network, Level.IMPORTANT)
    return member


@transaction.atomic
def leave(network: Network, *, by: Person) -> None:
    """Safe to repeat."""
    _end(network.memberships.current().filter(person=by), by)


@transaction.atomic
def join_group(network: Network, group: Group, *, by: Person | None) -> Membership:
    """The group belongs from now on, by the word of ``by``, who looks after it, or of whoever held its letter.
    An open invitation is answered with it. Again it changes nothing."""
    _hold(network)
    if group.visibility != "public" or group.state == "closed":
        raise Refused(_("Only a group whose page is published can join."))
    member, is_new = Membership.objects.get_or_create(
        network=network, group=group, until=None, defaults={"decided_by": by}
    )
    now = timezone.now()
    Invitation.objects.open().filter(network=network, group=group).update(
        answer=InvitationAnswer.YES, answered_at=now, answered_by=by
    )
    if is_new and not group.is_sensitive:
        record(verbs.GROUP_JOINED, by=by, guest="" if by else group.name, about=network, also=[group])
    return member


@transaction.atomic
def leave_group(network: Network, group: Group, *, by: Person) -> None:
    """Safe to repeat."""
    if _end(network.memberships.current().filter(group=group), by) and not group.is_sensitive:
        record(verbs.GROUP_LEFT, by=by, about=network)


def _hold(network: Network) -> None:
    """Two who join at the same moment come one after the other."""
    versions.bump_pages()
    if not Network.objects.open().filter(pk=network.pk).exists():
        raise Refused(_("This network has ended. Nobody joins it any more."))


def _end(rows: object, by: Person) -> int:
    versions.bump_pages()
    return int(rows.update(until=timezone.now(), ended_by=by))  # type: ignore[attr-defined]
