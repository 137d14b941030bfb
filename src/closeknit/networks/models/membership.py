from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from closeknit.networks.models.network import Network
from closeknit.networks.querysets import MembershipQuerySet


class Membership(models.Model):
    """A group, or a person for themselves, belongs to a network from a day until another. A group joins by its
    own steward's decision (``decided_by``); who comes back gets a new row."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="memberships")
    group = models.ForeignKey(
        "directory.Group", on_delete=models.CASCADE, null=True, blank=True, related_name="network_memberships"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("since", "id")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(group__isnull=True) ^ Q(person__isnull=True), name="member_is_one"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="member_leaves_after_joining"
            ),
            models.UniqueConstraint(
                fields=["network", "group"],
                condition=Q(until=None, group__isnull=False),
                name="group_member_once",
            ),
            models.UniqueConstraint(
                fields=["network", "person"],
                condition=Q(until=None, person__isnull=False),
                name="person_member_once",
            ),
        ]

    def __str__(self) -> str:
        return f"of {self.network_id} since {self.since:%Y-%m-%d}"
