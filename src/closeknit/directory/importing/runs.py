"""The verbs of an import: begin, stage, apply, stop, decide. ``undoing`` has the last one."""

import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import PureWindowsPath
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.algorithms.text import clean_line
from closeknit.core.errors import Refused
from closeknit.core.progress import Progress, silent
from closeknit.directory.importing.columns import PICTURES, SAMPLE, checked, corrected, guess, mapping_of
from closeknit.directory.importing.options import Options
from closeknit.directory.importing.pipeline import CHUNK, Pipeline
from closeknit.directory.importing.readers import RawRow, Table, Unreadable, open_table
from closeknit.directory.importing.ties import tie_up
from closeknit.directory.models import ImportFile, ImportRow, ImportRun

State = ImportRun.State
GOING_ON = (State.APPLYING, State.STOPPED)


@dataclass(slots=True)
class Opened:
    """A file that is ready to be read: its rows, and the first of them to show."""

    table: Table
    rows: Iterator[RawRow]
    sample: list[list[str]]
    mapping: dict[str, str]


def look_into(
    file: BinaryIO, *, file_format: str = "", options: Options, wishes: Mapping[str, str] | None = None
) -> Opened:
    """Open the file and match its columns, as far as it can be guessed and as it was wished."""
    table = open_table(file, file_format=file_format, sheet=options.sheet)
    first = list(islice(table.rows, SAMPLE))
    sample = [row.cells for row in first if not row.problem]
    mapping = corrected(mapping_of(guess(table.columns, sample)), wishes or {})
    return Opened(table, chain(first, table.rows), sample, mapping)


def plain_name(file_name: str) -> str:
    """A file's name without its folders, and without what no database keeps."""
    return clean_line(PureWindowsPath(file_name).name)[:255]


def source_of(file_name: str) -> str:
    """The list's name, from the file's: without the ending, a browser's “(1)”, or our “-held”."""
    stem = re.sub(r"\.(csv|tsv|txt|xlsx|geojson|json)$", "", plain_name(file_name), flags=re.IGNORECASE)
    return re.sub(r"(\s*\(\d+\)|[-.]held)+$", "", stem)[:100] or "import"


