"""Lists of this room, and who may see them."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from closeknit.commitments.vocabulary import Sight
from closeknit.networks import policies
from closeknit.networks.vocabulary import NetworkState, PriorityState


class NetworkQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Any) -> Self:
        """What moderators hid is seen by those who run it."""
        return self.filter(Q(sight=Sight.SHOWN) | policies.run_q(person))

    def run_by(self, person: Any) -> Self:
        return self.filter(policies.run_q(person))

    def open(self) -> Self:
        return self.filter(state=NetworkState.OPEN)


class MembershipQuerySet(models.QuerySet[Any]):
    def current(self) -> Self:
        return self.filter(until=None)


class InterestQuerySet(models.QuerySet[Any]):
    def live(self) -> Self:
        """Confirmed, and not taken back."""
        return self.filter(confirmed_at__isnull=False, ended_at=None)


class PriorityQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Any) -> Self:
        shown = Q(sight=Sight.SHOWN) & Q(network__sight=Sight.SHOWN)
        run = self.model._meta.get_field("network").related_model._default_manager.run_by(person)
        return self.filter(shown | Q(network__in=run))

    def open(self) -> Self:
        return self.filter(state=PriorityState.OPEN)
