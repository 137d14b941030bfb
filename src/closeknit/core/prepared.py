"""A question to the database whose SQL is put together once and asked many times.

Django takes about ten times as long to put a short query into words as the database takes to
answer it. The rule stays where it is, in the queryset; only its words are kept.
"""

from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

ASKED = -6_020_569_031_595_942  # stands for the first number asked about while the SQL is put together


class Prepared:
    """``Prepared(lambda pk: Service.objects.filter(group=pk).values_list("name"))(12)``: the rows,
    as ``values_list`` gives them. What the queryset says must not depend on anything but its numbers."""

    def __init__(self, queryset: Callable[..., QuerySet[Any, Any]]) -> None:
        self._queryset = queryset
        self._worded: dict[str, tuple[str, tuple[Any, ...], Any, Any]] = {}

    def __call__(self, *numbers: int, using: str = DEFAULT_DB_ALIAS) -> list[tuple[Any, ...]]:
        sql, parameters, compiler, converters = self._worded.get(using) or self._word(len(numbers), using)
        asked = range(ASKED, ASKED + len(numbers))
        with connections[using].cursor() as cursor:
            cursor.execute(sql, [numbers[value - ASKED] if value in asked else value for value in parameters])
            rows = cursor.fetchall()
        return list(map(tuple, compiler.apply_converters(rows, converters))) if converters else rows

    def _word(self, count: int, using: str) -> tuple[str, tuple[Any, ...], Any, Any]:
        query = self._queryset(*range(ASKED, ASKED + count)).using(using).query
        compiler = query.get_compiler(using)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters(expression for expression, *_ in compiler.select)
        # Converters are given the connection, and those of Django only look at its vendor and features.
        self._worded[using] = (sql, tuple(parameters), compiler, converters)
        return self._worded[using]
