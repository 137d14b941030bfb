"""A boundary file sent through the website: kept, shown as a plan, then applied as it was shown."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.core.errors import Refused
from closeknit.places.actions.areas import apply_plan, wishes_for
from closeknit.places.area_file import FROM_THE_WEB, AreaFile, read_area_file
from closeknit.places.area_plan import AreaPlan, Wishes
from closeknit.places.area_planning import plan_areas
from closeknit.places.models import Area, AreaImport

KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a kept file holds and what applying it would change; ``trouble`` says why it cannot."""

    file: AreaFile
    plan: AreaPlan | None
    trouble: str = ""


@transaction.atomic
def keep_area_file(*, raw: bytes, file_name: str, choices: dict[str, Any]) -> AreaImport:
    """Keep a boundary file for a day, to be looked at and applied. ``Refused`` if it is none."""
    read_area_file(raw, FROM_THE_WEB)
    waiting = AreaImport.objects.filter(applied_at__isnull=True)
    waiting.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    return AreaImport.objects.create(file_name=file_name[:255], text=raw, choices=choices)


def preview(kept: AreaImport) -> Preview:
    """Work out what applying the kept file would change."""
    file = read_area_file(bytes(kept.text), FROM_THE_WEB)
    try:
        return Preview(file, plan_areas(file, _wishes(kept.choices)))
    except Refused as no:
        return Preview(file, None, no.message)


@transaction.atomic
def apply_kept(kept: AreaImport, *, digest: str) -> AreaPlan:
    """Apply a kept file, if it still changes what was shown; then let go of its text."""
    plan = preview(kept).plan
    if kept.applied_at or plan is None or plan.digest != digest:
        raise Refused(_("Something has changed since this was shown. Please look again and then apply it."))
    apply_plan(plan)
    kept.text, kept.summary, kept.applied_at = b"", plan.summary, timezone.now()
    kept.save()
    return plan


def _wishes(choices: dict[str, Any]) -> Wishes:
    parent = choices.get("parent") or None
    starts = choices.get("valid_from") or None
    return wishes_for(
        kind=choices["kind"],
        code_property=choices.get("code_property", ""),
        name_property=choices.get("name_property", ""),
        parent=Area.objects.filter(uuid=parent).first() if parent else None,
        parent_property=choices.get("parent_property", ""),
        outline=choices.get("outline", ""),
        valid_from=date.fromisoformat(starts) if starts else None,
    )
