"""Two entries that may be one group (Pair), that they were made one (Merge), and how far the hub has looked (Look)."""

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from closeknit.directory.models.group import Group
from closeknit.directory.models.importing import RowEncoder

CAN_BE_PARTED = timedelta(days=90)


class PairQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Those that nobody has decided, of groups that are still there, the surest first."""
        gone = Q(one__visibility="merged") | Q(other__visibility="merged")
        return self.filter(decided_at=None).exclude(gone).order_by("-is_reported", "-score", "id")


class Pair(models.Model):
    """Two groups that may be the same, found by the hub or reported by somebody; ``one`` has the lower
    number. ``likeness`` is a ``duplicates.likeness.Likeness``. Decided with ``are_same`` False it is
    never proposed again."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    one = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="pairs_as_one")
    other = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="pairs_as_other")
    likeness = models.JSONField(default=dict)
    score = models.FloatField(default=0)
    is_reported = models.BooleanField(default=False)
    found_at = models.DateTimeField(default=timezone.now)
    are_same = models.BooleanField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[PairQuerySet] = PairQuerySet.as_manager()

    class Meta:
        ordering = ("-score", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="paired_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="pair_in_order"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["-is_reported", "-score", "id"], name="pairs_waiting", condition=Q(decided_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}"

    def decide(self, *, are_same: bool, by: Any, at: datetime) -> None:
        """Write down what somebody said of the two."""
        self.are_same, self.decided_by, self.decided_at = are_same, by, at
        self.save(update_fields=["are_same", "decided_by", "decided_at"])


class MergeQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those that were not undone."""
        return self.filter(parted_at=None)


class Merge(models.Model):
    """``gone`` became part of ``kept``: by whom, when, and every single value that changed with it, so
    that the two can be parted again. The row of ``gone`` stays, unseen, and its address leads to ``kept``.

    ``pictures`` holds both groups as they were. After 90 days ``steps`` and ``pictures`` are cleared.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kept = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="merges")
    gone = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="merged_as")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    steps = models.JSONField(default=list, encoder=RowEncoder)  # model, key, column, before, after
    pictures = models.JSONField(default=dict, encoder=RowEncoder)
    parted_at = models.DateTimeField(null=True, blank=True)
    parted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[MergeQuerySet] = MergeQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gone"], condition=Q(parted_at__isnull=True), name="merged_once_at_a_time"),
            models.CheckConstraint(condition=~Q(gone=F("kept")), name="merge_joins_two_groups"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.kept_id}"

    def can_be_parted(self, now: datetime) -> bool:
        return self.parted_at is None and bool(self.steps) and now < self.at + CAN_BE_PARTED


class Look(models.Model):
    """How far the daily look for duplicates has come: all groups changed up to this one. One row."""

    uuid = None  # never named from outside
    changed_at = models.DateTimeField()
    group_number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"up to {self.changed_at:%Y-%m-%d %H:%M}"
