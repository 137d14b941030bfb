"""Take a backup apart into a folder, or nowhere, and refuse it unless every byte is as it was put in."""

import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from closeknit.core.backup import manifest as manifests
from closeknit.core.backup.manifest import BLOCK, Hashing, Manifest, Part
from closeknit.core.errors import Refused
from closeknit.core.progress import Progress, silent

ODD_SIGNS = "\\\0"  # that no name of ours holds
MOST_MANIFEST_BYTES = 256 * 1024 * 1024


def verify(archive: Path) -> Manifest:
    """Read it all and compare; writes nothing."""
    return _walk(archive, None, silent)


def unpack(archive: Path, folder: Path, progress: Progress = silent) -> Manifest:
    """Into an empty folder. When this returns, what lies there is what was put in."""
    return _walk(archive, folder, progress)


def _walk(archive: Path, folder: Path | None, progress: Progress) -> Manifest:
    if not archive.is_file():
        raise Refused(_("There is no file %(file)s.") % {"file": archive})
    found: dict[str, Part] = {}
    told = None
    size = archive.stat().st_size
    try:
        with archive.open("rb") as packed, tarfile.open(fileobj=packed, mode="r:gz") as tar:
            for entry in tar:
                content = _content(tar, entry, found)
                if entry.name == manifests.NAME:
                    told = content.read(MOST_MANIFEST_BYTES)
                else:
                    with _place(folder, entry.name) as out:
                        found[entry.name] = _through(content, out)
                progress(min(packed.tell(), size), size)
            _drain(tar)
    except (tarfile.TarError, EOFError, zlib.error, OSError, ValueError, OverflowError, RecursionError) as error:
        raise manifests.damaged(_("it cannot be read to its end")) from error
    if told is None:
        raise manifests.damaged(_("its list of contents is missing"))
    manifest = manifests.read(told)
    manifests.compare(manifest, found)
    return manifest


def _content(tar: tarfile.TarFile, entry: tarfile.TarInfo, found: dict[str, Part]) -> IO[bytes]:
    """The bytes of a plain file with a name that stays inside, seen for the first time."""
    path = PurePosixPath(entry.name)
    content = tar.extractfile(entry) if entry.isreg() else None
    is_odd = path.is_absolute() or ".." in path.parts or any(sign in entry.name for sign in ODD_SIGNS)
    if content is None or is_odd or entry.name in found:
        name = entry.name.encode(errors="replace").decode().replace("\0", "?")
        raise manifests.damaged(_("%(name)s does not belong to it") % {"name": name})
    return content


def _drain(tar: tarfile.TarFile) -> None:
    """Read what is left, so that gzip compares its own sum."""
    stream = tar.fileobj
    while stream is not None and stream.read(BLOCK):
        pass


@contextmanager
def _place(folder: Path | None, name: str) -> Iterator[IO[bytes] | None]:
    if folder is None:
        yield None
        return
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as out:
        yield out


def _through(content: IO[bytes], out: IO[bytes] | None) -> Part:
    hashing = Hashing(out)
    while block := content.read(BLOCK):
        hashing.write(block)
    return hashing.part()
