"""What a worker does for imports. Each may run twice, or be taken up by another, with one effect."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _
from django_tasks import task

from closeknit.core.errors import Spoken
from closeknit.directory.importing import runs, undoing
from closeknit.directory.models import ImportRun

log = logging.getLogger("closeknit")
State = ImportRun.State
SMALL_FILE = 150_000  # bytes; read at once, while the person waits
FEW_ROWS = 400
AFTER_A_BUG = {State.STAGING: State.FAILED, State.APPLYING: State.STOPPED, State.UNDOING: State.UNDOING}


@task()
def stage_import(number: str) -> None:
    """Read an uploaded file."""
    _carry_out(number, (State.STAGING,), runs.stage)


@task()
def apply_import(number: str) -> None:
    """Bring staged rows in."""
    _carry_out(number, (State.APPLYING,), runs.apply)


@task()
def undo_import(number: str) -> None:
    """Take a run back."""
    _carry_out(number, (State.UNDOING,), undoing.undo)


def begin(job: Any, run: ImportRun, *, at_once: bool) -> None:
    """Let a worker do it, or do it now where that takes no time."""
    if at_once:
        job.func(str(run.uuid))
    else:
        transaction.on_commit(partial(job.enqueue, str(run.uuid)))


def _carry_out(number: str, states: tuple[str, ...], verb: Callable[[ImportRun], None]) -> None:
    """Only while the run still wants it. A "no" or a bug is told by the run's page, not tried again."""
    run = ImportRun.objects.filter(uuid=number, state__in=states).first()
    if run is None:
        return
    try:
        verb(run)
    except Spoken as no:
        ImportRun.objects.filter(pk=run.pk, state=State.STAGING).update(state=State.FAILED, message=no.message)
    except OperationalError:
        raise  # the database is busy or away: a worker tries again by and by
    except Exception:
        log.exception("Import %s ended in a bug", run.uuid)
        _own_up(ImportRun.objects.get(pk=run.pk))


def _own_up(run: ImportRun) -> None:
    """Say on the run's page that it was our fault. What was done before is done whole."""
    came_to = run.position - 1 if run.state == State.UNDOING else run.position + 1
    message = _(
        "Something went wrong on our side when we came to row %(number)d. Nothing is lost, and no row is half done."
        " Please try again. If it happens again, tell the person who keeps this website running."
    ) % {"number": max(came_to, 2)}  # row 1 holds the headings
    after = AFTER_A_BUG.get(State(run.state), run.state)
    ImportRun.objects.filter(pk=run.pk, state=run.state).update(state=after, message=message)
