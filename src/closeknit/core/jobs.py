"""Background work that gets done: tried again with growing pauses, taken up when its worker died, repeated on time.

A job is a django-tasks ``@task`` that may run twice and has one effect. Everything here is written
down in the tasks' own table, so each of these verbs may be called by several workers, or twice.
"""

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

ATTEMPTS = 5
FIRST_PAUSE = timedelta(seconds=30)  # then four times as long each time: 2, 8, 32 minutes
LOST_AFTER = timedelta(hours=6)  # for a worker on another machine, which we cannot ask
KEPT_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Repeated:
    """A task that is wanted again and again."""

    task: Task
    pause: timedelta


_repeated: dict[str, Repeated] = {}


def every(**pause: float) -> Callable[[Task], Task]:
    """``@every(hours=24)`` above ``@task()``: run it so often, counted from start to start."""

    def register(task: Task) -> Task:
        _repeated[task.module_path] = Repeated(task, timedelta(**pause))
        return task

    return register


Steady = Callable[[Callable[[], bool]], int]
_steady: list[Steady] = []


def steadily(work: Steady) -> Steady:
    """``@steadily`` above work that every worker does all the time, in a thread of its own, so that it
    waits for no long job. It is asked again and again, asks ``is_over`` between its steps, and returns
    how much it did; nothing to do must cost next to nothing."""
    _steady.append(work)
    return work


def steady_work() -> tuple[Steady, ...]:
    return tuple(_steady)


def worker_name() -> str:
    """Says where a worker runs, so that its end can be noticed."""
    return f"{socket.gethostname()[:30]}/{os.getpid()}/{get_random_string(8)}"


def keep_house(me: str) -> None:
    """What a worker does now and then beside its work. Costs three queries when all is well,
    and one for each repeated task."""
    now = timezone.now()
    take_up_lost(now, me)
    try_again(now)
    tick(now)
    old = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT_FOR)
    if old.exists():  # a deletion takes the write lock, so only when there is one
        old.delete()


def take_up_lost(now: datetime, me: str) -> int:
    """Put back what a dead worker left unfinished; what has killed its worker too often has failed."""
    lost = [row for row in DBTaskResult.objects.running() if _is_lost(row, now, me)]
    for row in lost:
        spent = len(row.worker_ids) >= ATTEMPTS
        _unless_changed(row).update(
            status=TaskResultStatus.FAILED if spent else TaskResultStatus.READY,
            finished_at=now if spent else None,
        )
    return len(lost)


def try_again(now: datetime) -> int:
    """Put back what has failed and has attempts left, each time after a longer pause."""
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - KEPT_FOR)
    again = [row for row in failed if len(row.worker_ids) < ATTEMPTS]
    for row in again:
        pause = FIRST_PAUSE * 4 ** max(0, len(row.worker_ids) - 1)
        _unless_changed(row).update(status=TaskResultStatus.READY, run_after=row.finished_at + pause, finished_at=None)
    return len(again)


def tick(now: datetime) -> int:
    """Enqueue each repeated task whose time has come and that is not waiting already."""
    if not _due(now):
        return 0
    with exclusive_transaction():
        if connection.vendor == "postgresql":
            connection.cursor().execute("SELECT pg_advisory_xact_lock(8264301)")  # one tick at a time
        due = _due(now)
        for item in due:
            item.task.enqueue()
    return len(due)


def _due(now: datetime) -> list[Repeated]:
    """Costs one query for each repeated task."""
    unfinished = Q(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING))
    return [
        item
        for path, item in _repeated.items()
        if not DBTaskResult.objects.filter(task_path=path)
        .filter(unfinished | Q(enqueued_at__gt=now - item.pause))
        .exists()
    ]


def _is_lost(row: DBTaskResult, now: datetime, me: str) -> bool:
    worker = row.worker_ids[-1] if row.worker_ids else ""
    host, _, rest = worker.partition("/")
    number = rest.partition("/")[0]
    if host != me.partition("/")[0] or not number.isdecimal():
        return row.started_at is None or row.started_at < now - LOST_AFTER
    if worker == me:
        return False
    return int(number) == os.getpid() or not _is_alive(int(number))


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _unless_changed(row: DBTaskResult) -> Any:
    """The row as it was read: another worker that was quicker wins."""
    return DBTaskResult.objects.filter(pk=row.pk, status=row.status, started_at=row.started_at)
