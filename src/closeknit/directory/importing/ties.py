"""Relations of a run's groups to groups that came further down the same file: tied at the end."""

import uuid
from collections.abc import Sequence

from closeknit.directory.dialect.fields import BY_NAME
from closeknit.directory.importing.cleaning import Unclear, clean
from closeknit.directory.importing.missing import is_missing
from closeknit.directory.importing.plans import Outcome
from closeknit.directory.importing.storing import tie_values
from closeknit.directory.models import Group, ImportRow, ImportRun, Relation

CHUNK = 2_000


def tie_up(run: ImportRun) -> int:
    """Make the ties that are still missing; how many. May run twice. One chunk of rows at a time."""
    place = next((n for n, column in enumerate(run.columns) if run.mapping.get(column) == "relations"), None)
    if place is None:
        return 0
    rows = ImportRow.objects.filter(run=run, outcome__in=(Outcome.CREATED, Outcome.UPDATED), group__isnull=False)
    made, last = 0, 0
    while chunk := list(
        rows.filter(number__gt=last).order_by("number").values_list("number", "group_id", "raw")[:CHUNK]
    ):
        last = chunk[-1][0]
        made += _tie([(group_id, raw[place]) for _number, group_id, raw in chunk if place < len(raw) and raw[place]])
    return made


def _tie(told: Sequence[tuple[int, str]]) -> int:
    ties = [(group_id, tie) for group_id, cell in told for tie in _read(cell)]
    here = dict(Group.objects.filter(uuid__in={tie["to"] for _group_id, tie in ties}).values_list("uuid", "pk"))
    found = ((group_id, here.get(uuid.UUID(tie["to"])), tie) for group_id, tie in ties)
    wanted = [
        Relation(**tie_values(group_id, other, tie)) for group_id, other, tie in found if other and other != group_id
    ]
    before = Relation.objects.count()
    Relation.objects.bulk_create(wanted, ignore_conflicts=True, batch_size=500)
    return Relation.objects.count() - before


def _read(cell: str) -> list[dict[str, str]]:
    try:
        return [] if is_missing(cell) else clean(cell, BY_NAME["relations"])
    except Unclear:
        return []
