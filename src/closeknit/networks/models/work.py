import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from closeknit.networks.models.priority import Priority
from closeknit.networks.querysets import WorkQuerySet


class Work(models.Model):
    """A group works on a priority, from a day until another, by its own steward's word (``decided_by``)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="works")
    group = models.ForeignKey("directory.Group", on_delete=models.CASCADE, related_name="network_works")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[WorkQuerySet] = WorkQuerySet.as_manager()

    class Meta:
        ordering = ("since", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["priority", "group"], condition=Q(until=None), name="works_on_it_once"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} on {self.priority_id}"
