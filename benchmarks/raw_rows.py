"""Writes the rows that one database has and another has not, as fast as its own statements can."""

import sqlite3
import time

import psycopg
from django.apps import apps
from django.db import connection, transaction

INDEX = "INSERT INTO directory_search (rowid, words) SELECT group_id, words FROM directory_searchentry"


def inserted(source: str) -> float:
    """Seconds for SQLite: executemany for each table, then the words into the full-text index."""
    other = sqlite3.connect(source.removeprefix("sqlite:///"))
    rows = {table: other.execute(f"SELECT * FROM {table}").fetchall() for table in _fuller(other)}
    with connection.cursor() as cursor:
        for table in rows:
            cursor.execute(f"DELETE FROM {table}")
        begun = time.monotonic()
        with transaction.atomic():
            for table, values in rows.items():
                marks = ", ".join(["%s"] * len(values[0]))
                cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", values)
            cursor.execute(INDEX)
        return time.monotonic() - begun


def copied(source: str) -> float:
    """Seconds for PostgreSQL: COPY for each table, its indexes kept by the database."""
    with psycopg.connect(source) as other:
        rows = {table: _out(other, table) for table in _fuller(other)}
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(rows)} CASCADE")
        begun = time.monotonic()
        with transaction.atomic():
            for table, parts in rows.items():
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    for part in parts:
                        copy.write(part)
            cursor.execute("SELECT gin_clean_pending_list('directory_search')")
        return time.monotonic() - begun


def _out(other: psycopg.Connection, table: str) -> list[bytes]:
    with other.cursor().copy(f"COPY {table} TO STDOUT") as copy:
        return [bytes(part) for part in copy]


def _fuller(other: sqlite3.Connection | psycopg.Connection) -> list[str]:
    """The tables that have more rows over there."""
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    return [table for table in tables if _count(other, table) > _count(connection.cursor(), table)]


def _count(asked: object, table: str) -> int:
    return (asked.execute(f"SELECT count(*) FROM {table}") or asked).fetchone()[0]
