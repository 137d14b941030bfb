"""What a run did, as JSON for machines and as sentences for people."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from closeknit.directory.models import ImportRow, ImportRun


def report(run: ImportRun) -> dict[str, Any]:
    """The counts, which add up to ``rows``, the held rows with their reasons, and the remarks."""
    return {
        "run": str(run.uuid),
        "file": run.file_name,
        "format": run.file_format,
        "source": run.source,
        "state": run.state,
        "dry_run": run.applied_at is None,
        "rows": run.rows,
        "created": run.created,
        "updated": run.updated,
        "unchanged": run.unchanged,
        "held": run.held,
        "held_rows": [
            {"row": number, "name": name, "reason": reason} for number, name, reason in _told(run, held=True)
        ],
        "remarks": [{"row": number, "name": name, "remark": reason} for number, name, reason in _told(run, held=False)],
        "notes": [{"note": note, "times": times} for note, times in run.notes.items()],
        "columns": run.mapping,
    }


def in_words(run: ImportRun) -> Iterator[str]:
    """A few lines for a terminal."""
    counts = {name: f"{getattr(run, name):,}" for name in ("rows", "created", "updated", "unchanged", "held")}
    yield (
        _("%(rows)s rows: %(created)s new, %(updated)s changed, %(unchanged)s the same as before, %(held)s held back.")
        % counts
    )
    for number, name, reason in _told(run, held=True)[:10]:
        yield _("  Row %(row)d (%(name)s) was held: %(reason)s") % {"row": number, "name": name, "reason": reason}
    if run.held > 10:  # noqa: PLR2004 - as many as were shown
        yield _("  … and %(more)d more; --report FILE lists them all.") % {"more": run.held - 10}
    for note in run.notes:
        yield f"  {note}"


def _told(run: ImportRun, *, held: bool) -> list[tuple[int, str, str]]:
    rows = ImportRow.objects.filter(run=run).exclude(reason="")
    chosen = rows.filter(outcome=ImportRow.Outcome.HELD) if held else rows.exclude(outcome=ImportRow.Outcome.HELD)
    return list(chosen.order_by("number").values_list("number", "name", "reason"))