def fingerprint(file: BinaryIO) -> str:
    """SHA-256 of the whole file."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def import_file(  # noqa: PLR0913 - each is a choice of the person who imports
    file: BinaryIO,
    *,
    name: str,
    source: str = "",
    file_format: str = "",
    wishes: Mapping[str, str] | None = None,
    options: Options | None = None,
    dry_run: bool = False,
    by: Any = None,
    progress: Progress = silent,
) -> ImportRun:
    """Bring a file in from beginning to end, or go on with a run of it that was interrupted.

    A dry run keeps its rows too, so that it can be looked at and brought in later.
    """
    options = options or Options()
    digest = fingerprint(file)
    opened = look_into(file, file_format=file_format, options=options, wishes=wishes)
    fresh = ImportRun(
        source=source or source_of(name),
        file_name=plain_name(name),
        file_format=opened.table.format,
        sha256=digest,
        columns=opened.table.columns,
        mapping=checked(opened.mapping),
        options=options.as_json(),
        started_by=by,
    )
    run = _staged_anew(fresh) if dry_run else _gone_on_with(fresh) or _begun(fresh)
    _take(run, Pipeline(run, writes=not dry_run), opened, progress)
    return run


def receive(
    content: bytes, *, name: str, source: str = "", options: Options | None = None, by: Any = None
) -> ImportRun:
    """Take an uploaded file in, with its columns guessed; nothing of it is read yet."""
    options = options or Options()
    file = io.BytesIO(content)
    opened = look_into(file, options=options)
    with transaction.atomic():
        run = ImportRun.objects.create(
            source=source or source_of(name),
            file_name=plain_name(name),
            file_format=opened.table.format,
            sha256=hashlib.sha256(content).hexdigest(),
            columns=opened.table.columns,
            mapping=opened.mapping,
            options=options.as_json(),
            state=State.UPLOADED,
            started_by=by,
        )
        ImportFile.objects.create(run=run, content=content)
    return run


def choose(run: ImportRun, *, mapping: Mapping[str, str], options: Options, source: str) -> None:
    """What a person said about the columns of an uploaded file."""
    with transaction.atomic():
        held = _locked(run, (State.UPLOADED, State.STAGED, State.FAILED))
        held.mapping = checked(corrected(held.mapping, mapping))
        held.options = options.as_json()
        held.source = source or held.source
        held.state = State.UPLOADED
        held.save()
    run.refresh_from_db()


def start_staging(run: ImportRun) -> None:
    """From now on the file is being read; a worker does it. Forgets an earlier reading."""
    with transaction.atomic():
        held = _locked(run, (State.UPLOADED, State.STAGING, State.STAGED, State.FAILED))
        checked(held.mapping)
        ImportRow.objects.filter(run=held).delete()
        _restart(held, State.STAGING)
    run.refresh_from_db()


def stage(run: ImportRun, progress: Progress = silent) -> None:
    """Read the uploaded file of a run with the columns it has been given. Begins anew if repeated."""
    start_staging(run)
    try:
        options = Options.from_json(run.options)
        opened = look_into(uploaded(run), file_format=run.file_format, options=options, wishes=run.mapping)
        _take(run, Pipeline(run, writes=False), opened, progress)
    except Unreadable as error:
        ImportRun.objects.filter(pk=run.pk).update(state=State.FAILED, message=error.message)
        raise


def start_applying(run: ImportRun) -> None:
    """From now on the staged rows are being brought in; a worker does it."""
    with transaction.atomic():
        held = _locked(run, (State.STAGED, State.STOPPED, State.APPLYING))
        if held.state == State.STAGED:
            _restart(held, State.APPLYING)
            held.applied_at = timezone.now()
        held.state, held.message = State.APPLYING, ""
        held.touched_at = timezone.now()
        held.save()
    run.refresh_from_db()


def apply(run: ImportRun, progress: Progress = silent) -> None:
    """Bring in what was staged, or go on where it was stopped."""
    start_applying(run)
    pipeline = Pipeline(run, writes=True, keeps_all=True)
    pipeline.take(_staged_rows(run), progress, ImportRow.objects.filter(run=run).count())
    _finish(run, pipeline, run.notes)


def stop(run: ImportRun) -> None:
    """Let no further chunk be read or brought in. What is in stays, until it is undone."""
    runs = ImportRun.objects.filter(pk=run.pk)
    stopped = runs.filter(state=State.APPLYING).update(state=State.STOPPED, touched_at=timezone.now())
    if not stopped and not runs.filter(state=State.STAGING).update(state=State.UPLOADED):
        raise Refused(_("This import is not running."))


def decide(run: ImportRun, row: ImportRow, decision: str) -> None:
    """Settle a row that may repeat a group: it is the same, or another. At once if the run is in."""
    with transaction.atomic():
        held = _locked(run, (State.STAGED, State.APPLIED, State.STOPPED))
        row = ImportRow.objects.select_for_update().get(run=held, number=row.number)
        if row.outcome != ImportRow.Outcome.HELD or row.like_id is None:
            raise Refused(_("There is nothing to decide about this row any more."))
        row.decision = decision
        row.save(update_fields=["decision"])
    run.refresh_from_db()
    Pipeline(run, writes=run.applied_at is not None, keeps_all=True).take_again(row)


def throw_away(run: ImportRun) -> None:
    """Forget a run that changed nothing."""
    with transaction.atomic():
        _locked(run, (State.UPLOADED, State.STAGED, State.STAGING, State.FAILED)).delete()


def uploaded(run: ImportRun) -> BinaryIO:
    """The file of a run that is still being prepared."""
    stored = ImportFile.objects.filter(run=run).first()
    if stored is None:
        raise Unreadable(_("The file is no longer here. Please upload it again."))
    return io.BytesIO(bytes(stored.content))


def _take(run: ImportRun, pipeline: Pipeline, opened: Opened, progress: Progress) -> None:
    table = opened.table

    def told(done: int, _total: int | None) -> None:
        read = table.done()
        progress(done, max(done, round(done * table.size / read)) if read and read < table.size else None)

    pipeline.take(opened.rows, told)
    _finish(run, pipeline, table.notes)
    progress(run.rows, run.rows)


@transaction.atomic
def _finish(run: ImportRun, pipeline: Pipeline, notes: Mapping[str, int]) -> None:
    held = ImportRun.objects.select_for_update().get(pk=run.pk)
    held.notes = dict(notes) | _left_out(held) | pipeline.notes()
    held.touched_at = timezone.now()
    held.state = State.APPLIED if pipeline.writes else State.STAGED
    if pipeline.writes:
        tie_up(held)
        ImportFile.objects.filter(run=held).delete()
    held.save()
    run.refresh_from_db()


def _left_out(run: ImportRun) -> dict[str, int]:
    ignored = [column for column in run.columns if not run.mapping.get(column)]
    told = {}
    if any(column in PICTURES for column in ignored):
        told[_("Pictures are never fetched from a list: add them on the page of the group.")] = 1
    ignored = [column for column in ignored if column not in PICTURES]
    if not ignored:
        return told
    return told | {_("These columns were left out: %(columns)s.") % {"columns": ", ".join(ignored[:50])}: len(ignored)}


def _staged_anew(fresh: ImportRun) -> ImportRun:
    """One dry run of a file is enough: the newest."""
    waiting = ImportRun.objects.filter(state__in=(State.STAGED, State.STAGING))
    waiting.filter(sha256=fresh.sha256, source=fresh.source, started_by=fresh.started_by).delete()
    fresh.state = State.STAGING
    fresh.save()
    return fresh


def _gone_on_with(fresh: ImportRun) -> ImportRun | None:
    """The run of the same file, list, columns and choices that was interrupted, if there is one."""
    runs = ImportRun.objects.filter(sha256=fresh.sha256, source=fresh.source, state__in=GOING_ON).order_by("-pk")
    choices = (fresh.columns, fresh.mapping, fresh.options)
    for run in runs:
        if (run.columns, run.mapping, run.options) == choices:
            ImportRun.objects.filter(pk=run.pk).update(state=State.APPLYING, message="", touched_at=timezone.now())
            run.refresh_from_db()
            return run
    return None


def _begun(fresh: ImportRun) -> ImportRun:
    fresh.state = State.APPLYING
    fresh.applied_at = timezone.now()
    fresh.save()
    return fresh


def _restart(run: ImportRun, state: str) -> None:
    run.state = state
    run.position = run.rows = run.created = run.updated = run.unchanged = run.held = 0
    run.notes, run.message = {}, ""
    run.touched_at = timezone.now()
    run.save()


def _locked(run: ImportRun, states: Iterable[str]) -> ImportRun:
    """The run as it stands now, held for this transaction; a no if it is past that."""
    held = ImportRun.objects.select_for_update().filter(pk=run.pk).first()
    if held is None:
        raise Refused(_("This list was thrown away meanwhile."))
    if held.state not in states:
        raise Refused(
            _("This cannot be done with the import as it is now: %(state)s.") % {"state": held.get_state_display()}
        )
    return held


def _staged_rows(run: ImportRun) -> Iterator[RawRow]:
    """The rows as they were read, in order, a chunk at a time."""
    rows = ImportRow.objects.filter(run=run).order_by("number")
    last = 0
    while chunk := list(rows.filter(number__gt=last)[:CHUNK]):
        last = chunk[-1].number
        for row in chunk:
            yield RawRow(row.number, row.raw, row.reason if row.is_broken else "")
