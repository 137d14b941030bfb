"""Takes a run back: what it made goes, what it changed is as it was, to the last row of each table.

What people have changed since stays as it is, and is listed. Chunk by chunk from the last row to
the first, so that it can be interrupted like the import itself.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.core.errors import Refused
from closeknit.core.progress import Progress, silent
from closeknit.directory.dialect.images import CHILDREN
from closeknit.directory.importing import bulk
from closeknit.directory.importing.plans import Outcome
from closeknit.directory.importing.storing import drop_points
from closeknit.directory.importing.themes import unused
from closeknit.directory.indexing import reindex
from closeknit.directory.models import (
    ContactMessage,
    Group,
    ImportRow,
    ImportRun,
    ListedAs,
    Relation,
    Schedule,
    Venue,
)
from closeknit.places.actions import Placing, settle
from closeknit.places.models import Point, PointArea

CHUNK = 500
State = ImportRun.State
Row = dict[str, Any]


def undo(run: ImportRun, *, by: Any = None, progress: Progress = silent) -> None:
    """Bring back the state before the run. Goes on where it was interrupted."""
    begin(run, by=by)
    rows = ImportRow.objects.filter(run=run, outcome__in=(Outcome.CREATED, Outcome.UPDATED))
    total = rows.filter(number__lt=run.position).count()
    done = 0
    while count := _undo_chunk(run):
        done += count
        progress(done, total)
    _end(run)
    run.refresh_from_db()


@transaction.atomic
def begin(run: ImportRun, *, by: Any = None) -> None:
    """From now on the run is being undone; a worker does it."""
    held = ImportRun.objects.select_for_update().get(pk=run.pk)
    if held.state not in (State.APPLIED, State.STOPPED, State.UNDOING) or held.applied_at is None:
        raise Refused(_("Only an import that was brought in can be undone."))
    if held.state != State.UNDOING:
        held.state = State.UNDOING
        held.position += 1  # from here on: the first row that is undone already
        held.undone_by = by
    held.save()
    run.refresh_from_db()


@transaction.atomic
def _undo_chunk(run: ImportRun) -> int:
    """The next rows from the end; how many."""
    held = ImportRun.objects.select_for_update().get(pk=run.pk)
    if held.state != State.UNDOING:
        raise Refused(_("Another process is undoing this import."))
    rows = ImportRow.objects.filter(run=run, outcome__in=(Outcome.CREATED, Outcome.UPDATED), number__lt=held.position)
    chunk = list(rows.select_related("group").order_by("-number")[:CHUNK])
    if not chunk:
        return 0
    ours = [row for row in chunk if row.group and row.group.changed_at == held.applied_at]
    created = [row for row in ours if row.outcome == Outcome.CREATED]
    busy = _with_a_life_of_their_own([row.group_id for row in created], held)
    gone = [row for row in created if row.group_id not in busy]
    back = [row for row in ours if row.outcome == Outcome.UPDATED]
    ids = [row.group_id for row in (*gone, *back)]
    _restore([row.before for row in back])
    _remove(gone)
    _note([row for row in chunk if row.group and row.group_id not in ids])
    ImportRun.objects.filter(pk=run.pk).update(position=chunk[-1].number, touched_at=timezone.now())
    reindex(ids)
    return len(chunk)


def _with_a_life_of_their_own(ids: Collection[int], run: ImportRun) -> set[int]:
    """Groups made by the run that somebody has written or tied to since."""
    others = Relation.objects.filter(offered_to__in=ids).exclude(offered_by__changed_at=run.applied_at)
    written = ContactMessage.objects.filter(group__in=ids)
    return {*others.values_list("offered_to", flat=True), *written.values_list("group", flat=True)}


def _note(rows: Sequence[ImportRow]) -> None:
    for row in rows:
        row.reason = _("Not undone: it was changed since.")
    ImportRow.objects.bulk_update(rows, ["reason"], batch_size=500)


def _remove(rows: Sequence[ImportRow]) -> None:
    traces = [row.before or {} for row in rows]
    Group.objects.filter(pk__in=[row.group_id for row in rows]).delete()
    _drop_made(traces)


def _restore(traces: Sequence[Row]) -> None:
    """Put the stored rows of these groups back as they were."""
    images = [trace["image"] for trace in traces]
    ids = [image["group"]["id"] for image in images]
    if not ids:
        return
    bulk.delete(Schedule, "service_id", list(_services_of(ids)))
    for model, owner in reversed(CHILDREN.values()):
        bulk.delete(model, owner, ids)
    _put_points([image["point"] for image in images if image["point"]])
    _write_back(Group, [image["group"] for image in images])
    _write_back(Venue, [row for trace in traces for row in trace.get("venues_before", ())])
    for name, (model, _owner) in CHILDREN.items():
        _put(model, [row for image in images for row in image[name]])
    _put(Schedule, [row for image in images for row in image["schedules"]])
    _drop_made(traces)


def _services_of(ids: Collection[int]) -> list[int]:
    model = CHILDREN["services"][0]
    return list(model._default_manager.filter(group_id__in=ids).values_list("pk", flat=True))


def _drop_made(traces: Sequence[Row]) -> None:
    venues = [pk for trace in traces for pk in trace.get("venues", ())]
    Venue.objects.filter(Q(pk__in=venues), services=None).delete()
    drop_points(pk for trace in traces for pk in trace.get("points", ()))


def _put_points(rows: Sequence[Row]) -> None:
    """Points that went with the change come back, in the areas that hold them today."""
    here = set(Point.objects.filter(pk__in=[row["id"] for row in rows]).values_list("pk", flat=True))
    missing = [row for row in rows if row["id"] not in here]
    _put(Point, missing)
    settled = (
        settle([Placing(r["lat"], r["lng"], r["precision"], postcode=r["postcode"]) for r in missing])
        if missing
        else []
    )
    links = [(row["id"], area) for row, placing in zip(missing, settled, strict=True) for area in placing.area_ids]
    bulk.insert(PointArea, ["point_id", "area_id"], links)


def _put(model: type[models.Model], rows: Sequence[Row]) -> None:
    names = [field.attname for field in model._meta.concrete_fields]
    bulk.insert(model, names, [_values(model, names, row) for row in rows])


def _write_back(model: type[models.Model], rows: Sequence[Row]) -> None:
    names = ["id", *(field.attname for field in model._meta.concrete_fields if not field.primary_key)]
    bulk.update(model, names, [_values(model, names, row) for row in rows])


def _values(model: type[models.Model], names: Sequence[str], row: Row) -> list[Any]:
    """The values of a stored row from what JSON kept of it."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return [fields[name].to_python(row[name]) if name in row else fields[name].get_default() for name in names]


@transaction.atomic
def _end(run: ImportRun) -> None:
    held = ImportRun.objects.select_for_update().get(pk=run.pk)
    ListedAs.objects.filter(run=held).delete()
    while (themes := unused(held.made_themes)).exists():
        themes.delete()
    kept = ImportRow.objects.filter(run=held, reason=_("Not undone: it was changed since.")).count()
    held.message = _("%(number)d groups were changed since and stay as they are.") % {"number": kept} if kept else ""
    held.state, held.undone_at = State.UNDONE, timezone.now()
    held.save()
