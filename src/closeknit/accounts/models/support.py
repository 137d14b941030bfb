"""One person helps another: a permission that the helped person gives and takes back, never a role."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from closeknit.accounts.models.person import Person


class Support(models.Model):
    """``supporter`` may help ``person`` from ``accepted_at`` to ``ended_at``."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="supports")
    supporter = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="supports_of_others"
    )
    email = models.EmailField()  # whom the invitation went to
    invited_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "email"], condition=Q(ended_at=None), name="invited_to_help_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(supporter=None) | ~Q(supporter=models.F("person")), name="nobody_helps_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} helps {self.person}"
