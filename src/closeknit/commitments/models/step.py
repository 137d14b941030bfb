"""Step: what happened to an ask or a promise. Written once, never changed; a wrong one is put right by another."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from closeknit.commitments.models.ask import Ask
from closeknit.commitments.models.undertaking import Undertaking
from closeknit.commitments.querysets import StepQuerySet
from closeknit.commitments.vocabulary import Sight, moves, sights, verdicts


class Step(models.Model):
    """Who, for which group or for the council, when, and why. ``…_before`` keeps what was said first
    where a date or the words changed. Only ``sight`` may change, by the moderators' hand."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, null=True, blank=True, related_name="steps")
    undertaking = models.ForeignKey(Undertaking, on_delete=models.CASCADE, null=True, blank=True, related_name="steps")
    to = models.CharField(max_length=14, choices=moves)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    is_by_guest = models.BooleanField(default=False)
    speaking_as_kind = models.CharField(max_length=40, blank=True)
    speaking_as_id = models.BigIntegerField(null=True, blank=True)
    is_for_council = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    words = models.TextField(blank=True)
    verdict = models.CharField(max_length=10, choices=verdicts, blank=True)
    text_before = models.TextField(blank=True)
    text_after = models.TextField(blank=True)
    due_before = models.DateField(null=True, blank=True)
    due_after = models.DateField(null=True, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    promise = models.ForeignKey(Undertaking, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sight = models.CharField(max_length=10, choices=sights, default=Sight.SHOWN)
    client_id = models.UUIDField(unique=True, null=True, blank=True)

    objects: ClassVar[StepQuerySet] = StepQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ask__isnull=True) ^ Q(undertaking__isnull=True), name="step_of_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to} on {self.at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"{self.of.get_absolute_url()}#step-{self.uuid}"

    @property
    def of(self) -> Ask | Undertaking:
        """What it is a step of."""
        of = self.ask or self.undertaking
        if of is None:
            raise LookupError("A step of nothing")
        return of

    @property
    def is_shown(self) -> bool:
        return self.sight == Sight.SHOWN
