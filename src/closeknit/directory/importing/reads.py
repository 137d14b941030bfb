"""What the pages about imports show. Each read costs a constant number of queries."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from closeknit.algorithms.cells import neutralise, restore
from closeknit.core.paging import Pages, pages_of
from closeknit.directory.importing.columns import WHY_HELD
from closeknit.directory.models import ImportFile, ImportRow, ImportRun

ON_A_PAGE = 50
SILENT_FOR = timedelta(minutes=2)  # then the worker has probably died
BUSY = (ImportRun.State.STAGING, ImportRun.State.APPLYING, ImportRun.State.UNDOING)
Outcome = ImportRow.Outcome


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows came to this, and where they are listed."""

    code: str
    label: str
    number: int
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class RunPage:
    """A run with the rows of one outcome."""

    run: ImportRun
    counts: list[Count]
    chosen: str
    rows: list[ImportRow]
    pages: Pages
    done: int
    total: int
    is_busy: bool
    is_silent: bool
    has_file: bool  # so that its columns can be chosen again

    @property
    def can_apply(self) -> bool:
        return self.run.state == ImportRun.State.STAGED and self.run.created + self.run.updated > 0

    @property
    def can_go_on(self) -> bool:
        return self.run.state == ImportRun.State.STOPPED or self.is_silent

    @property
    def can_undo(self) -> bool:
        state = self.run.state
        return self.run.applied_at is not None and state in (ImportRun.State.APPLIED, ImportRun.State.STOPPED)

    @property
    def can_be_thrown_away(self) -> bool:
        return self.run.state in (ImportRun.State.UPLOADED, ImportRun.State.STAGED, ImportRun.State.FAILED)

    @property
    def can_decide(self) -> bool:
        return self.run.state in (ImportRun.State.STAGED, ImportRun.State.APPLIED)


def run_page(run: ImportRun, *, outcome: str, page: str, now: datetime) -> RunPage:
    """Costs four queries besides the run itself."""
    chosen = outcome if outcome in Outcome.values else (Outcome.HELD if run.held else "")
    rows = run.import_rows.select_related("group", "like").defer("before", "raw").order_by("number")
    if chosen:
        rows = rows.filter(outcome=chosen)
    current = Paginator(rows, ON_A_PAGE).get_page(page)
    total = ImportRow.objects.filter(run=run).count()
    is_busy = run.state in BUSY
    return RunPage(
        run=run,
        counts=[_count(run, code, chosen) for code in Outcome.values],
        chosen=chosen,
        rows=list(current.object_list),
        pages=pages_of(current, outcome=chosen),
        done=run.rows if run.state != ImportRun.State.UNDOING else max(0, run.rows - run.position),
        total=total if run.state == ImportRun.State.APPLYING else run.rows,
        is_busy=is_busy,
        is_silent=is_busy and (run.message != "" or now > run.touched_at + SILENT_FOR),
        has_file=ImportFile.objects.filter(run=run).exists(),
    )


def _count(run: ImportRun, code: str, chosen: str) -> Count:
    label = str(Outcome(code).label)
    return Count(code, label, getattr(run, code), f"?{urlencode({'outcome': code})}", code == chosen)


def past_runs() -> QuerySet[ImportRun]:
    """All runs, the newest first."""
    return ImportRun.objects.select_related("started_by").defer("columns", "mapping", "notes")[:100]


def held_rows_file(run: ImportRun) -> Iterator[bytes]:
    """The held rows as a CSV that can be mended and imported again: the file's own columns, and why.
    Cells beyond the last heading stand behind the why, so that the row is held again until it is mended.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    own = [place for place, column in enumerate(run.columns) if column != WHY_HELD]
    writer.writerow([*(neutralise(run.columns[place]) for place in own), WHY_HELD])
    rows = ImportRow.objects.filter(run=run, outcome=Outcome.HELD).order_by("number")
    yield b"\xef\xbb\xbf"
    for kept, reason, number in rows.values_list("raw", "reason", "number").iterator(chunk_size=1_000):
        raw = [neutralise(restore(cell)) for cell in kept]  # what was held before is not marked twice
        cells = [raw[place] if place < len(raw) else "" for place in own]
        why = _("row %(number)d: %(reason)s") % {"number": number, "reason": reason}
        writer.writerow([*cells, why, *raw[len(run.columns) :]])
        yield buffer.getvalue().encode("utf-8", "replace")
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode("utf-8", "replace")
