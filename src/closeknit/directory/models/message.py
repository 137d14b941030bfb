import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.directory.models.group import Group
from closeknit.directory.querysets import ContactMessageQuerySet

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
WORTH_TRYING = timedelta(days=30)


class ContactMessage(models.Model):
    """A visitor's message to a group, relayed by mail; neither sees the other's address
    before they answer. Kept until it was sent, or for 30 days, then its words and who wrote them are cleared."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="messages")
    name = models.CharField(_("your name"), max_length=120)
    email = models.EmailField(_("your e-mail address"))
    text = models.TextField(_("your message"))
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[ContactMessageQuerySet] = ContactMessageQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["next_attempt_at"], name="message_waiting", condition=Q(sent_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"to {self.group_id} on {self.created_at:%Y-%m-%d}"

    def mark_sent(self, at: datetime) -> None:
        """Remember when the note went out, and forget what it said and who wrote it."""
        self.sent_at = at
        self.name = self.email = self.text = ""
        self.save(update_fields=["sent_at", "name", "email", "text"])

    def put_off(self, now: datetime) -> bool:
        """Try again later: after a minute, then twice as long each time, up to six hours. False if
        somebody else has taken the note meanwhile."""
        wait = min(FIRST_WAIT * 2 ** min(self.attempts, 12), LONGEST_WAIT)
        as_read = type(self).objects.unsent().filter(pk=self.pk, attempts=self.attempts)
        return bool(as_read.update(attempts=F("attempts") + 1, next_attempt_at=now + wait))
