"""Where the files of pictures lie: below the media folder, under random names."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.crypto import get_random_string

from closeknit.core.images import Rendition
from closeknit.directory.models import Photo

JUST_COMING_IN = timedelta(days=1)
ENDINGS = {"webp": "image/webp", "jpeg": "image/jpeg"}


def new_key() -> str:
    """A name that nobody can guess: 32 letters and digits."""
    return get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789")


def store(photo: Photo, made: Sequence[Rendition]) -> None:
    for rendition in made:
        file = path_of(photo, rendition.width, rendition.kind)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(rendition.content)


def drop_unused_files(now: datetime) -> int:
    """Delete the files that no picture has: its row went first, so whenever this is interrupted it can be
    repeated. Those of the last day are left alone, for their pictures may just be coming in. How many."""
    dropped = 0
    for folder in _folders():
        known = set(Photo.objects.filter(key__startswith=folder.name).values_list("key", flat=True))
        for file in list(os.scandir(folder)):
            is_old = file.stat(follow_symlinks=False).st_mtime < (now - JUST_COMING_IN).timestamp()
            if is_old and file.is_file(follow_symlinks=False) and file.name.partition("-")[0] not in known:
                Path(file.path).unlink(missing_ok=True)
                dropped += 1
    return dropped


def _folders() -> Iterator[Path]:
    top = Path(settings.MEDIA_ROOT) / "photos"
    if top.is_dir():
        yield from (folder for folder in sorted(top.iterdir()) if folder.is_dir())


def path_of(photo: Photo, width: int, ending: str) -> Path:
    return Path(settings.MEDIA_ROOT) / photo.file(width, ending)
