"""How groups come in and who looks after them: Telling, Claim, Invitation, Reassignment.

The right itself is a grant of the accounts room; these are the ways to it, each decided once.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from closeknit.directory.models.group import Group
from closeknit.directory.vocabulary import claim_outcomes, telling_outcomes

LINK_HOLDS = timedelta(hours=24)
INVITATION_HOLDS = timedelta(days=14)
STEWARDS_DECIDE_FIRST = timedelta(days=14)
OBJECTION = timedelta(days=14)


class Telling(models.Model):
    """Somebody without an account told us about a group. It stays unpublished until it is decided.

    ``guest_email`` is there to say what became of it, and goes when that was said.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="tellings")
    guest_name = models.CharField(max_length=120, blank=True)
    guest_email = models.EmailField(blank=True)
    told_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=telling_outcomes, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"of {self.group_id} on {self.told_at:%Y-%m-%d}"

    def decide(self, outcome: str, at: datetime) -> None:
        """Write down what became of it, and forget who told us."""
        self.outcome, self.decided_at = outcome, at
        self.guest_name = self.guest_email = ""
        self.save(update_fields=["outcome", "decided_at", "guest_name", "guest_email"])


class Claim(models.Model):
    """A person asks to look after a group's page. One open claim for each person and group.

    ``key`` is the digest of what the link in the letter to the group's address holds; empty when
    no letter went out, or the claim is decided.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="claims")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims")
    words = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    key = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    key_sent_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=claim_outcomes, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("asked_at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(decided_at__isnull=True), name="claim_open_once"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, outcome="") | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="claim_decided_has_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.group_id}"

    @property
    def is_open(self) -> bool:
        return self.decided_at is None

    def link_holds(self, now: datetime) -> bool:
        """Whether the link in the letter may still be used."""
        return self.is_open and bool(self.key) and self.key_sent_at is not None and now < self.key_sent_at + LINK_HOLDS

    def decide(self, outcome: str, *, by: Any, reason: str, at: datetime) -> None:
        """Write down who decided what, and why. The link in the letter is of no use any more."""
        self.outcome, self.decided_by, self.reason, self.decided_at, self.key = outcome, by, reason[:500], at, ""
        self.save(update_fields=["outcome", "decided_by", "reason", "decided_at", "key"])


class Invitation(models.Model):
    """Somebody is asked, at this address alone, to help look after a group.

    ``is_hand_over``: whoever invited leaves when the other says yes. ``reassignment``: two organisers
    have decided so, and it holds whatever becomes of them. ``ended_at`` without ``accepted_by``: taken
    back or declined.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    key = models.CharField(max_length=64, unique=True, editable=False)
    is_hand_over = models.BooleanField(default=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations_sent"
    )
    reassignment = models.ForeignKey(
        "directory.Reassignment", on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    invited_at = models.DateTimeField(default=timezone.now)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations_taken"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-invited_at", "-id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "email"], condition=Q(ended_at__isnull=True), name="invitation_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"to {self.group_id} on {self.invited_at:%Y-%m-%d}"

    def is_open(self, now: datetime) -> bool:
        return self.ended_at is None and now < self.invited_at + INVITATION_HOLDS

    def end(self, at: datetime, *, accepted_by: Any = None) -> None:
        """Taken up by ``accepted_by``; without it declined, or taken back. The address is forgotten."""
        self.ended_at, self.accepted_by, self.email = at, accepted_by, ""
        self.save(update_fields=["ended_at", "accepted_by", "email"])


class Reassignment(models.Model):
    """Two organisers give the page of a group that nobody answers for to somebody new.

    Asked by one, agreed by another; the old stewards hear of it and may stop it for 14 days.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="reassignments")
    email = models.EmailField(blank=True)
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stopped_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("asked_at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(stopped_at__isnull=True, done_at__isnull=True),
                name="reassignment_open_once",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | Q(asked_by__isnull=True) | ~Q(agreed_by=F("asked_by")),
                name="reassignment_needs_two",
            ),
        ]

    def __str__(self) -> str:
        return f"of {self.group_id} on {self.asked_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.stopped_at is None and self.done_at is None

    @property
    def due_at(self) -> datetime | None:
        """When it is carried out, unless somebody stops it."""
        return self.agreed_at and self.agreed_at + OBJECTION

    def stop(self, by: Any, at: datetime) -> None:
        self.stopped_by, self.stopped_at, self.email = by, at, ""
        self.save(update_fields=["stopped_by", "stopped_at", "email"])
