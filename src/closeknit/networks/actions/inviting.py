"""Asking groups to join: by mail to whoever looks after them, or by a printed letter; and what they said."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.core.errors import Refused
from closeknit.directory.models import Group, GroupTheme
from closeknit.directory.policies import stewards_of
from closeknit.directory.stewardship import waking
from closeknit.directory.stewardship.yearly_links import readers_of
from closeknit.journal.recording import record
from closeknit.journal.stopping import mark_of, stopped_among
from closeknit.networks import letters, verbs
from closeknit.networks.actions import joining
from closeknit.networks.actions.interests import hold
from closeknit.networks.models import Invitation, Network, Quiet
from closeknit.networks.vocabulary import InvitationAnswer, InvitedBy
from closeknit.places import versions


@dataclass(frozen=True, slots=True)
class Asked:
    """How many were asked by mail, how many letters are to be printed, how many had been asked already."""

    by_mail: int = 0
    by_letter: int = 0
    before: int = 0


@transaction.atomic
def invite(network: Network, groups: Iterable[Group], *, words: str, by: Person) -> Asked:
    """Ask each of these groups, saying why. Who can be reached by mail is; for the others there is a letter to
    print. A group that has an open question, belongs, or said no lately is not asked again. Dormant groups are for
    ``wake``."""
    hold(network)
    counted = {"by_mail": 0, "by_letter": 0, "before": 0}
    for group in groups:
        counted[_invite(network, group, words, by)] += 1
    return Asked(**counted)


def _invite(network: Network, group: Group, words: str, by: Person) -> str:
    asked = Invitation.objects.filter(network=network, group=group)
    is_settled = asked.open().exists() or asked.refused_lately(timezone.now()).exists()
    if is_settled or network.memberships.current().filter(group=group).exists():
        return "before"
    readers = reached_by_mail(network, group)
    way = InvitedBy.MAIL if readers else InvitedBy.LETTER
    invitation = Invitation.objects.create(network=network, group=group, way=way, words=words, invited_by=by)
    for email in readers:
        letters.invite(invitation, email, group_name=_name_in_letters(group), by=by.name)
    if not group.is_sensitive:
        record(verbs.INVITED, by=by, about=network, to=list(stewards_of(group)))
    return "by_mail" if readers else "by_letter"


def reached_by_mail(network: Network, group: Group) -> list[str]:
    """The addresses of whoever looks after the group, or its own; without those that want no such letters."""
    emails = [email for email in readers_of(group).values() if email]
    stopped = stopped_among(emails)
    marks = [mark_of(email) for email in emails]
    quiet = set(Quiet.objects.filter(network=network, mark__in=marks).values_list("mark", flat=True))
    return [email for email in dict.fromkeys(emails) if email not in stopped and mark_of(email) not in quiet]


def _name_in_letters(group: Group) -> str:
    """A letter may lie open: one that must be kept safe is not named in it."""
    return str(_("your group")) if group.is_sensitive else group.name


@transaction.atomic
def wake(network: Network, *, by: Person) -> int:
    """Have the sleeping groups that asked to be woken for this network's streets or theme asked to wake, by the
    directory's own letter: “wake us” or “pass”. Returns how many were asked."""
    hold(network)
    area = network.area
    words = "\n".join(filter(None, [network.name, network.summary, network.purpose, area.name if area else ""]))
    return waking.touched(
        kind="networks.network",
        number=network.pk,
        name=network.name,
        address=network.get_absolute_url(),
        words=words,
        themes=[network.theme_id] if network.theme_id else themes_talked_about(network),
    )


def themes_talked_about(network: Network) -> list[int]:
    """Of the groups that belong: what a network of an area is about, in fact."""
    groups = network.memberships.current().filter(group__isnull=False).values("group")
    return list(GroupTheme.objects.filter(group__in=groups).values_list("theme", flat=True).distinct())


@transaction.atomic
def answer(invitation: Invitation, *, joins: bool, by: Person | None) -> None:
    """What the group says: somebody who looks after it, or whoever holds its letter. Once."""
    versions.bump_pages()  # before the row, as joining does, so that no two wait for each other
    row = Invitation.objects.select_for_update(of=("self",)).select_related("network", "group").get(pk=invitation.pk)
    if not row.is_open:
        raise Refused(_("Somebody of your group has answered this already."))
    if joins:
        joining.join_group(row.network, row.group, by=by)
        return
    row.answer, row.answered_at, row.answered_by = InvitationAnswer.NO, timezone.now(), by
    row.save(update_fields=["answer", "answered_at", "answered_by"])


def readers_marks(group: Any) -> set[str]:
    """Which links in letters to this group are still good."""
    return {letters.reader_mark(email) for email in readers_of(group).values() if email}
