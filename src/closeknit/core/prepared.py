"""Questions to the database whose SQL is put together once and asked many times.

Django takes about ten times as long to put a short query into words as the database takes to
answer it. The rule stays where it is, in the queryset; only its words are kept. PostgreSQL in turn takes
longer to plan most of these than to answer them, so it is let keep its plans (``prepare_threshold`` and
``plan_cache_mode`` in the settings): for these questions alone values are bound by the server.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet, prefetch_related_objects

M = TypeVar("M", bound=Model)
Value = int | str | datetime
LONG_AGO = datetime(1907, 5, 1, tzinfo=UTC)


class _Question:
    """A queryset as SQL, with the places of its values; worded when it is first asked of a database."""

    def __init__(self, queryset: Callable[..., QuerySet[Any, Any]]) -> None:
        self._queryset = queryset
        self._worded: dict[str, tuple[QuerySet[Any, Any], Any, str, list[Any], list[tuple[int, int]]]] = {}

    def _asked(self, values: tuple[Value, ...], using: str) -> tuple[QuerySet[Any, Any], Any, str, list[Any]]:
        """The queryset, its compiler, and the SQL with these values."""
        queryset, compiler, sql, parameters, places = self._worded.get(using) or self._word(values, using)
        filled, given = list(parameters), _as_stored(values, using)
        for place, number in places:
            filled[place] = given[number]
        return queryset, compiler, sql, filled

    def _word(self, values: tuple[Value, ...], using: str) -> Any:
        marks = tuple(_mark(number, value) for number, value in enumerate(values))
        queryset = self._queryset(*marks).using(using)
        compiler = queryset.query.get_compiler(using)
        sql, parameters = compiler.as_sql()
        stored = _as_stored(marks, using)
        places = [(place, stored.index(value)) for place, value in enumerate(parameters) if value in stored]
        self._worded[using] = (queryset, compiler, sql, list(parameters), places)
        return self._worded[using]


class Prepared(_Question):
    """``Prepared(lambda pk: Service.objects.filter(group=pk).values_list("name"))(12)``: the rows,
    as ``values_list`` gives them. What the queryset says must not depend on anything but its values:
    numbers, texts that it compares as they are, and moments."""

    def __init__(self, queryset: Callable[..., QuerySet[Any, Any]]) -> None:
        super().__init__(queryset)
        self._converters: dict[str, Any] = {}

    def __call__(self, *values: Value, using: str = DEFAULT_DB_ALIAS) -> list[tuple[Any, ...]]:
        _queryset, compiler, sql, parameters = self._asked(values, using)
        with _plans_kept(using), connections[using].cursor() as cursor:
            cursor.execute(sql, parameters)
            rows = cursor.fetchall()
        # Converters are given the connection, and those of Django only look at its vendor and features.
        if using not in self._converters:
            self._converters[using] = compiler.get_converters(expression for expression, *_ in compiler.select)
        converters = self._converters[using]
        return list(map(tuple, compiler.apply_converters(rows, converters))) if converters else rows


class PreparedRows(_Question, Generic[M]):
    """``PreparedRows(lambda pk: Service.objects.filter(group=pk).select_related("venue"))(12)``: the same,
    with the rows as their models."""

    def __init__(self, queryset: Callable[..., QuerySet[M, M]]) -> None:
        super().__init__(queryset)

    def __call__(self, *values: Value, using: str = DEFAULT_DB_ALIAS) -> list[M]:
        queryset, compiler, sql, parameters = self._asked(values, using)
        asking = copy(compiler)
        asking.connection = connections[using]  # of this thread
        asking.as_sql = lambda *_args, **_options: (sql, tuple(parameters))
        rows = queryset.prefetch_related(None)
        rows.query.get_compiler = lambda *_args, **_options: asking  # type: ignore[method-assign]
        with _plans_kept(using):
            found = list(rows)
        prefetch_related_objects(found, *queryset._prefetch_related_lookups)  # noqa: SLF001  # type: ignore[attr-defined]
        return found


@contextmanager
def _plans_kept(using: str) -> Iterator[None]:
    """PostgreSQL binds the values of what is asked meanwhile, and keeps its plan; not behind pgbouncer, where the
    next question may go to another of its processes."""
    connection: Any = connections[using]
    if connection.vendor != "postgresql" or connection.settings_dict["OPTIONS"].get("prepare_threshold") is None:
        yield
        return
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415 - needs psycopg

    connection.ensure_connection()
    line = connection.connection
    usual, line.cursor_factory = line.cursor_factory, ServerBindingCursor
    try:
        yield
    finally:
        line.cursor_factory = usual


def _mark(number: int, value: Value) -> Value:
    """What stands for a value while the SQL is put together, and that nobody would write into a query."""
    match value:
        case datetime():
            return LONG_AGO + timedelta(microseconds=number + 1)
        case str():
            return f"asked-6020569031595942-{number}"
        case _:
            return -6_020_569_031_595_942 + number


def _as_stored(values: tuple[Value, ...], using: str) -> list[Any]:
    fit = connections[using].ops.adapt_datetimefield_value
    return [fit(value) if isinstance(value, datetime) else value for value in values]
