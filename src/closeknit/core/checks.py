"""What ``closeknit check`` and every start look at: the database's own settings."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from closeknit.core import sqlite

# What makes PostgreSQL keep what it has acknowledged through a power cut.
POSTGRES_MUST_BE_ON = ("fsync", "full_page_writes", "synchronous_commit")
POSTGRES_LEAST = 150_000


@register(Tags.database)
def databases_are_careful(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        faults = sqlite.faults_of(connection) if connection.vendor == "sqlite" else _postgres_faults(connection)
        found += [Error(fault, id="core.E001") for fault in faults]
    return found


def _postgres_faults(connection: Any) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM pg_settings WHERE name = ANY(%s) AND setting = 'off'", [list(POSTGRES_MUST_BE_ON)]
        )
        faults = [f"PostgreSQL's {row[0]} is off, it must be on" for row in cursor.fetchall()]
    if connection.pg_version < POSTGRES_LEAST:
        faults.append("PostgreSQL must be version 15 or newer")
    return faults
