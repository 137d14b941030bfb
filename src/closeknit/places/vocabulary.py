"""Choices of the places room."""

from typing import Any

from django.db import models
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _


class AreaKind(models.TextChoices):
    """What an area is in the hub's tree, from the widest to the narrowest."""

    COUNTRY = "country", _("Country")
    REGION = "region", _("Region")
    COUNTY = "county", _("County")
    BOROUGH = "borough", _("Borough")
    NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood")
    WARD = "ward", _("Ward")
    OTHER = "other", _("Area")

    @property
    def wider(self) -> "AreaKind":
        """The kind whose outline is drawn around areas of this kind."""
        return {
            AreaKind.COUNTRY: AreaKind.COUNTRY,
            AreaKind.REGION: AreaKind.COUNTRY,
            AreaKind.COUNTY: AreaKind.REGION,
            AreaKind.BOROUGH: AreaKind.COUNTY,
        }.get(self, AreaKind.BOROUGH)

    def is_as_wide_as(self, other: "AreaKind") -> bool:
        """Whether this kind stands beside or above the other in the tree."""
        order = list(AreaKind)
        return order.index(self) <= order.index(other)


class Precision(models.TextChoices):
    """How closely a point says where something is; the map draws it accordingly."""

    EXACT = "exact", _("exact place")
    STREET = "street", _("street only")
    POSTCODE = "postcode", _("postcode only")
    WARD = "ward", _("somewhere in the ward")
    BOROUGH = "borough", _("somewhere in the borough")


PINNED = (Precision.EXACT, Precision.STREET, Precision.POSTCODE)


def area_kinds() -> list[tuple[str, Any]]:
    """For models, whose migrations then name this function and not the choices."""
    return AreaKind.choices


def precisions() -> list[tuple[str, Any]]:
    return Precision.choices


class NewGroups(models.TextChoices):
    """The hub's rule for a group that somebody adds: when may everyone see it?"""

    VOUCHED = "vouched", _("As soon as an organiser vouches for it")
    AT_ONCE = "at_once", _("At once")


def rules_for_new_groups() -> list[tuple[str, Any]]:
    return NewGroups.choices


def days_of_the_week() -> list[tuple[int, Any]]:
    """Monday is 0."""
    return list(WEEKDAYS.items())


def hours_of_the_day() -> list[tuple[int, Any]]:
    return [(hour, f"{hour}:00") for hour in range(24)]


# At whose inner point a point of rough precision is put: the first kind that holds it.
WIDE_KINDS = (AreaKind.BOROUGH, AreaKind.COUNTY, AreaKind.REGION, AreaKind.COUNTRY)
KINDS_FOR_WARD = (AreaKind.WARD, AreaKind.NEIGHBOURHOOD, *WIDE_KINDS)


class Outcome(models.TextChoices):
    """What an import of areas does with one of them."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    ENDED = "ended", _("No longer there")
    UNCHANGED = "unchanged", _("The same as before")
    REFUSED = "refused", _("Left out")


class Change(models.TextChoices):
    """In what an area that stays differs from before."""

    BOUNDARY = "boundary", _("new boundary")
    NAME = "name", _("new name")
    PARENT = "parent", _("moved")
    BACK = "back", _("in force again")
