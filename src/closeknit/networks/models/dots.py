"""Clusters of notes, and what they were given: dots and raised hands."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.networks.models.arrivals import Arrival
from closeknit.networks.models.meetings import Meeting
from closeknit.networks.models.priority import Priority


class Cluster(models.Model):
    """Notes that say the same, under one name: what dots are given to. ``priority`` is what it became, or the one
    that it belongs to. ``named_after`` is the note whose words are its name, until somebody gives it another."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="clusters")
    title = models.CharField(_("in a few words"), max_length=160)
    position = models.PositiveSmallIntegerField(default=0)
    priority = models.ForeignKey(Priority, on_delete=models.SET_NULL, null=True, blank=True, related_name="clusters")
    named_after = models.ForeignKey("networks.Note", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    client_id = models.UUIDField(unique=True, default=uuid4)
    seq = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.title


class Dot(models.Model):
    """One dot of somebody who came. Rows are only added and taken away, by the person who placed it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="dots")
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="dots")
    voter = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="dots")
    client_id = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "client_id"], name="dot_once"),
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id}"


class Hands(models.Model):
    """How many hands were raised for a cluster, counted by somebody in the room. The last count stands."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="hands")
    cluster = models.OneToOneField(Cluster, on_delete=models.CASCADE, related_name="hands")
    number = models.PositiveSmallIntegerField(_("raised hands"), default=0)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.cluster_id} {self.number}"
