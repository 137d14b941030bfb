import uuid
from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.networks.models.network import Network
from closeknit.networks.querysets import MailingQuerySet
from closeknit.networks.vocabulary import MailingState, mailing_states


class Mailing(models.Model):
    """A letter from the organisers to all who belong to a network or want to hear of it. It stays a draft until
    somebody has seen who gets it. ``letters`` is how many were posted."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="mailings")
    subject = models.CharField(_("subject"), max_length=150)
    text = models.TextField(_("letter"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=mailing_states, default=MailingState.DRAFT)
    letters = models.PositiveIntegerField(default=0)
    client_id = models.UUIDField(unique=True, default=uuid4)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[MailingQuerySet] = MailingQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return self.subject

    @property
    def is_draft(self) -> bool:
        return self.state == MailingState.DRAFT

    @property
    def post_name(self) -> str:
        """How the names of its letters in the outbox begin."""
        return f"network-{self.network_id}-mailing-{self.uuid}-"
