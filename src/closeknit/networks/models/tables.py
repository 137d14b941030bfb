from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from closeknit.networks import meeting_codes
from closeknit.networks.meeting_vocabulary import TableKind, table_kinds
from closeknit.networks.models.meetings import Meeting
from closeknit.networks.models.priority import Priority


class Table(models.Model):
    """A break-out group with a topic, or the desk at the door (number 0). Whoever has its ``code``, from the
    sheet on it, writes for it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="tables")
    kind = models.CharField(max_length=10, choices=table_kinds, default=TableKind.TABLE)
    number = models.PositiveSmallIntegerField()
    topic = models.CharField(_("topic"), max_length=160, blank=True)
    question = models.CharField(_("what to ask the table"), max_length=300, blank=True)
    priority = models.ForeignKey(Priority, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=10, unique=True, default=meeting_codes.table_code, editable=False)

    class Meta:
        ordering = ("number", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="table_numbered_once"),
            models.CheckConstraint(
                condition=Q(kind=TableKind.DESK, number=0) | Q(kind=TableKind.TABLE, number__gte=1),
                name="table_nought_is_the_desk",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    def get_absolute_url(self) -> str:
        """Where its tablet writes. The code in it is a key: shown only to those who run the meeting."""
        return reverse("networks:hall", args=[self.code])

    @property
    def is_desk(self) -> bool:
        return self.kind == TableKind.DESK
