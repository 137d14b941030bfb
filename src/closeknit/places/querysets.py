from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Substr


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

    def for_lists(self) -> Self:
        """Without the outlines, which are long and which lists do not show."""
        return self.defer("boundary")


class PointQuerySet(models.QuerySet):
    def in_box(self, west: float, south: float, east: float, north: float) -> Self:
        """Points in the box, its edges included."""
        return self.filter(lng__gte=west, lng__lte=east, lat__gte=south, lat__lte=north)


class PostcodeQuerySet(models.QuerySet):
    """Told apart by what follows the space: three signs, one, or nothing."""

    def full(self) -> Self:
        """Whole postcodes (``LW1 4TT``)."""
        return self.alias(gap=Substr("code", Length("code") - 3, 1)).filter(gap=" ")

    def sectors(self) -> Self:
        """The middles of sectors (``LW1 4``)."""
        return self.alias(gap=Substr("code", Length("code") - 1, 1)).filter(gap=" ")

    def outcodes(self) -> Self:
        """The middles of outcodes (``LW1``)."""
        return self.exclude(code__contains=" ")
