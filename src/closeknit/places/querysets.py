from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q


class AreaQuerySet(models.QuerySet):
    def current(self, on: date | None = None) -> Self:
        """Areas in force on the day ``on``; without it, those that have not ended."""
        if on is None:
            return self.filter(valid_until__isnull=True)
        started = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
        return self.filter(started).filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))

    def under(self, area) -> Self:
        """This area and all beneath it."""
        return self.filter(path__startswith=area.path)


class PostcodeQuerySet(models.QuerySet):
    def outcodes(self) -> Self:
        return self.exclude(code__contains=" ")
