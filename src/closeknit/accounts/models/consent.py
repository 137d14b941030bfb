"""What a person said yes to or took back, and whether they may act: rows with a date, never a tick."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from closeknit.accounts.models.person import Person
from closeknit.accounts.vocabulary import purposes, ways


class Consent(models.Model):
    """One yes, or one taking back. Never changed afterwards: the newest of a purpose counts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=30, choices=purposes)
    is_given = models.BooleanField(default=True)
    wording_version = models.CharField(max_length=20)
    wording = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    how = models.CharField(max_length=10, choices=ways)
    recorded_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    in_presence_of = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "purpose", "at"], name="consent_newest")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_purpose_display()}"


class Suspension(models.Model):
    """A time in which a person may not act, and why."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="suspensions")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    lifted_because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(lifted_at=None), name="suspended_once_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.person} suspended on {self.at:%Y-%m-%d}"
