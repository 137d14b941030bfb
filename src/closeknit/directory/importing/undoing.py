"""Takes a run back: what it made goes, what it changed is as it was, to the last row of each table.

What people have changed since stays as it is, and is listed. Chunk by chunk from the last row to
the first, so that it can be interrupted like the import itself.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from closeknit.core.errors import Refused
from closeknit.core.progress import Progress, silent
from closeknit.directory import drawn_areas
from closeknit.directory.dialect.images import CHILDREN
from closeknit.directory.importing import bulk
from closeknit.directory.importing.plans import Outcome
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
from closeknit.directory.points import drop_points
from closeknit.directory.rests import write_rest
from closeknit.places.actions import Placing, settle
from closeknit.places.models import Point, PointArea

CHUNK = 500
State = ImportRun.State
FORGOTTEN = gettext_noop("Not undone: what stood there before was forgotten, to keep the group safe.")
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
        if held.created + held.updated and not ImportRow.objects.filter(run=run).exists():
            raise Refused(_("This import is too old to be undone. What stood there before is no longer kept."))
        held.state = State.UNDOING
        held.position += 1  # from here on: the first row that is undone already
        held.undone_by = by
    held.message, held.touched_at = "", timezone.now()
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
    back = [row for row in ours if row.outcome == Outcome.UPDATED and row.before]
    ids = [row.group_id for row in (*gone, *back)]
    _put_back(back)
    _remove(gone)
    kept = [row for row in chunk if row.group and row.group_id not in ids]
    for row in kept:
        is_forgotten = row.outcome == Outcome.UPDATED and not row.before
        row.reason = _(FORGOTTEN) if is_forgotten else _("Not undone: it was changed since.")
    ImportRow.objects.bulk_update([*kept, *back], ["reason"], batch_size=500)
    ImportRun.objects.filter(pk=run.pk).update(position=chunk[-1].number, touched_at=timezone.now())
    reindex(ids)
    return len(chunk)


def _with_a_life_of_their_own(ids: Collection[int], run: ImportRun) -> set[int]:
    """Groups made by the run that somebody has written or tied to since."""
    others = Relation.objects.filter(offered_to__in=ids).exclude(offered_by__changed_at=run.applied_at)
    written = ContactMessage.objects.filter(group__in=ids)
    return {*others.values_list("offered_to", flat=True), *written.values_list("group", flat=True)}


def _remove(rows: Sequence[ImportRow]) -> None:
    traces = [row.before or {} for row in rows]
    Group.objects.filter(pk__in=[row.group_id for row in rows]).delete()
    _drop_made(traces)


def _put_back(rows: Sequence[ImportRow]) -> None:
    """All at once. Where the database refuses, the halves by themselves, down to the group whose
    address or number another one has by now: that one stays as it is."""
    try:
        with transaction.atomic():
            lost = _restore([row.before for row in rows if row.before])
    except IntegrityError:
        if len(rows) > 1:
            middle = len(rows) // 2
            _put_back(rows[:middle])
            _put_back(rows[middle:])
            return
        rows[0].reason = _("Not undone: another group has its address or number by now.")
        return
    for row in rows:
        if what := lost.get(row.group_id or 0):
            row.reason = _("Undone, but without what is gone by now: %(what)s.") % {"what": ", ".join(sorted(what))}


def _restore(traces: Sequence[Row]) -> dict[int, set[str]]:
    """Put the stored rows of these groups back as they were; says by group what could not come back."""
    images = [trace["image"] for trace in traces]
    ids = [image["group"]["id"] for image in images]
    lost: dict[int, set[str]] = defaultdict(set)
    if not ids:
        return lost
    bulk.delete(Schedule, "service_id", list(_services_of(ids)))
    for model, owner in reversed(CHILDREN.values()):
        bulk.delete(model, owner, ids)
    _put_points([image["point"] for image in images if image["point"]])
    _write_back(Group, [image["group"] for image in images])
    venues = [row for trace in traces for row in trace.get("venues_before", ())]
    _write_back(Venue, [row for row, dead in _checked(Venue, venues) if not dead])
    for name, (model, owner) in CHILDREN.items():
        checked = _checked(model, [row for image in images for row in image[name]])
        _put(model, [row | dict.fromkeys(dead) for row, dead in checked if _can_do_without(model, dead)])
        for row, dead in checked:
            if dead:
                lost[row[owner]].add(_what(name))
    _put(Schedule, [row for image in images for row in image["schedules"]])
    for image in images:
        _put_rest(image)
    drawn_areas.spread(ids)
    _drop_made(traces)
    return lost


def _put_rest(image: Row) -> None:
    """As it was, if that was kept: older imports did not touch it."""
    if "rest" in image:
        rest = image["rest"] or {}
        since = rest.get("since")
        write_rest(
            image["group"]["id"],
            since=date.fromisoformat(since) if since else None,
            streets=rest.get("streets", ""),
            topics=rest.get("topics", ()),
        )


def _checked(model: type[models.Model], rows: Sequence[Row]) -> list[tuple[Row, list[str]]]:
    """Each row with those of its columns that lead to a row which is gone by now."""
    here = {
        field.attname: set(
            field.related_model._default_manager.filter(pk__in={row[field.attname] for row in rows}).values_list(
                "pk", flat=True
            )
        )
        for field in model._meta.concrete_fields
        if field.related_model
    }
    return [(row, [name for name in here if row[name] is not None and row[name] not in here[name]]) for row in rows]


def _can_do_without(model: type[models.Model], columns: Sequence[str]) -> bool:
    return all(field.null for field in model._meta.concrete_fields if field.attname in columns)


def _what(name: str) -> str:
    """How a person calls what a row of this sort leads to."""
    return {
        "coverage": _("an area"),
        "themes": _("a theme"),
        "services": _("a place where it meets"),
        "relations": _("a link to another group"),
    }[name]


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
    held.message = " ".join(_told(held))
    held.state, held.undone_at = State.UNDONE, timezone.now()
    held.save()


def _told(run: ImportRun) -> Iterator[str]:
    """What did not come back, in all."""
    rows = ImportRow.objects.filter(run=run, outcome__in=(Outcome.CREATED, Outcome.UPDATED))
    if number := rows.filter(reason=_("Not undone: it was changed since.")).count():
        yield ngettext(
            "%(number)d group was changed since and stays as it is.",
            "%(number)d groups were changed since and stay as they are.",
            number,
        ) % {"number": number}
    if number := rows.filter(reason=_("Not undone: another group has its address or number by now.")).count():
        yield ngettext(
            "%(number)d group stays as it is: another group has its address or number by now.",
            "%(number)d groups stay as they are: other groups have their addresses or numbers by now.",
            number,
        ) % {"number": number}
    without = _("Undone, but without what is gone by now: %(what)s.").partition("%")[0]
    if number := rows.filter(reason__startswith=without).count():
        yield ngettext(
            "%(number)d group came back without something that is gone by now. Its row says what.",
            "%(number)d groups came back without something that is gone by now. Their rows say what.",
            number,
        ) % {"number": number}
