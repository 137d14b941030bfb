"""Whether a listing is still right: Asking, once a year by letter, and Call, by telephone."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from closeknit.directory.models.group import Group
from closeknit.directory.querysets import AskingQuerySet
from closeknit.directory.vocabulary import answers


class Asking(models.Model):
    """Once a year the people of a group are asked whether its page is still right.

    Open until the page is confirmed, changed in state, or asked about anew. The links in its letters
    do something until then. Each ``…_at`` is written in the transaction that posts the letters.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="askings")
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    went_stale_at = models.DateTimeField(null=True, blank=True)
    organisers_told_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=answers, blank=True)

    objects: ClassVar[AskingQuerySet] = AskingQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group"], condition=Q(closed_at__isnull=True), name="asked_once_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"about {self.group_id} on {self.asked_at:%Y-%m-%d}"

    def close(self, at: datetime, answer: str = "") -> None:
        self.closed_at, self.answer = at, answer
        self.save(update_fields=["closed_at", "answer"])


class Call(models.Model):
    """An organiser rang a group up; what they said, in one word and perhaps a note."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="calls")
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=10, choices=answers)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.group_id}: {self.answer}"
