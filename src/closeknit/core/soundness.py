"""Is everything that is kept still right? The rooms register what they know of their own tables."""

from collections.abc import Callable, Iterable, Iterator

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import FileField

Check = Callable[[], Iterable[str]]

_checks: list[Check] = []


def register_data_check(check: Check) -> Check:
    """``check()`` gives a sentence for each thing that is wrong, and changes nothing."""
    if check not in _checks:
        _checks.append(check)
    return check


def faults() -> Iterator[str]:
    """One sentence for each thing that is wrong, in the database and in the media folder."""
    if connection.vendor == "sqlite":
        yield from _sqlite_faults()
    yield from _lost_files()
    for check in _checks:
        yield from check()


def _sqlite_faults() -> Iterator[str]:
    with connection.cursor() as cursor:
        for (line,) in cursor.execute("PRAGMA integrity_check").fetchall():
            if line != "ok":
                yield f"The database is damaged: {line}."
        for table, row, other, _number in cursor.execute("PRAGMA foreign_key_check").fetchall():
            yield f"Row {row} of {table} points to a row of {other} that is not there."


def _lost_files() -> Iterator[str]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                names = model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
                for name in names.iterator():
                    if name and not default_storage.exists(name):
                        yield f"The file {name} of {model._meta.label} is not there."
