"""Many rows in few statements, the same for both databases: COPY on PostgreSQL, executemany on SQLite.

Values are written as the engine keeps them, without Django's look at each: a model's fields say
which need turning (uuid, dates, JSON).
"""

import json
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection, models

Turn = Callable[[Any], Any]
Values = Sequence[Any]


def is_postgres() -> bool:
    return connection.vendor == "postgresql"


def take_ids(model: type[models.Model], number: int) -> list[int]:
    """So many fresh primary keys, for rows that refer to each other before they are written."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if is_postgres():
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [f'"{table}"', number]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
        if last is None:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, 0)", [table])
            last = 0
        cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [last + number, table])
        return list(range(last + 1, last + number + 1))


def insert(model: type[models.Model], names: Sequence[str], rows: Sequence[Values]) -> None:
    """Write new rows; ``names`` are attributes (``group_id``), and must name all without a default."""
    if not rows:
        return
    table, columns, turns = _described(model, names)
    with connection.cursor() as cursor:
        if is_postgres():
            into = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(into) as copy:
                for row in _turned(rows, turns):
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", _turned(rows, turns))  # noqa: S608 - our own tables and columns


def update(model: type[models.Model], names: Sequence[str], rows: Sequence[Values]) -> None:
    """Change rows by their ids: the first of ``names`` is ``id``."""
    if not rows:
        return
    table, columns, turns = _described(model, names)
    changed = columns[1:]
    with connection.cursor() as cursor:
        if is_postgres():
            cursor.execute(
                f"CREATE TEMPORARY TABLE changing ON COMMIT DROP "  # noqa: S608 - our own tables and columns
                f"AS SELECT {', '.join(columns)} FROM {table} WHERE false"
            )
            into = f"COPY changing ({', '.join(columns)}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(into) as copy:
                for row in _turned(rows, turns):
                    copy.write_row(row)
            sets = ", ".join(f"{column} = changing.{column}" for column in changed)
            cursor.execute(f"UPDATE {table} SET {sets} FROM changing WHERE {table}.id = changing.id")  # noqa: S608 - our own tables and columns
            cursor.execute("DROP TABLE changing")
        else:
            sets = ", ".join(f"{column} = %s" for column in changed)
            rotated = ([*row[1:], row[0]] for row in _turned(rows, turns))
            cursor.executemany(f"UPDATE {table} SET {sets} WHERE id = %s", rotated)  # noqa: S608 - our own tables and columns


def delete(model: type[models.Model], column: str, values: Collection[Any]) -> None:
    """Delete rows whose column is one of the values. Knows no cascades: call it leaves first."""
    if values:
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {table} WHERE {any_of(column)}", [listed(values)])  # noqa: S608 - our own tables and columns


def select(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def any_of(column: str) -> str:
    """``column = ANY(…)`` with one parameter, made by ``listed``."""
    return f"{column} = ANY(%s)" if is_postgres() else f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608 - our own tables and columns


def listed(values: Iterable[Any]) -> Any:
    """The parameter for ``any_of``."""
    return list(values) if is_postgres() else json.dumps(list(values))


def moment(value: datetime) -> Any:
    """A time as a parameter of raw SQL."""
    return value if is_postgres() else _moment(value)


def as_moment(value: Any) -> datetime:
    """A time that raw SQL gave."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value.astimezone(UTC)


def _described(model: type[models.Model], names: Sequence[str]) -> tuple[str, list[str], list[tuple[int, Turn]]]:
    """The quoted table and columns, and which places of a row need turning."""
    quote = connection.ops.quote_name
    fields = {field.attname: field for field in model._meta.concrete_fields}
    columns = [quote(fields[name].column) for name in names]
    turns = [(place, turn) for place, name in enumerate(names) if (turn := _turn(fields[name]))]
    return quote(model._meta.db_table), columns, turns


def _turned(rows: Iterable[Values], turns: Sequence[tuple[int, Turn]]) -> Iterable[Values]:
    for row in rows:
        turned = list(row)
        for place, turn in turns:
            if turned[place] is not None:
                turned[place] = turn(turned[place])
        yield turned


def _turn(field: models.Field) -> Turn | None:
    if isinstance(field, models.JSONField):
        return (field.encoder or json.JSONEncoder)(ensure_ascii=False).encode
    if is_postgres():
        return None
    if isinstance(field, models.UUIDField):
        return lambda value: value.hex if isinstance(value, uuid.UUID) else uuid.UUID(value).hex
    if isinstance(field, models.DateTimeField):
        return _moment
    if isinstance(field, models.DateField | models.TimeField):
        return str
    return None


def _moment(value: datetime) -> str:
    """As Django's SQLite backend writes it: UTC without saying so."""
    return str(value.astimezone(UTC).replace(tzinfo=None))
