"""Importing areas: the plan of area_plan carried out, in one transaction."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from closeknit.core.progress import Progress, silent
from closeknit.places import registry, versions
from closeknit.places.actions.rederiving import Box, rederive_points
from closeknit.places.area_file import FROM_A_COMMAND, Limits, read_area_file
from closeknit.places.area_plan import AreaPlan, Step, Wishes
from closeknit.places.area_planning import plan_areas
from closeknit.places.models import Area, AreaImport, AreaSuccession, Hub
from closeknit.places.outlines import stored
from closeknit.places.patterns import patterns_for
from closeknit.places.slugs import free_slug
from closeknit.places.vocabulary import AreaKind, Change, Outcome


def import_areas(  # noqa: PLR0913 - each is a choice of the person who imports
    *,
    file: bytes | Path,
    kind: str,
    code_property: str = "",
    name_property: str = "",
    parent: Area | None = None,
    parent_property: str = "",
    outline: str = "",
    valid_from: date | None = None,
    dry_run: bool = False,
    limits: Limits = FROM_A_COMMAND,
    progress: Progress = silent,
) -> AreaPlan:
    """Bring the areas of one kind into line with a GeoJSON file; the plan says what that changes.

    The same code stays the same row; what the file no longer has is ended, never deleted. A second
    run changes nothing. Without a parent the areas hang under the hub's root. ``outline`` names a
    wider area to draw around all of them. ``Refused`` when the file cannot be used.
    """
    wishes = wishes_for(
        kind=kind,
        code_property=code_property,
        name_property=name_property,
        parent=parent,
        parent_property=parent_property,
        outline=outline,
        valid_from=valid_from,
    )
    raw = file if isinstance(file, bytes) else file.read_bytes()
    plan = plan_areas(read_area_file(raw, limits), wishes)
    if not dry_run:
        apply_plan(plan, progress=progress)
        if not plan.changes_nothing:
            record_import(plan, file_name="" if isinstance(file, bytes) else file.name)
    return plan


def wishes_for(
    *,
    kind: str,
    code_property: str = "",
    name_property: str = "",
    parent: Area | None = None,
    parent_property: str = "",
    outline: str = "",
    valid_from: date | None = None,
) -> Wishes:
    """The choices of the person who imports, with the hub's root for a parent if none is chosen."""
    return Wishes(
        kind=AreaKind(kind),
        code_column=code_property,
        name_column=name_property,
        parent=parent or _root_above(AreaKind(kind), outline),
        parent_column=parent_property,
        outline_name=" ".join(outline.split()),
        valid_from=valid_from,
    )


def record_import(plan: AreaPlan, *, file_name: str) -> AreaImport:
    """Remember that these areas were imported, for the list of past imports."""
    return AreaImport.objects.create(
        file_name=file_name[:255],
        choices={"kind": plan.wishes.kind.value},
        summary=plan.summary,
        applied_at=timezone.now(),
    )


@transaction.atomic
def apply_plan(plan: AreaPlan, *, progress: Progress = silent) -> None:
    """Carry out a plan that was made just now: areas, who succeeds whom, and the points on them."""
    if plan.changes_nothing:
        return
    today = timezone.localdate()
    box = _box_of(plan)
    around = _save(plan.outline, plan, today) if plan.outline else None
    patterns = patterns_for(plan)
    areas: dict[int, Area] = {}
    for step in plan.steps:
        under_outline = around if around and step.parent is None and step.is_in_force else step.parent
        placed = replace(step, parent=under_outline)
        if saved := _save(placed, plan, today, pattern=patterns.get(step.number, 0)):
            areas[id(step)] = saved
    _save_successions(plan, areas)
    _adopt_root(around or (areas[id(plan.steps[0])] if _is_single_root(plan) else None), plan)
    ended = [step.area.pk for step in plan.steps_of(Outcome.ENDED) if step.area]
    if box:
        rederive_points(box, ended_ids=ended, progress=progress)
    changed = [areas[id(step)].pk for step in plan.steps if id(step) in areas]
    registry.tell_area_change([*changed, *([around.pk] if around else [])])
    versions.bump()


