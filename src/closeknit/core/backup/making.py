"""Make a backup: copy, hash, pack, look at it again, and only then give it its name."""

import os
import shutil
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit import __version__
from closeknit.core.backup import manifest as manifests
from closeknit.core.backup import postgres, sqlite_file, unpacking
from closeknit.core.backup.manifest import Manifest
from closeknit.core.errors import Refused, Unavailable
from closeknit.core.progress import Progress, silent

LEFT_OVER_SECONDS = 24 * 3600


def make_backup(to: Path, progress: Progress = silent) -> Path:
    """A backup in the folder ``to`` (or in the file, when it ends in .tar.gz); returns the file."""
    target = _target(to)
    try:
        with _workplace(target.parent) as folder:
            manifest = _copy(folder / "parts", progress)
            made = folder / "backup.tar.gz"
            _pack(folder / "parts", manifest, made)
            unpacking.verify(made)
            _give_name(made, target)
    except OSError as error:
        raise Unavailable(
            _("The backup could not be written: %(why)s. Older backups are untouched.") % {"why": error.strerror}
        ) from error
    return target


def _target(to: Path) -> Path:
    if to.name.endswith(".tar.gz"):
        if to.exists():
            raise Refused(_("%(file)s is there already. Choose another name.") % {"file": to})
        return to
    stamp = timezone.localtime().strftime("%Y-%m-%d-%H%M%S")
    return to / f"closeknit-{stamp}.tar.gz"


@contextmanager
def _workplace(folder: Path) -> Iterator[Path]:
    """A folder on the same disk; what a killed backup left there goes first."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(".making-*"):
        if left.stat().st_mtime < time.time() - LEFT_OVER_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix=".making-", dir=folder) as workplace:
        Path(workplace).chmod(0o700)
        (Path(workplace) / "parts").mkdir()
        yield Path(workplace)


def _copy(parts: Path, progress: Progress) -> Manifest:
    """The database first: a picture that is added meanwhile is one too many, never one too few."""
    engine = postgres if connection.vendor == "postgresql" else sqlite_file
    copied = engine.copy_out(parts, progress)
    return Manifest(
        engine=connection.vendor,
        app_version=__version__,
        made_at=timezone.now().isoformat(timespec="seconds"),
        migrations=copied.migrations,
        tables=copied.tables,
        sequences=copied.sequences,
    )


def _pack(parts: Path, manifest: Manifest, made: Path) -> None:
    files = {file.relative_to(parts).as_posix(): file for file in sorted(parts.rglob("*")) if file.is_file()}
    media = Path(settings.MEDIA_ROOT)
    pictures = {
        f"media/{file.relative_to(media).as_posix()}": file for file in sorted(media.rglob("*")) if file.is_file()
    }
    told = {}
    with tarfile.open(made, "w:gz", compresslevel=1) as archive:
        for name, file in {**files, **pictures}.items():
            try:
                told[name] = manifests.part_of(file)
                archive.add(file, arcname=name, filter=_nameless)
            except FileNotFoundError:  # a picture taken away meanwhile
                told.pop(name, None)
        text = replace(manifest, files=told).as_json()
        entry = tarfile.TarInfo(manifests.NAME)
        entry.size, entry.mtime = len(text), int(time.time())
        archive.addfile(entry, BytesIO(text))


def _nameless(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Who owns the files here means nothing elsewhere."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry


def _give_name(made: Path, target: Path) -> None:
    """After this the backup is there, also after a power cut; before it, it is not."""
    made.chmod(0o600)
    sync(made)
    if target.exists():
        raise FileExistsError(17, "a file of this name has just appeared")
    made.rename(target)
    sync(target.parent)


def sync(path: Path) -> None:
    """Have the disk keep the file, or the folder's list of names."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
