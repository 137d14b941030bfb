"""The content of a table as one hash, whatever the database: rows by key, values in one plain spelling."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from closeknit.core.backup.manifest import Table
from closeknit.core.progress import Progress, counted, silent


def models() -> list[type[Model]]:
    """All models with a table of their own, links between tables included."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def contents(alias: str, progress: Progress = silent) -> dict[str, Table]:
    """Rows and hash of every model's table. One query a table; memory does not grow with the rows."""
    present = set(connections[alias].introspection.table_names())
    kept = [model for model in models() if model._meta.db_table in present]
    total = sum(model._base_manager.using(alias).count() for model in kept)
    rows = counted(_rows(kept, alias), progress, total)
    hashes = {model._meta.db_table: hashlib.sha256() for model in kept}
    counts = dict.fromkeys(hashes, 0)
    for table, row in rows:
        hashes[table].update(row)
        counts[table] += 1
    return {table: Table(counts[table], hashes[table].hexdigest()) for table in hashes}


def migrations(alias: str) -> dict[str, list[str]]:
    """What has been applied, by app."""
    applied: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connections[alias]).applied_migrations()):
        applied.setdefault(app, []).append(name)
    return applied


def _rows(kept: list[type[Model]], alias: str) -> Iterator[tuple[str, bytes]]:
    for model in kept:
        fields = [field.attname for field in model._meta.concrete_fields if not field.generated]
        rows = model._base_manager.using(alias).order_by("pk").values_list(*fields)
        for row in rows.iterator(chunk_size=2000):
            yield model._meta.db_table, json.dumps([_plain(value) for value in row], sort_keys=True).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    if isinstance(value, date | time | Decimal | UUID):
        return str(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value
