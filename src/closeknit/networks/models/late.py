"""What became of notes that came in after the minutes were looked through."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone

from closeknit.networks.models.notes import Note


class LateLook(models.Model):
    """Somebody has looked at this ``version`` of a note that came in late: it is in the minutes, or stays a note.
    A later change of the note is looked at again."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="late_looks")
    version = models.PositiveIntegerField(default=1)
    is_in_minutes = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["note", "version"], name="late_looked_at_once")]

    def __str__(self) -> str:
        return f"{self.note_id} {self.version}"
