"""What an import read, decided and did, row by row, so that it can be shown, resumed and undone."""

import json
import uuid
from datetime import date, datetime, time
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RowEncoder(json.JSONEncoder):
    """Stored rows as JSON, to the last microsecond."""

    def default(self, o: Any) -> Any:
        if isinstance(o, date | datetime | time):
            return o.isoformat()
        return str(o) if isinstance(o, uuid.UUID) else super().default(o)


def run_states() -> list[tuple[str, str]]:
    return ImportRun.State.choices


def row_outcomes() -> list[tuple[str, str]]:
    return ImportRow.Outcome.choices


def row_decisions() -> list[tuple[str, str]]:
    return ImportRow.Decision.choices


class ImportRun(models.Model):
    """One file read into the directory, from its first look to its undoing.

    ``position`` is the number of the last row that is done: an interrupted run goes on behind it.
    ``touched_at`` moves with every chunk, so a run whose worker died can be told from a busy one.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Waiting for its columns to be checked")
        STAGING = "staging", _("Being read")
        STAGED = "staged", _("Read, nothing changed yet")
        APPLYING = "applying", _("Being brought in")
        APPLIED = "applied", _("Brought in")
        STOPPED = "stopped", _("Stopped before the end")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")
        FAILED = "failed", _("Could not be read")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(max_length=100)
    file_name = models.CharField(max_length=255)
    file_format = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    columns = models.JSONField(default=list)  # the file's headings, in order
    mapping = models.JSONField(default=dict)  # heading → field of the dialect; "" is left out
    options = models.JSONField(default=dict)  # importing.options.Options, as given
    state = models.CharField(max_length=10, choices=run_states)
    message = models.TextField(blank=True)
    notes = models.JSONField(default=dict)  # remarks on the file as a whole → how often
    made_themes = models.JSONField(default=list)  # ids of themes that came with it
    position = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)  # its groups carry it as changed_at
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("-started_at", "-id")

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"


class ImportFile(models.Model):
    """An uploaded file, kept only until its run is brought in, undone or thrown away."""

    uuid = None  # reached only through its run
    run = models.OneToOneField(ImportRun, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"the file of run {self.run_id}"


class ImportRow(models.Model):
    """A row of the file: what it said, what was decided, and what stood there before.

    ``raw`` holds the cells in the order of the run's ``columns``; it is empty for a row that
    changed nothing. ``before`` holds the rows of every table of the group, for the undo.
    """

    class Outcome(models.TextChoices):
        CREATED = "created", _("New")
        UPDATED = "updated", _("Changed")
        UNCHANGED = "unchanged", _("The same as before")
        HELD = "held", _("Held back")

    class Decision(models.TextChoices):
        SAME = "same", _("It is the same group")
        NEW = "new", _("It is another group")

    uuid = None  # reached only through its run
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="import_rows")
    number = models.PositiveIntegerField()  # as a spreadsheet shows it: the header is row 1
    key = models.CharField(max_length=250, blank=True)  # by which the list's next edition finds it
    name = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=row_outcomes)
    reason = models.CharField(max_length=500, blank=True)  # why held; else a remark
    is_broken = models.BooleanField(default=False)  # its cells cannot be trusted
    raw = models.JSONField(default=list)
    before = models.JSONField(null=True, blank=True, encoder=RowEncoder)
    group = models.ForeignKey("directory.Group", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    like = models.ForeignKey(  # an existing group that this row may repeat
        "directory.Group", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decision = models.CharField(max_length=10, choices=row_decisions, blank=True)

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


class ListedAs(models.Model):
    """A group is also this entry of another list, as a person decided. The list it came from
    itself stands in ``Group.source`` and ``Group.external_id``."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey("directory.Group", on_delete=models.CASCADE, related_name="listings")
    source = models.CharField(max_length=100)
    external_id = models.CharField(max_length=200)
    mark = models.CharField(max_length=32, blank=True, editable=False)  # fingerprint of its row
    run = models.ForeignKey(ImportRun, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "external_id"], name="listed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} as {self.external_id} in {self.source}"
