"""A backup knows nothing of who was erased after it was made; the ledger beside the hub does."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.models import Model

from closeknit.core import erasure
from closeknit.core.backup import sqlite_file


def refuse_changed_ledger(folder: Path) -> None:
    """Refuse to go on with a ledger that somebody has changed."""
    copy = folder / erasure.NAME
    erasure.entries(copy if copy.exists() else erasure.ledger_file())


def take_ledger_along(folder: Path) -> None:
    """A hub that is restored into another folder goes on with the same ledger."""
    ledger, copy = erasure.ledger_file(), folder / erasure.NAME
    if ledger.exists() and not copy.exists():
        shutil.copyfile(ledger, copy)
        copy.chmod(0o600)


def erase_in_file(file: Path, folder: Path) -> int:
    """Erase in a SQLite file that nobody uses yet; returns how many people. One look when there is nobody to erase."""
    ledger = folder / erasure.NAME
    with sqlite_file.opened(file) as alias:
        if not _has_people(alias) or not erasure.still_here(ledger, alias).exists():
            return 0
    with _as_the_hub_s(file):
        call_command("migrate", verbosity=0)  # the handlers know today's tables only
        erased = erasure.erase_again(ledger)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("VACUUM")  # nothing is left between the rows
            cursor.execute("PRAGMA journal_mode=DELETE")  # one file, ready to be moved
    return erased


def erase_in_database(folder: Path) -> int:
    """Erase in the database that was just filled."""
    return erasure.erase_again(folder / erasure.NAME)


def _has_people(alias: str) -> bool:
    return _person()._meta.db_table in connections[alias].introspection.table_names()


def _person() -> type[Model]:
    return apps.get_model(settings.AUTH_USER_MODEL)


@contextmanager
def _as_the_hub_s(file: Path) -> Iterator[None]:
    """Django's own connection leads to this file for a while."""
    connection.close()
    name = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(file)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
