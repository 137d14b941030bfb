"""Takes a run through its file, a chunk at a time, each chunk in a transaction of its own.

Whatever ends it (Ctrl-C, a power cut, kill -9), what is done is done whole, and the run's
``position`` says where to go on. Two processes cannot go on with the same run.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice

from django.db import DataError, IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.core.errors import Refused
from closeknit.core.progress import Progress, silent
from closeknit.directory.importing import bulk
from closeknit.directory.importing.judging import Decision, Judge
from closeknit.directory.importing.plans import Outcome, Plan
from closeknit.directory.importing.readers import RawRow
from closeknit.directory.importing.storing import Store
from closeknit.directory.importing.themes import make_themes
from closeknit.directory.indexing import reindex
from closeknit.directory.keeping_safe import without_cells_that_tell
from closeknit.directory.models import ImportRow, ImportRun

log = logging.getLogger("closeknit")
CHUNK = 2_000
State = ImportRun.State
ROW_COLUMNS = (
    "run_id", "number", "key", "name", "outcome", "reason", "is_broken", "raw", "before", "group_id", "like_id",
    "decision",
)  # fmt: skip


class Interrupted(Refused):
    """Somebody stopped the run, or goes on with it elsewhere."""


class Pipeline:
    """``writes`` is False for a dry run, which only keeps the rows and what would become of them."""

    def __init__(self, run: ImportRun, *, writes: bool, keeps_all: bool = False) -> None:
        self.run = run
        self.writes = writes
        self._keeps_all = keeps_all or not writes  # also the cells of rows that change nothing
        self._judge = Judge(run)
        self._state = State.APPLYING if writes else State.STAGING
        if writes and self._judge.options.makes_themes:
            self._judge.make_themes = partial(make_themes, run, self._judge.vocabulary)

    def take(self, rows: Iterable[RawRow], progress: Progress = silent, total: int | None = None) -> None:
        """All rows of the file, from its first; those up to the run's position are passed over."""
        done = 0
        for chunk in _chunks(rows):
            todo = [row for row in chunk if row.number > self.run.position]
            self._judge.skip([row for row in chunk if row.number <= self.run.position])
            if todo:
                self.take_chunk(todo)
            done += len(chunk)
            progress(done, total)

    @transaction.atomic
    def take_chunk(self, rows: Sequence[RawRow]) -> list[Plan]:
        """Judge, write, remember, index: whole or not at all."""
        self._lock()
        plans = self._judge.judge(rows, _decisions(self.run, rows))
        changed = self._write(plans) if self.writes else []
        self._keep(plans)
        self._count(plans)
        if changed:
            reindex(changed)
        return plans

    @transaction.atomic
    def take_again(self, row: ImportRow) -> Plan:
        """One held row, about which a person has decided; the counts follow."""
        ImportRun.objects.select_for_update().get(pk=self.run.pk)
        if not ImportRow.objects.filter(pk=row.pk, outcome=Outcome.HELD).exists():
            raise Interrupted(_("There is nothing to decide about this row any more."))
        decision = Decision(row.decision, row.like_id)
        plan = self._judge.judge_again(RawRow(row.number, row.raw), row.key, decision)
        changed = self._write([plan]) if self.writes else []
        self._keep([plan])
        ImportRun.objects.filter(pk=self.run.pk).update(held=F("held") - 1)
        ImportRun.objects.filter(pk=self.run.pk).update(**{str(plan.outcome): F(str(plan.outcome)) + 1})
        if changed:
            reindex(changed)
        return plan

    def _write(self, plans: Sequence[Plan]) -> list[int]:
        """All at once. Where the database refuses, the halves by themselves, down to the row that it
        does not take, which is held: one odd row never keeps the others out."""
        try:
            with transaction.atomic():
                return Store(self._judge, self.run.applied_at or timezone.now()).write(plans)
        except (IntegrityError, DataError, ValueError, OverflowError):
            if len(plans) > 1:
                middle = len(plans) // 2
                return [*self._write(plans[:middle]), *self._write(plans[middle:])]
            log.warning("row %s of import %s cannot be stored", plans[0].row.number, self.run.uuid, exc_info=True)
            plans[0].refuse(_("It cannot be stored: a number in it belongs to another group, or a cell is too long."))
            return []

    def _lock(self) -> None:
        """From here on the run is ours until the chunk is stored; a no if it is somebody else's."""
        held = ImportRun.objects.select_for_update().get(pk=self.run.pk)
        if held.state != self._state:
            raise Interrupted(_("The import was stopped. What was brought in so far is here to stay."))
        if held.position != self.run.position:
            raise Interrupted(_("Another process is going on with this import."))

    def _keep(self, plans: Sequence[Plan]) -> None:
        """Remember the rows. Those of a dry run are kept whole, for bringing them in later."""
        numbers = [plan.row.number for plan in plans]
        ImportRow.objects.filter(run=self.run, number__range=(numbers[0], numbers[-1])).delete()
        rows = [self._row(plan) for plan in plans]
        bulk.insert(ImportRow, ROW_COLUMNS, rows)

    def _row(self, plan: Plan) -> tuple[object, ...]:
        is_new = plan.outcome == Outcome.CREATED and not self.writes
        raw = plan.row.cells if self._keeps_all or plan.outcome != Outcome.UNCHANGED else []
        if self.writes and plan.record and plan.record["is_sensitive"]:
            raw = without_cells_that_tell(raw, self.run)
        return (
            self.run.pk,
            plan.row.number,
            plan.key if plan.outcome == Outcome.HELD else "",
            plan.name,
            str(plan.outcome),
            plan.reason[:500],
            bool(plan.row.problem),
            raw,
            plan.before,
            None if is_new else plan.group_id,
            plan.like_id,
            plan.decision,
        )

    def _count(self, plans: Sequence[Plan]) -> None:
        outcomes = Counter(str(plan.outcome) for plan in plans)
        last = plans[-1].row.number
        ImportRun.objects.filter(pk=self.run.pk).update(
            rows=F("rows") + len(plans),
            position=last,
            touched_at=timezone.now(),
            **{name: F(name) + outcomes[name] for name in Outcome.values},
        )
        self.run.position = last

    def notes(self) -> dict[str, int]:
        """Remarks on the file as a whole, after the last row."""
        words = self._judge.unknown.most_common(20)
        if not words:
            return {}
        told = ", ".join(f"{word} ({count})" for word, count in words)
        return {_("These words are no themes here: %(words)s.") % {"words": told}: sum(self._judge.unknown.values())}


def _chunks(rows: Iterable[RawRow]) -> Iterator[list[RawRow]]:
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _decisions(run: ImportRun, rows: Sequence[RawRow]) -> dict[int, Decision]:
    """What a person has said of these rows while they were staged or held."""
    decided = ImportRow.objects.filter(run=run, number__range=(rows[0].number, rows[-1].number)).exclude(decision="")
    return {row.number: Decision(row.decision, row.like_id) for row in decided}