def _root_above(kind: AreaKind, outline: str) -> Area | None:
    """The hub's root area if areas of this kind, or the outline around them, can lie in it."""
    root = Hub.current().root_area
    lowest = kind.wider if outline else kind
    if root is None or not root.is_current or lowest.is_as_wide_as(AreaKind(root.kind)):
        return None
    with_outline: Area = Area.objects.get(pk=root.pk)
    return with_outline


def _save(step: Step | None, plan: AreaPlan, today: date, pattern: int = 0) -> Area | None:
    """Carry out one step; the area if it changed anything."""
    if step is None or step.outcome in (Outcome.REFUSED, Outcome.UNCHANGED):
        return step.area if step and step is plan.outline else None
    if step.outcome == Outcome.ENDED:
        return _end(step, plan.wishes.valid_from or today)
    if step.outcome == Outcome.NEW:
        return _create(step, plan, today, pattern)
    return _change(step)


def _end(step: Step, on: date) -> Area:
    area = step.area
    assert area is not None  # noqa: S101 - an ended step always has one
    area.valid_until = max(on, area.valid_from or on)
    area.save(update_fields=["valid_until", "changed_at"])
    return area


def _create(step: Step, plan: AreaPlan, today: date, pattern: int) -> Area:
    is_outline = step is plan.outline
    replaces = any(s.area for s in plan.steps)
    valid_from = plan.wishes.valid_from or (today if replaces and not is_outline else None)
    created: Area = Area.objects.create(
        kind=plan.wishes.kind.wider if is_outline else plan.wishes.kind,
        name=step.name,
        code=step.code,
        slug=free_slug(step.name, (valid_from or today).year),
        parent=step.parent,
        pattern=pattern,
        valid_from=valid_from,
        boundary=stored(step.outline) if step.outline else None,
    )
    return created


def _change(step: Step) -> Area:
    area = step.area
    assert area is not None  # noqa: S101 - a changed step always has one
    area.name = step.name
    area.code = step.code or area.code
    area.boundary = stored(step.outline) if step.outline else area.boundary
    if Change.BACK in step.changes:
        area.valid_until = None
        area.successors.all().delete()
    if Change.PARENT in step.changes:
        return _move(area, step.parent)
    area.save()
    return area


def _move(area: Area, parent: Area | None) -> Area:
    """Hang the area under another one, with all that is beneath it."""
    before = area.path
    beneath = list(Area.objects.filter(path__startswith=before).exclude(pk=area.pk))
    area.parent = parent
    area.save()
    for below in beneath:
        below.path = area.path + below.path.removeprefix(before)
    Area.objects.bulk_update(beneath, ["path"])
    return area


def _save_successions(plan: AreaPlan, areas: dict[int, Area]) -> None:
    AreaSuccession.objects.bulk_create(
        (
            AreaSuccession(
                old=heir.old.area,
                new=areas.get(id(heir.new)) or heir.new.area,
                share_of_old=round(heir.share_of_old, 4),
                share_of_new=round(heir.share_of_new, 4),
            )
            for heir in plan.heirs
        ),
        ignore_conflicts=True,
    )


def _is_single_root(plan: AreaPlan) -> bool:
    return len(plan.steps) == 1 and plan.steps[0].outcome == Outcome.NEW and plan.steps[0].parent is None


def _adopt_root(area: Area | None, plan: AreaPlan) -> None:
    """A hub without a place takes the first outline, or the first area that stands alone."""
    if area is None:
        return
    hub, _ = Hub.objects.get_or_create(pk=Hub.SINGLE_ID, defaults={"name": area.name})
    if hub.root_area_id is None:
        hub.root_area = area
        hub.save(update_fields=["root_area"])


def _box_of(plan: AreaPlan) -> Box | None:
    """Around all land whose areas change: the outlines as they were and as they will be."""
    changed = [step for step in plan.all_steps if step.outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.ENDED)]
    boxes = [step.outline.bounds for step in changed if step.outline]
    boxes += [(a.west, a.south, a.east, a.north) for step in changed if (a := step.area) and a.west is not None]
    if not boxes:
        return None
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)
