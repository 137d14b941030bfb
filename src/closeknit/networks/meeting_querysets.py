"""Lists of meetings and what was written in them, and who may see them."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from closeknit.commitments.vocabulary import Sight
from closeknit.networks.meeting_vocabulary import MeetingState


class MeetingQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Any) -> Self:
        """What is being planned, and what was hidden in the calendar, is seen by those who run its network."""
        networks = self.model._meta.get_field("network").related_model._default_manager
        shown = (
            ~Q(state=MeetingState.PLANNED)
            & Q(series__sight=Sight.SHOWN)
            & Q(network__in=networks.visible_to(person).values("pk"))
        )
        return self.filter(shown | Q(network__in=networks.run_by(person).values("pk")))

    def run_by(self, person: Any) -> Self:
        networks = self.model._meta.get_field("network").related_model._default_manager
        return self.filter(network__in=networks.run_by(person).values("pk"))

    def for_pages(self) -> Self:
        """With what its pages name: the network, its area, and when and where it is."""
        return self.select_related("network__area", "series__venue")


class NoteQuerySet(models.QuerySet[Any]):
    def shown(self) -> Self:
        """What may leave the room: not private, not hidden."""
        return self.filter(is_private=False, sight=Sight.SHOWN)

    def visible_to(self, person: Any) -> Self:
        """Private and hidden ones are seen by those who run the network; all others stay in the room,
        which is those who run it and those who were there, until they are in an output."""
        meetings = self.model._meta.get_field("meeting").related_model._default_manager
        run = Q(meeting__in=meetings.run_by(person).values("pk"))
        if person is None:
            return self.none()
        there = Q(is_private=False, sight=Sight.SHOWN, meeting__arrivals__person=person)
        return self.filter(run | there | Q(author=person)).distinct()


class ArrivalQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Any) -> Self:
        """By those who run the network, and by the person."""
        meetings = self.model._meta.get_field("meeting").related_model._default_manager
        own = Q(person=person) if person is not None else Q(pk__in=())
        return self.filter(own | Q(meeting__in=meetings.run_by(person).values("pk")))

    def to_be_named(self) -> Self:
        """Those who agreed to stand by name in what is published."""
        return self.filter(may_be_named=True)
