import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.directory.models.group import Group
from closeknit.directory.querysets import ContactMessageQuerySet

WORTH_TRYING = timedelta(days=30)


class ContactMessage(models.Model):
    """A visitor's message to a group, relayed by mail; neither sees the other's address before they
    answer. Its words and who wrote them are kept here until the outbox has them (at once, if the group
    has an address), or for 30 days."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="messages")
    name = models.CharField(_("your name"), max_length=120)
    email = models.EmailField(_("your e-mail address"))
    text = models.TextField(_("your message"))
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ContactMessageQuerySet] = ContactMessageQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["created_at"],
                name="message_unsent",
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"to {self.group_id} on {self.created_at:%Y-%m-%d}"

    def hand_on(self, at: datetime) -> bool:
        """Remember when the note was handed to the outbox, and forget here what it said and who wrote it.
        False if somebody else has done so meanwhile. This object in memory keeps the words."""
        unsent = type(self).objects.unsent().filter(pk=self.pk)
        return bool(unsent.update(sent_at=at, name="", email="", text=""))
