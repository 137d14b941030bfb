"""Changes of single values, written down as they are made, so that each can be taken back by itself.

A step is ``[model, keys, column, before, after]``; one whose column is empty has made the rows.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, QuerySet

MADE = ""


class Steps:
    """Makes changes and keeps the list of them."""

    def __init__(self) -> None:
        self.taken: list[list[Any]] = []

    def set(self, thing: Model, column: str, after: Any) -> None:
        """Give this row another value; ``thing`` has it as well from now on."""
        before = getattr(thing, column)
        if before == after:
            return
        setattr(thing, column, after)
        type(thing)._default_manager.filter(pk=thing.pk).update(**{column: after})
        self.taken.append([thing._meta.label, [thing.pk], column, before, after])

    def move(self, model: type[Model], keys: Sequence[int], column: str, moved: tuple[int, int]) -> None:
        """Have these rows lead to another thing. One query."""
        if keys:
            before, after = moved
            model._default_manager.filter(pk__in=keys).update(**{column: after})
            self.taken.append([model._meta.label, list(keys), column, before, after])

    def made(self, thing: Model) -> None:
        """Remember a row that is new."""
        self.taken.append([thing._meta.label, [thing.pk], MADE, None, None])


def take_back(steps: Iterable[Sequence[Any]]) -> None:
    """Undo from the last to the first, but for what was changed again since. At most three queries a step."""
    for label, keys, column, before, after in reversed(list(steps)):
        rows = apps.get_model(label)._default_manager.filter(pk__in=keys)
        if column == MADE:
            rows.delete()
        else:
            _put_back(rows, column, before, after)


def _put_back(rows: QuerySet[Any, Any], column: str, before: Any, after: Any) -> None:
    """Where ``after`` still stands; what ``before`` led to may be gone by now."""
    field = next(field for field in rows.model._meta.concrete_fields if field.attname == column)
    old, new = field.to_python(before), field.to_python(after)
    if isinstance(field, ForeignKey) and old is not None and not _is_there(field, old):
        old = None
    as_left = [pk for pk, now in rows.values_list("pk", column) if now == new]
    if old is not None or field.null:
        rows.filter(pk__in=as_left).update(**{column: old})


def _is_there(field: ForeignKey[Any, Any], key: Any) -> bool:
    return bool(field.related_model._default_manager.filter(pk=key).exists())
