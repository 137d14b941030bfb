import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.directory.models.group import Group


def ways_of_changing() -> list[tuple[str, str]]:
    return Revision.How.choices


class Revision(models.Model):
    """One change of a group's page: who, when, and what it said before and after.

    ``before`` and ``after`` hold the parts that differ, by their keys in ``editing.portrait``; None
    is a part that was not there. It outlives the group. Imports write none: they have their own undo.
    """

    class How(models.TextChoices):
        EDIT = "edit", _("Changed")
        SUGGESTION = "suggestion", _("Suggested and taken up")
        UNDO = "undo", _("Undone")
        OTHER = "other", _("Done by another group")  # a link, in the history of the group at its other end

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="revisions")
    group_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    how = models.CharField(max_length=12, choices=ways_of_changing, default=How.EDIT)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="revisions"
    )
    guest = models.CharField(max_length=120, blank=True)  # who suggested it, if they want to be named
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undoes = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="undone_by")

    class Meta:
        ordering = ("-id",)
        indexes: ClassVar = [models.Index(fields=["group", "-id"], name="revisions_of_group")]

    def __str__(self) -> str:
        return f"{self.group_name} on {self.at:%Y-%m-%d %H:%M}"
