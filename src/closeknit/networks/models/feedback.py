"""What people say of an evening, without saying who they are."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.networks.minutes_vocabulary import heard, how_it_was
from closeknit.networks.models.meetings import Meeting


class Feedback(models.Model):
    """Answers to the three questions. ``mark`` is a keyed hash of the link in a letter, or of a random number
    that a device was given: who answers again changes their answer. It goes when answering has closed."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="feedback")
    mark = models.CharField(max_length=64, blank=True)
    how_was_it = models.CharField(_("how the evening was"), max_length=10, choices=how_it_was, blank=True)
    was_heard = models.CharField(_("whether they could say what they wanted"), max_length=10, choices=heard, blank=True)
    words = models.TextField(_("what to do otherwise next time"), blank=True)
    on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ("uuid",)  # in no order that would tell who came first
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "mark"], condition=~Q(mark=""), name="feedback_once"),
        ]

    def __str__(self) -> str:
        return f"on {self.meeting_id}"
