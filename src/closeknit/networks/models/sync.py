from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils import timezone

from closeknit.networks.meeting_vocabulary import item_sorts, outcomes
from closeknit.networks.models.meetings import Meeting


class Receipt(models.Model):
    """This came from a device, and this became of it: what is sent again is answered as the first time.
    What was refused has none, so it may come again."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="receipts")
    client_id = models.UUIDField()
    sort = models.CharField(max_length=10, choices=item_sorts)
    outcome = models.CharField(max_length=10, choices=outcomes)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "client_id"], name="receipt_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["at"], name="receipt_by_age")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.client_id}"
