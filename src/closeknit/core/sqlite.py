"""SQLite as we must have it: every connection careful, and a way round the WAL-reset fault.

SQLite 3.7.0 to 3.51.2 (3.44.6 and 3.50.7 excepted) can damage a database when one connection
copies the log back into it ("checkpoint") in the same moment as another commits and begins the log
anew. In safe mode no connection checkpoints by itself. One keeper, held by a file lock, does it for
all processes, and while it does it holds the write lock: nobody can commit in that moment.
"""

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

WAL_LIMIT = 64 * 1024 * 1024  # the log file is cut back to this when it begins anew
WORTH_COPYING = 4 * 1024 * 1024
ROUND_SECONDS = 2.0
PAGES_PER_AUTOCHECKPOINT = 1000  # SQLite's own habit, outside the safe mode

WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
LEAST_PATIENCE = 5000  # busy_timeout, in milliseconds

Version = tuple[int, int, int]


def is_faulty(version: Version = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite has the WAL-reset fault."""
    if version < (3, 7, 0) or version >= (3, 51, 3):
        return False
    major_minor, patch = version[:2], version[2]
    mended = {(3, 44): 6, (3, 50): 7}
    return not (major_minor in mended and patch >= mended[major_minor])


def in_words(version: Version = sqlite3.sqlite_version_info) -> str:
    """What the administrator is told at the start and by ``closeknit check``."""
    number = ".".join(map(str, version))
    if not is_faulty(version):
        return _("SQLite %(number)s is free of the WAL-reset fault.") % {"number": number}
    return _(
        "SQLite %(number)s has the WAL-reset fault (mended in 3.51.3), so the hub runs in safe mode: "
        "only one process writes the log back, while nobody else writes. Nothing to do; "
        "a newer SQLite or PostgreSQL makes the safe mode unnecessary."
    ) % {"number": number}


def prepare(sender: Any, connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    """On each new connection: bound the log, and in safe mode leave it to the keeper. Many rows are
    written in as few statements as this SQLite allows (250,000 values, as a rule), as Django 6.0 does;
    Django 5.2 takes every SQLite for one of before 2020, with 999."""
    if connection.vendor != "sqlite":
        return
    connection.features.max_query_params = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
    pages = 0 if is_faulty() else PAGES_PER_AUTOCHECKPOINT
    connection.connection.execute(f"PRAGMA wal_autocheckpoint={pages}")
    connection.connection.execute(f"PRAGMA journal_size_limit={WAL_LIMIT}")
    file = file_of(connection)
    if is_faulty() and file is not None:
        keepers.watch(file)


def file_of(connection: BaseDatabaseWrapper) -> Path | None:
    """The file that is written to; None for a database in memory or one that is only read."""
    name = str(connection.settings_dict["NAME"])
    return None if ":memory:" in name or name.startswith("file:") else Path(name)


def faults_of(connection: BaseDatabaseWrapper) -> list[str]:
    """What is not as it must be, in words. Costs four pragmas."""
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in WANTED}
        patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
    wanted = WANTED if file_of(connection) else {"foreign_keys": 1}
    faults = [
        f"SQLite's {name} is {found[name]}, it must be {value}"
        for name, value in wanted.items()
        if found[name] != value
    ]
    if patience < LEAST_PATIENCE:
        faults.append(f"SQLite's busy_timeout is {patience}, it must be at least {LEAST_PATIENCE}")
    if getattr(connection, "transaction_mode", None) != "IMMEDIATE":
        faults.append("SQLite's transactions must begin as IMMEDIATE")
    return faults


def checkpoint(file: Path, *, patience: float = 5.0) -> bool:
    """Copy the log back while holding the write lock; False when somebody else wrote too long."""
    with closing(_open(file, patience)) as guard, closing(_open(file, patience)) as copier:
        try:
            guard.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        try:
            copier.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        finally:
            guard.execute("ROLLBACK")
    return True


def _open(file: Path, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=patience, isolation_level=None)
    connection.execute("PRAGMA wal_autocheckpoint=0")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def size_of_log(file: Path) -> int:
    try:
        return Path(f"{file}-wal").stat().st_size
    except FileNotFoundError:
        return 0


@contextmanager
def only_one(lock: Path) -> Iterator[bool]:
    """Hold the lock file, or learn that another process does."""
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


class Keepers:
    """One quiet thread in each process, for each database file; the lock lets one of all work."""

    def __init__(self) -> None:
        self._watched: set[Path] = set()
        self._lock = threading.Lock()
        os.register_at_fork(after_in_child=self._forget)  # threads do not survive a fork

    def watch(self, file: Path) -> None:
        with self._lock:
            if file in self._watched:
                return
            self._watched.add(file)
        threading.Thread(target=self._keep, args=(file,), name="wal-keeper", daemon=True).start()

    def _forget(self) -> None:
        self._watched = set()
        self._lock = threading.Lock()

    def _keep(self, file: Path) -> None:
        lock = Path(f"{file}-keeper")
        while file.exists():
            try:
                with only_one(lock) as mine:
                    while mine and file.exists():
                        if size_of_log(file) > WORTH_COPYING:
                            checkpoint(file)
                        time.sleep(ROUND_SECONDS)
            except (OSError, sqlite3.Error):
                pass  # the disk is full or gone: say so elsewhere, try again
            time.sleep(ROUND_SECONDS)
        self._watched.discard(file)


keepers = Keepers()
