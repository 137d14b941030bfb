"""Choices of the places room."""

from django.db import models
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


class Precision(models.TextChoices):
    """How closely a point says where something is; the map draws it accordingly."""

    EXACT = "exact", _("exact place")
    STREET = "street", _("street only")
    POSTCODE = "postcode", _("postcode only")
    WARD = "ward", _("somewhere in the ward")
    BOROUGH = "borough", _("somewhere in the borough")


PINNED = (Precision.EXACT, Precision.STREET, Precision.POSTCODE)
