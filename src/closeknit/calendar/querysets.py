"""Series, by who may see them and by when they are."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef

from closeknit.calendar.vocabulary import Sight


class SeriesQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Any) -> Self:
        """Series that this person may know of; ``None`` is a visitor. The SQL twin of ``calendar.see_series``."""
        from closeknit.calendar import policies  # noqa: PLC0415 - policies.py needs the models, they need this

        return self.filter(policies.seen_q(person))

    def listed_for(self, person: Any) -> Self:
        """Those that stand in lists, and are counted."""
        return self.visible_to(person).filter(sight=Sight.SHOWN)

    def shown(self) -> Self:
        """Those that nobody has hidden or taken away."""
        return self.filter(sight=Sight.SHOWN)

    def in_area(self, numbers: Any) -> Self:
        return self.filter(Exists(self._links("areas").filter(area__in=numbers)))

    def about(self, numbers: Any) -> Self:
        return self.filter(Exists(self._links("themes").filter(theme__in=numbers)))

    def for_cards(self) -> Self:
        """With what one line in a list reads."""
        return self.select_related("group", "venue__point")

    def _links(self, name: str) -> Any:
        through = getattr(self.model, name).through
        return through._default_manager.filter(series=OuterRef("pk"))
