"""How much a person with a role reads of others, and the alert when it is very much."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from closeknit.accounts.models.person import Person


class Reading(models.Model):
    """So many people's records were shown to one person at one door. The door is kept as a keyed hash:
    it tells one list from another, and nothing of who stands in it."""

    uuid = None  # counted, never shown
    reader = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="readings")
    door = models.CharField(max_length=32)
    records = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["reader", "at"], name="reading_of_reader")]

    def __str__(self) -> str:
        return f"{self.records} by {self.reader_id}"


class ReadingAlert(models.Model):
    """Somebody read the records of very many people within an hour. It outlives their account."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reading_alerts")
    records = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.records} by {self.reader_id} at {self.at:%Y-%m-%d %H:%M}"
