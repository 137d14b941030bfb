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
    names_helper = models.BooleanField(default=False)  # others read who helps, not only that somebody does
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


class HelpedAct(models.Model):
    """What a helper wrote for ``person``, named by its kind and number: the rooms with such things stand
    above. Without a helper: they are not known here any more, but that somebody helped still is."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="helped_acts")
    helper = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="acts_for_others")
    helper_is_named = models.BooleanField(default=False)
    kind = models.CharField(max_length=40)
    thing_id = models.BigIntegerField()
    name = models.CharField(max_length=300)  # what it was about, at that time
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-id")
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "thing_id"], name="helped_with_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id} for {self.person_id}"
