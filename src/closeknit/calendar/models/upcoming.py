"""The dates of a month ago to 13 months ahead, so that lists are one query: rebuilt at will from the rules."""

from typing import ClassVar

from django.db import models

from closeknit.calendar.models.series import Series
from closeknit.calendar.originals import LONGEST


class Upcoming(models.Model):
    """One date of a series, never the truth of it. ``group`` and what else lists need are the series'."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="upcoming")
    original = models.CharField(max_length=LONGEST)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)
    is_moved = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "original"], name="upcoming_once_a_date"),
        ]
        indexes: ClassVar = [models.Index(fields=["starts", "series"], name="upcoming_by_start")]

    def __str__(self) -> str:
        return f"{self.series_id} {self.original}"
