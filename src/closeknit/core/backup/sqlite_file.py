"""SQLite: the file is copied page by page inside one read transaction, so that it stands still."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, connections

from closeknit.core.backup import manifest as manifests
from closeknit.core.backup import tables
from closeknit.core.backup.manifest import Manifest, Table
from closeknit.core.progress import Progress, silent

NAME = "database.sqlite3"
PAGES_A_STEP = 2048
ALIAS = "backup"


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied out of a database."""

    migrations: dict[str, list[str]]
    tables: dict[str, Table]
    sequences: dict[str, int] = field(default_factory=dict)


def copy_out(parts: Path, progress: Progress = silent) -> Copied:
    file = parts / NAME
    source_file = connection.settings_dict["NAME"]
    with closing(_reader(source_file)) as source, closing(sqlite3.connect(file)) as copy:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on it stands still
        source.backup(
            copy, pages=PAGES_A_STEP, progress=lambda _status, left, total: progress(total - left, total), sleep=0
        )
        copy.execute("PRAGMA journal_mode=DELETE")
    with opened(file) as alias:
        return Copied(tables.migrations(alias), tables.contents(alias, progress))


def examine(file: Path, manifest: Manifest, progress: Progress = silent) -> None:
    """Refuse a database file that is torn, or that holds other rows than it should."""
    try:
        with closing(_reader(file)) as source:
            if source.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise manifests.damaged("the database is torn")
            if source.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise manifests.damaged("the database points to rows that are not there")
    except sqlite3.DatabaseError as error:
        raise manifests.damaged("the database cannot be read") from error
    with opened(file) as alias:
        found = tables.contents(alias, progress)
    for name, table in manifest.tables.items():
        if found.get(name) != table:
            raise manifests.damaged(f"the table {name} holds other rows")


def settle(file: Path) -> bool:
    """Fold the log into the file; False when somebody has the database open."""
    with closing(sqlite3.connect(file, timeout=1, isolation_level=None)) as alone:
        try:
            return bool(alone.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete")
        except sqlite3.OperationalError:
            return False


@contextmanager
def opened(file: Path) -> Iterator[str]:
    """The file as one more database of Django's, for reading."""
    reading = connection.copy(ALIAS)
    reading.settings_dict |= {"NAME": _read_only(file), "OPTIONS": {"uri": True}}
    connections[ALIAS] = reading
    try:
        yield ALIAS
    finally:
        reading.close()
        del connections[ALIAS]


def _reader(file: Path | str) -> sqlite3.Connection:
    return sqlite3.connect(_read_only(file), uri=True, isolation_level=None, timeout=20)


def _read_only(file: Path | str) -> str:
    return f"{Path(file).absolute().as_uri()}?mode=ro"
