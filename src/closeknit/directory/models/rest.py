from django.db import models
from django.utils.translation import gettext_lazy as _

from closeknit.directory.models.group import Group
from closeknit.directory.models.theme import Theme


class Rest(models.Model):
    """Since when a group sleeps or has closed, and what may wake it: streets and topics."""

    uuid = None  # found by its group, never shown by itself
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="rest")
    since = models.DateField(null=True, blank=True)
    streets = models.CharField(_("streets"), max_length=500, blank=True)
    topics = models.ManyToManyField(Theme, related_name="wakes", blank=True)

    def __str__(self) -> str:
        return f"{self.group_id} since {self.since}"
