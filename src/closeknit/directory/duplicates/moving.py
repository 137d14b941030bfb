"""What hangs on a group and goes with it when it becomes part of another.

All that points to a group moves, unless it is named here; what the other has already stays behind,
unseen, and is there again when the two are parted. A test walks all models.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from closeknit.directory.duplicates.steps import Steps
from closeknit.directory.models import Group
from closeknit.directory.vocabulary import GroupState

STAYING = {  # the model and its column, and why
    ("directory.ImportRow", "group_id"): "what an import did to the entry",
    ("directory.ImportRow", "like_id"): "as above",
    ("directory.Pair", "one_id"): "what was said of these two entries",
    ("directory.Pair", "other_id"): "as above",
    ("directory.Merge", "kept_id"): "what became of the entry",
    ("directory.Merge", "gone_id"): "as above",
    ("journal.Entry", "about_id"): "the record is never changed",
    ("journal.Entry", "speaking_as_id"): "the record is never changed",
    ("journal.Notice", "via_id"): "why somebody was told",
}
KINDS = ("directory.group", "group")  # how those without a foreign key call a group
KEYS = {
    "via_id": "via_kind",
    "thing_id": "kind",
    "about_id": "about_kind",
    "asked_id": "asked_kind",
    "from_id": "from_kind",
    "scope_id": "scope_kind",
    "host_id": "host_kind",
    "speaking_as_id": "speaking_as_kind",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A column that leads to a group; ``kind`` is the column that says so where it is no foreign key."""

    model: type[Model]
    column: str
    kind: str = ""

    def rows(self, *groups: int) -> Any:
        found = self.model._default_manager.filter(**{f"{self.column}__in": groups})
        return found.filter(**{f"{self.kind}__in": KINDS}) if self.kind else found


def links() -> Iterator[Link]:
    """All columns of all rooms that lead to a group and move."""
    for model in apps.get_models():
        columns = {field.attname: field for field in model._meta.concrete_fields}
        for column, field in columns.items():
            kind = KEYS.get(column, "")
            leads_there = field.related_model is Group or kind in columns
            if leads_there and (model._meta.label, column) not in STAYING:
                yield Link(model, column, "" if field.related_model is Group else kind)


def move_all(steps: Steps, *, kept: Group, gone: Group) -> None:
    """Have all that leads to ``gone`` lead to ``kept``. At most four queries for each link."""
    for link in links():
        stay = _clashes(link, kept.pk, gone.pk)
        keys = [pk for pk in link.rows(gone.pk).order_by("pk").values_list("pk", flat=True) if pk not in stay]
        steps.move(link.model, keys, link.column, (gone.pk, kept.pk))


def _clashes(link: Link, kept: int, gone: int) -> set[int]:
    """Rows of ``gone`` that ``kept`` has already, or that make no sense for it."""
    found: set[int] = set()
    for names, condition in _unique(link):
        others = [name for name in names if name != link.column]
        rows = link.rows(kept, gone).filter(condition).values_list("pk", link.column, *others)
        told = [(pk, owner, tuple(rest)) for pk, owner, *rest in rows]
        taken = {rest for _pk, owner, rest in told if owner == kept}
        found |= {pk for pk, owner, rest in told if owner == gone and rest in taken}
    return found | _odd_ones(link, kept, gone)


def _unique(link: Link) -> Iterator[tuple[list[str], Q]]:
    """The columns that the database, or good sense, has together only once, and for which rows."""
    own: Field[Any, Any] = next(field for field in link.model._meta.concrete_fields if field.attname == link.column)
    if own.unique:
        yield [link.column], Q()
    for constraint in link.model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            columns = [link.model._meta.get_field(name).attname for name in constraint.fields]
            if link.column in columns:
                yield columns, constraint.condition or Q()
    if link.model._meta.label == "accounts.Grant":
        yield ["person_id", "role", link.column], Q(valid_until=None)


def _odd_ones(link: Link, kept: int, gone: int) -> set[int]:
    """A tie between the two would join one with itself; only a group at rest can be woken."""
    label = link.model._meta.label
    if label == "directory.Relation":
        other = "offered_to_id" if link.column == "offered_by_id" else "offered_by_id"
        return set(link.rows(gone).filter(**{other: kept}).values_list("pk", flat=True))
    if label == "directory.Rest" and Group.objects.filter(pk=kept, state__in=(GroupState.ACTIVE, GroupState.QUIET)):
        return set(link.rows(gone).values_list("pk", flat=True))
    return set()


def counted(gone: Group) -> list[tuple[Any, int]]:
    """What will move, for people: words and how many; nothing that is not there. Six queries."""
    told = (
        (_("regular things it runs"), gone.services),
        (_("pictures"), gone.photos),
        (_("links to other groups"), gone.ties_offered),
        (_("links from other groups"), gone.ties_received),
        (_("people who follow it"), _linked("journal.Follow", "thing_id", gone)),
        (_("people who look after it"), _linked("accounts.Grant", "scope_id", gone).filter(valid_until=None)),
    )
    return [(words, number) for words, rows in told if (number := rows.count())]


def _linked(label: str, column: str, group: Group) -> Any:
    return Link(apps.get_model(label), column, KEYS[column]).rows(group.pk)
