"""Lists of minutes, and who may see them."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from closeknit.commitments.vocabulary import Sight
from closeknit.networks.minutes_vocabulary import MinutesState


class MinutesQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Any) -> Self:
        """What is published, by whoever may know of the meeting; drafts and hidden ones by those who run it."""
        meetings = self.model._meta.get_field("meeting").related_model._default_manager
        shown = Q(state=MinutesState.PUBLISHED, sight=Sight.SHOWN)
        shown &= Q(meeting__in=meetings.visible_to(person).values("pk"))
        return self.filter(shown | Q(meeting__in=meetings.run_by(person).values("pk")))

    def run_by(self, person: Any) -> Self:
        meetings = self.model._meta.get_field("meeting").related_model._default_manager
        return self.filter(meeting__in=meetings.run_by(person).values("pk"))

    def published(self) -> Self:
        return self.filter(state=MinutesState.PUBLISHED, sight=Sight.SHOWN)

    def for_pages(self) -> Self:
        """With what their pages name: the meeting, its network and when it was."""
        rows = self.select_related(
            "meeting__network__area__parent", "meeting__series__venue", "approved_by", "agreed_in"
        )
        return rows.defer("meeting__network__area__boundary", "meeting__network__area__parent__boundary")
