"""What a worker does for imports. Each may run twice, or be taken up by another, with one effect."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django_tasks import task

from closeknit.core.errors import Spoken
from closeknit.directory.importing import runs, undoing
from closeknit.directory.models import ImportRun

SMALL_FILE = 150_000  # bytes; read at once, while the person waits
FEW_ROWS = 400


@task()
def stage_import(number: str) -> None:
    """Read an uploaded file."""
    _carry_out(number, (ImportRun.State.STAGING,), runs.stage)


@task()
def apply_import(number: str) -> None:
    """Bring staged rows in."""
    _carry_out(number, (ImportRun.State.APPLYING,), runs.apply)


@task()
def undo_import(number: str) -> None:
    """Take a run back."""
    _carry_out(number, (ImportRun.State.UNDOING,), undoing.undo)


def begin(job: Any, run: ImportRun, *, at_once: bool) -> None:
    """Let a worker do it, or do it now where that takes no time."""
    if at_once:
        job.func(str(run.uuid))
    else:
        transaction.on_commit(partial(job.enqueue, str(run.uuid)))


def _carry_out(number: str, states: tuple[str, ...], verb: Callable[[ImportRun], None]) -> None:
    """Only while the run still wants it. A "no" is told by the run's page, not tried again."""
    run = ImportRun.objects.filter(uuid=number, state__in=states).first()
    if run is None:
        return
    try:
        verb(run)
    except Spoken as no:
        ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.STAGING).update(
            state=ImportRun.State.FAILED, message=no.message
        )
