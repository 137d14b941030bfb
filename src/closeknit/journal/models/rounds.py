"""Digest and Reminder: one row for each weekly letter and each thing that falls due, so that nothing is done twice."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Digest(models.Model):
    """A person's weekly letter of the week that ended on ``week``. ``run`` says which run of the job wrote it."""

    uuid = None  # never named from outside: it is found by person and week
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    week = models.DateField()
    run = models.UUIDField()
    posted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "week"], name="one_digest_a_week")]

    def __str__(self) -> str:
        return f"{self.person_id} in the week to {self.week}"


class Reminder(models.Model):
    """A person is told of something at a set time, once."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.CharField(max_length=200, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    verb = models.CharField(max_length=60)
    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    data = models.JSONField(default=dict, blank=True)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["due_at"], name="reminder_due", condition=Q(sent_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.verb} on {self.due_at:%Y-%m-%d}"
