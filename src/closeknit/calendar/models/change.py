"""What became of single dates: moved, cancelled, or known by another name since the rule changed."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.calendar.models.series import Series
from closeknit.calendar.originals import LONGEST
from closeknit.directory.models import Venue


class Change(models.Model):
    """This date of the series is not as the others: what is empty is as in the series."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="changes")
    original = models.CharField(max_length=LONGEST)  # originals.named
    starts = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(_("what it is called"), max_length=200, blank=True)
    venue = models.ForeignKey(Venue, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    place_words = models.CharField(_("where, in words"), max_length=300, blank=True)
    is_cancelled = models.BooleanField(default=False)
    note = models.CharField(_("why, or what to know"), max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "original"], name="change_once_a_date"),
        ]
        indexes: ClassVar = [models.Index(fields=["starts"], name="change_by_start")]

    def __str__(self) -> str:
        return f"{self.series_id} {self.original}"


class FormerDate(models.Model):
    """This name of a date led to a page before the rule changed: now it leads to that one, or, where
    ``to_original`` is empty, the date is no longer."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="former_dates")
    original = models.CharField(max_length=LONGEST)
    to_series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="+")
    to_original = models.CharField(max_length=LONGEST, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "original"], name="former_date_once"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.original}"
