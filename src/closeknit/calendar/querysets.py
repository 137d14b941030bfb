"""Series and their dates, by who may see them and by when they are."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from closeknit.calendar.vocabulary import Sight


class SeriesQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Any) -> Self:
        """Series that this person may know of; ``None`` is a visitor."""
        from closeknit.calendar import policies  # noqa: PLC0415 - policies.py needs the models, they need this

        return self.filter(policies.seen_q(person))

    def shown(self) -> Self:
        """Those that nobody has hidden or taken away."""
        return self.filter(sight=Sight.SHOWN)

    def on_between(self, first: Any, last: Any) -> Self:
        """Those whose rule may give a date on these days; a moved date may lie elsewhere."""
        return self.filter(Q(last_on=None) | Q(last_on__gte=first), first_on__lte=last)
