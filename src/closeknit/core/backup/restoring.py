"""Bring a backup back: unpack aside, examine, make room without losing anything, move into place."""

import secrets
import shutil
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.core.backup import erasing, postgres, sqlite_file, unpacking
from closeknit.core.backup.making import make_backup, sync
from closeknit.core.backup.manifest import Manifest
from closeknit.core.errors import Refused
from closeknit.core.progress import Progress, silent


def restore_backup(
    archive: Path, *, into: Path | None = None, replace: bool = False, progress: Progress = silent
) -> Path | None:
    """Everything from ``archive``; returns where what was there before now lies, if anything was.

    ``into`` names another folder than the hub's own (SQLite only). Nothing is touched before all of
    the backup has been found right. Whoever was erased since it was made is erased again before
    anybody can see the hub.
    """
    folder = (into or Path(settings.DATA_DIR)).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    erasing.refuse_changed_ledger(folder)
    with TemporaryDirectory(prefix=".restoring-", dir=folder) as unpacked:
        parts = Path(unpacked)
        manifest = unpacking.unpack(archive, parts, progress)
        _refuse_misfit(manifest, into)
        if manifest.engine == "sqlite":
            sqlite_file.examine(parts / sqlite_file.NAME, manifest, progress)
            erasing.take_ledger_along(folder)
            erasing.erase_in_file(parts / sqlite_file.NAME, folder)
            return _place_files(parts, folder, _database_file(folder, into), replace=replace)
        erasing.take_ledger_along(folder)
        return _fill_database(parts, folder, manifest, replace=replace, progress=progress)


def _refuse_misfit(manifest: Manifest, into: Path | None) -> None:
    known = set(MigrationLoader(None).disk_migrations)
    if any((app, name) not in known for app, names in manifest.migrations.items() for name in names):
        raise Refused(
            _("This backup was made by Closeknit %(version)s, which is newer. Update Closeknit first.")
            % {"version": manifest.app_version}
        )
    if manifest.engine != connection.vendor and not (manifest.engine == "sqlite" and into):
        raise Refused(
            _("This backup is of a hub on %(engine)s. Set DATABASE_URL to such a database.")
            % {"engine": {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(manifest.engine, manifest.engine)}
        )
    if manifest.engine == "postgresql" and into:
        raise Refused(_("A hub on PostgreSQL is restored into the database that DATABASE_URL names."))


def _database_file(folder: Path, into: Path | None) -> Path:
    return folder / "closeknit.sqlite3" if into else Path(connection.settings_dict["NAME"])


def _place_files(parts: Path, folder: Path, database: Path, *, replace: bool) -> Path | None:
    aside = None
    if database.exists() or _has_files(folder / "media"):
        if not replace:
            raise Refused(_not_empty(folder))
        connection.close()
        if database.exists() and not sqlite_file.settle(database):
            raise Refused(_("The hub is running. Stop it first, then restore."))
        aside = _put_aside(_new_aside(folder), database, folder / "media")
    database.parent.mkdir(parents=True, exist_ok=True)
    _move_in(parts / sqlite_file.NAME, database)
    _place_media(parts, folder)
    return aside


def _fill_database(parts: Path, folder: Path, manifest: Manifest, *, replace: bool, progress: Progress) -> Path | None:
    """PostgreSQL puts the old database aside as a backup of its own, for it cannot be moved away."""
    aside = None
    if not postgres.is_empty() or _has_files(folder / "media"):
        if not replace:
            raise Refused(_not_empty(folder))
        aside = _new_aside(folder)
        if not postgres.is_empty():
            make_backup(aside / "database.tar.gz", progress)
        postgres.load(parts, manifest, progress)
        _put_aside(aside, folder / "media")
    else:
        postgres.load(parts, manifest, progress)
    erasing.erase_in_database(folder)
    _place_media(parts, folder)
    return aside


def _place_media(parts: Path, folder: Path) -> None:
    media = parts / "media"
    media.mkdir(exist_ok=True)
    for file in media.rglob("*"):
        if file.is_file():
            sync(file)
    if (folder / "media").is_dir():  # empty, or we would not be here
        shutil.rmtree(folder / "media")
    media.rename(folder / "media")
    _begin_new_edition(folder)
    sync(folder)


def _begin_new_edition(folder: Path) -> None:
    """Pages that browsers remember from before are not taken for today's (read by core.page_cache)."""
    (folder / "edition").write_text(secrets.token_hex(8), encoding="ascii")


def _move_in(file: Path, place: Path) -> None:
    sync(file)
    file.chmod(0o600)
    file.rename(place)
    sync(place.parent)


def _new_aside(folder: Path) -> Path:
    """A folder for what was there before. Two restores never share one: each keeps what it found."""
    name = f"before-restore-{timezone.localtime():%Y-%m-%d-%H%M%S}"
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    aside = next(folder / name for name in names if not (folder / name).exists())
    aside.mkdir(parents=True)
    return aside


def _put_aside(aside: Path, *things: Path) -> Path:
    for thing in things:
        for path in (thing, *(thing.with_name(thing.name + end) for end in ("-wal", "-shm"))):
            if path.exists():
                path.rename(aside / path.name)
    sync(aside.parent)
    return aside


def _has_files(folder: Path) -> bool:
    return folder.is_dir() and any(path.is_file() for path in folder.rglob("*"))


def _not_empty(folder: Path) -> str:
    return _(
        "There is a hub already (in %(folder)s or its database). Choose an empty folder with --into, "
        "or say --replace: then the hub that is there is put aside first."
    ) % {"folder": folder}
