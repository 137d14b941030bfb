import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from closeknit.networks.models.network import Network
from closeknit.networks.querysets import InvitationQuerySet
from closeknit.networks.vocabulary import PAUSE, InvitationAnswer, InvitedBy, invitation_answers, invited_ways


class Invitation(models.Model):
    """A group was asked to join a network: by mail, or by a printed letter. One open question for each group;
    whoever looks after the group answers, or an organiser writes down what it said."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="invitations")
    group = models.ForeignKey("directory.Group", on_delete=models.CASCADE, related_name="network_invitations")
    way = models.CharField(max_length=10, choices=invited_ways, default=InvitedBy.MAIL)
    words = models.TextField(blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    invited_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=10, choices=invitation_answers, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-invited_at", "-id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["network", "group"], condition=Q(answered_at=None), name="network_invitation_open_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="network_invitation_answered_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"to {self.group_id} on {self.invited_at:%Y-%m-%d}"

    @property
    def may_be_asked_on(self) -> date | None:
        """After a no: the day from which the group may be asked again, while it is not yet there."""
        if self.answer != InvitationAnswer.NO or self.answered_at is None:
            return None
        again = self.answered_at + PAUSE
        return timezone.localdate(again) if timezone.now() < again else None

    @property
    def is_open(self) -> bool:
        return self.answered_at is None
