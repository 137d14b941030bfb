"""What an event said before somebody changed it for a person whom they help."""

from typing import Any

from django.db import models
from django.utils import timezone

from closeknit.calendar.models.series import Series


class HelpedEdit(models.Model):
    """``before`` is what it said, ``sequence`` how often it was changed then: with it nobody else's change is lost
    when this one is taken back. Nothing is kept where dates from some day on became an event of their own."""

    uuid = None  # never named from outside: it is found by what was done with help
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="helped_edits")
    before = models.JSONField(default=dict)
    sequence = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"of {self.series_id}"

    def get_absolute_url(self) -> Any:
        return self.series.get_absolute_url()
