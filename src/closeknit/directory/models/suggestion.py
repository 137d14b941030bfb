import uuid
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.conversation.models import Case
from closeknit.directory.models.group import Group
from closeknit.directory.models.revision import Revision

PATIENCE = timedelta(days=14)  # then the organisers are asked


class SuggestionQuerySet(models.QuerySet):
    def in_sight(self) -> Self:
        """Without those that moderators have hidden."""
        return self.exclude(pk__in=Case.objects.hiding("directory.suggestion").values("thing_id"))

    def waiting(self) -> Self:
        """Those that nobody has answered yet, the oldest first."""
        return self.filter(decided_at=None).order_by("id")

    def for_organisers(self, now: datetime) -> Self:
        """Waiting too long for the group's stewards, or for a group without any."""
        return self.waiting().filter(Q(created_at__lte=now - PATIENCE) | Q(handed_on_at__isnull=False))


class Suggestion(models.Model):
    """What somebody thinks should be changed on a group's page, field by field.

    ``before`` holds what the page said when it was written, ``wanted`` what it should say. The name
    and the address of a guest are kept for the answer only.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="suggestions")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="suggestions"
    )
    guest_name = models.CharField(_("your name"), max_length=120, blank=True)
    guest_email = models.EmailField(_("your e-mail address"), blank=True)
    wants_to_be_named = models.BooleanField(default=False)
    before = models.JSONField(default=dict)
    wanted = models.JSONField(default=dict)
    reason = models.TextField(_("why"), blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    handed_on_at = models.DateTimeField(null=True, blank=True)  # when the organisers were asked
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="suggestions_decided"
    )
    taken = models.JSONField(default=list)  # the keys that were taken up, also in other words
    answer = models.TextField(_("answer"), blank=True)
    revision = models.OneToOneField(
        Revision, on_delete=models.SET_NULL, null=True, blank=True, related_name="suggestion"
    )

    objects: ClassVar[SuggestionQuerySet] = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes: ClassVar = [
            models.Index(fields=["created_at"], name="suggestion_waiting", condition=Q(decided_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"for {self.group_id} on {self.created_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("directory:suggestion", args=[self.group.slug, self.uuid])

    @property
    def is_taken_back(self) -> bool:
        """Ended by its own author: an answer has words, or takes something up."""
        return self.decided_at is not None and self.decided_by_id == self.by_id and not (self.taken or self.answer)

    @property
    def credit(self) -> str:
        """The name to be shown with the change, if its author wants one."""
        if not self.wants_to_be_named:
            return ""
        return self.by.name if self.by else self.guest_name
