import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.directory.models.group import Group
from closeknit.directory.models.theme import Theme
from closeknit.directory.vocabulary import waking_outcomes


class Rest(models.Model):
    """Since when a group sleeps or has closed, and what may wake it: streets and topics."""

    uuid = None  # found by its group, never shown by itself
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="rest")
    since = models.DateField(null=True, blank=True)
    streets = models.CharField(_("streets"), max_length=500, blank=True)
    topics = models.ManyToManyField(Theme, related_name="wakes", blank=True)

    def __str__(self) -> str:
        return f"{self.group_id} since {self.since}"


class Waking(models.Model):
    """A group that is asleep was asked to wake: by a neighbour, or because of a thing that came up
    (``about_kind``, ``about_id``). One open question for each group; who asked is forgotten with the answer."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="wakings")
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    guest_name = models.CharField(max_length=120, blank=True)
    guest_email = models.EmailField(blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=waking_outcomes, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("asked_at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group"], condition=Q(decided_at__isnull=True), name="waking_open_once"),
            models.UniqueConstraint(
                fields=["group", "about_kind", "about_id"],
                condition=Q(about_id__isnull=False),
                name="waking_once_for_a_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"of {self.group_id} on {self.asked_at:%Y-%m-%d}"

    def decide(self, outcome: str, at: datetime) -> None:
        """Write down what became of it, and forget who asked and why."""
        self.outcome, self.decided_at, self.by = outcome, at, None
        self.words = self.guest_name = self.guest_email = ""
        self.save(update_fields=["outcome", "decided_at", "by", "words", "guest_name", "guest_email"])
