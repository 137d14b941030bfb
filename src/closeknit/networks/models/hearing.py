"""Who was told of what, and who wants to hear nothing more."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from closeknit.networks.models.interest import Interest
from closeknit.networks.models.network import Network


class Told(models.Model):
    """This interest heard of this meeting, so that nobody hears twice."""

    uuid = None  # a mark on an interest, never shown by itself
    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="told")
    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["interest", "about_kind", "about_id"], name="interest_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.interest_id} of {self.about_kind} {self.about_id}"


class Quiet(models.Model):
    """An address that wants no more letters of this network, as a keyed hash: it outlives the interest, the
    account and every list that is typed in again."""

    uuid = None  # a keyed hash is all that is known of it
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="quiet")
    mark = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["network", "mark"], name="network_quiet_once")]

    def __str__(self) -> str:
        return f"for {self.network_id}"
