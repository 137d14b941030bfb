"""What an import read, decided and did, row by row, so that it can be shown, resumed and undone."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """One file read into the directory, from its first look to its undoing."""

    class State(models.TextChoices):
        STAGED = "staged", _("Read, nothing changed yet")
        APPLYING = "applying", _("Being brought in")
        APPLIED = "applied", _("Brought in")
        STOPPED = "stopped", _("Stopped before the end")
        UNDONE = "undone", _("Undone")
        FAILED = "failed", _("Could not be read")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(max_length=100)
    file_name = models.CharField(max_length=255)
    file_format = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)  # column → field
    state = models.CharField(max_length=10, choices=lambda: ImportRun.State.choices)
    message = models.TextField(blank=True)
    rows = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-started_at", "-id")

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"


class ImportRow(models.Model):
    """A row of the file: what it said, what was decided, and what stood there before."""

    class Outcome(models.TextChoices):
        CREATED = "created", _("New")
        UPDATED = "updated", _("Changed")
        UNCHANGED = "unchanged", _("The same as before")
        HELD = "held", _("Held back")

    uuid = None  # reached only through its run
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="import_rows")
    number = models.PositiveIntegerField()  # as a spreadsheet shows it: the header is row 1
    outcome = models.CharField(max_length=10, choices=lambda: ImportRow.Outcome.choices)
    reason = models.CharField(max_length=500, blank=True)
    raw = models.JSONField(default=dict)
    before = models.JSONField(null=True, blank=True)  # the group's state before, for the undo
    group = models.ForeignKey(
        "directory.Group", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    like = models.ForeignKey(  # an existing group that this row may repeat
        "directory.Group", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("run", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "number"], name="import_row_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["run", "outcome", "number"], name="import_rows_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"row {self.number}: {self.outcome}"
