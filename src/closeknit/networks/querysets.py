"""Lists of this room, and who may see them."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from closeknit.commitments.vocabulary import Sight
from closeknit.directory.models import Group
from closeknit.networks import policies
from closeknit.networks.vocabulary import PAUSE, InvitationAnswer, NetworkState, PriorityState

A_YEAR = timedelta(days=365)


class NetworkQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Any) -> Self:
        """What moderators hid is seen by those who run it."""
        return self.filter(Q(sight=Sight.SHOWN) | policies.run_q(person))

    def run_by(self, person: Any) -> Self:
        return self.filter(policies.run_q(person))

    def open(self) -> Self:
        return self.filter(state=NetworkState.OPEN)


class OfGroups(models.QuerySet[Any]):
    """Rows that name a group."""

    def current(self) -> Self:
        return self.filter(until=None)

    def shown(self) -> Self:
        """Of groups that everybody may know of; one to keep safe is never among them."""
        known = Group.objects.public().filter(is_sensitive=False).exclude(state="closed")
        return self.current().filter(Exists(known.order_by().filter(pk=OuterRef("group"))))


class MembershipQuerySet(OfGroups):
    def people(self) -> Self:
        return self.current().filter(person__isnull=False, person__is_active=True)


class WorkQuerySet(OfGroups):
    pass


class InterestQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        return self.filter(ended_at=None)

    def live(self, now: datetime) -> Self:
        """Confirmed within the year, and not taken back."""
        return self.open().filter(confirmed_at__gt=now - A_YEAR)


class InvitationQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        return self.filter(answered_at=None)

    def refused_lately(self, now: datetime) -> Self:
        """A no, after which the group is left in peace for a while."""
        return self.filter(answer=InvitationAnswer.NO, answered_at__gt=now - PAUSE)


class MailingQuerySet(models.QuerySet[Any]):
    pass


class PriorityQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Any) -> Self:
        shown = Q(sight=Sight.SHOWN) & Q(network__sight=Sight.SHOWN)
        return self.filter(shown | policies.run_q(person, "network__"))

    def run_by(self, person: Any) -> Self:
        return self.filter(policies.run_q(person, "network__"))

    def open(self) -> Self:
        return self.filter(state=PriorityState.OPEN)
