"""Where the files of pictures lie: below the media folder, under random names."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.utils.crypto import get_random_string

from closeknit.core.images import Rendition
from closeknit.directory.models import Photo

ENDINGS = {"webp": "image/webp", "jpeg": "image/jpeg"}


def new_key() -> str:
    """A name that nobody can guess: 32 letters and digits."""
    return get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789")


def store(photo: Photo, made: Sequence[Rendition]) -> None:
    for rendition in made:
        file = path_of(photo, rendition.width, rendition.kind)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(rendition.content)


def path_of(photo: Photo, width: int, ending: str) -> Path:
    return Path(settings.MEDIA_ROOT) / photo.file(width, ending)
