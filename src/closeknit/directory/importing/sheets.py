"""New rows of one table, gathered and then written at once."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.fields import NOT_PROVIDED

from closeknit.directory.importing import bulk

if TYPE_CHECKING:
    from collections.abc import Callable

Values = dict[str, Any]


class Sheet:
    """What is not said of a row takes the model's default."""

    def __init__(self, model: type[models.Model], *, with_id: bool = False) -> None:
        self.model = model
        fields = [f for f in model._meta.concrete_fields if with_id or not f.primary_key]
        self._names = [f.attname for f in fields]
        self._fixed = {f.attname: f.get_default() for f in fields if not callable(f.default)}
        self._made: dict[str, Callable[[], Any]] = {
            f.attname: f.default for f in fields if f.default is not NOT_PROVIDED and callable(f.default)
        }
        self.rows: list[list[Any]] = []

    def add(self, values: Values) -> None:
        made = {name: make() for name, make in self._made.items() if name not in values}
        row = self._fixed | made | values
        self.rows.append([row[name] for name in self._names])

    def write(self) -> None:
        bulk.insert(self.model, self._names, self.rows)
        self.rows = []
