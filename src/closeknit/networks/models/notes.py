"""What was written down at a meeting, and how it read before."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.commitments.vocabulary import Sight, sights
from closeknit.networks.meeting_querysets import NoteQuerySet
from closeknit.networks.meeting_vocabulary import NoteKind, note_kinds
from closeknit.networks.models.dots import Cluster
from closeknit.networks.models.meetings import Meeting
from closeknit.networks.models.priority import Priority
from closeknit.networks.models.tables import Table


class Note(models.Model):
    """One note of a table; without a table it was written on the board. ``id`` is its place in the order, given
    by the server: ``written_at`` is only what the tablet's clock said. ``version`` rises with each change, and
    two changes of the same version are both kept: the later as a note of its own with ``conflict_of``.

    A private note is for those who run the network alone: never on the board for all, never in an output.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes")
    table = models.ForeignKey(Table, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes")
    client_id = models.UUIDField()
    kind = models.CharField(max_length=10, choices=note_kinds, default=NoteKind.SAID)
    text = models.TextField(_("in the words of the table"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    guest_name = models.CharField(_("who took the note"), max_length=120, blank=True)
    device = models.UUIDField(null=True, blank=True)
    priority = models.ForeignKey(Priority, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes")
    place_words = models.CharField(_("where, in words"), max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    is_private = models.BooleanField(default=False)
    cluster = models.ForeignKey(Cluster, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes")
    conflict_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="others")
    version = models.PositiveIntegerField(default=1)
    seq = models.BigIntegerField(default=0)
    sight = models.CharField(max_length=10, choices=sights, default=Sight.SHOWN)
    written_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[NoteQuerySet] = NoteQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "client_id"], name="note_once"),
            models.CheckConstraint(
                condition=Q(lat=None, lng=None) | Q(lat__range=(-90, 90), lng__range=(-180, 180)),
                name="note_somewhere_or_nowhere",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["meeting", "seq"], name="note_since")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.created_at:%H:%M}"

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#note-{self.uuid}"

    @property
    def is_shown(self) -> bool:
        return self.sight == Sight.SHOWN


class NoteBefore(models.Model):
    """How a note read before it was changed; ``client_id`` is the number of the change."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="before")
    client_id = models.UUIDField()
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=note_kinds)
    text = models.TextField(_("how it read before"))
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("version",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note", "version"], name="note_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.note_id} {self.version}"
