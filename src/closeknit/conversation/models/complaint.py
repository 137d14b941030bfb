import uuid
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.conversation.querysets import ComplaintQuerySet
from closeknit.conversation.vocabulary import CameHow, complaint_steps, ways_of_coming

ANSWER_WITHIN = timedelta(days=30)


class Complaint(models.Model):
    """Somebody says that their data was not handled rightly. It is open until its log has an answer.

    Kept apart from moderation: only the people who run the hub see it. ``answered_at`` is the time of
    the log's answer.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_id = models.UUIDField(unique=True)  # the form's own number: sent twice it is one
    guest_name = models.CharField(_("your name"), max_length=120)
    guest_email = models.EmailField(_("your e-mail address"), blank=True)
    contact = models.CharField(_("telephone or postal address"), max_length=300, blank=True)
    words = models.TextField(_("what went wrong"))
    came_how = models.CharField(_("how it came"), max_length=10, choices=ways_of_coming, default=CameHow.FORM)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ComplaintQuerySet] = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ("due_at", "id")
        indexes: ClassVar = [models.Index(fields=["answered_at", "due_at"], name="complaint_by_due")]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("conversation:complaint", args=[self.uuid])

    @property
    def reference(self) -> str:
        """What one says on the telephone."""
        return f"C-{self.pk:05d}"


class ComplaintEntry(models.Model):
    """One line of a complaint's log."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="log")
    step = models.CharField(max_length=10, choices=complaint_steps)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.TextField(blank=True)
    days_left = models.SmallIntegerField(null=True, blank=True)  # of a reminder

    class Meta:
        ordering = ("at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["complaint", "step", "days_left"], name="reminded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.step}"
