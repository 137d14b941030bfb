"""School holidays, in which many groups rest."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class SchoolHoliday(models.Model):
    """From the first day to the last, both included."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("what it is called"), max_length=120)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))

    class Meta:
        ordering = ("first", "id")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="holiday_ends_no_sooner_than_it_starts"),
            models.UniqueConstraint(fields=["first", "last"], name="holiday_once"),
        ]

    def __str__(self) -> str:
        return self.name
