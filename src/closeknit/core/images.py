"""Pictures from outside are never kept as they came: opened, turned upright, made smaller, written anew.

What travels with a photo (place, time, camera, comments, a hidden second file) stays behind.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

KINDS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 16_383  # the most that WebP holds
WIDTHS = (480, 960, 1600)

# All that Pillow's readers were seen to raise over bytes that are no sound picture.
UNREADABLE = (
    OSError, SyntaxError, ValueError, EOFError, TypeError, LookupError, ArithmeticError, AttributeError,
    NotImplementedError, struct.error, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rendition:
    """One size of a picture, ready to be stored."""

    width: int
    height: int
    kind: str  # "webp" or "jpeg"
    content: bytes


def renditions(upload: IO[bytes], widths: Iterable[int] = WIDTHS) -> list[Rendition]:
    """The picture as WebP in each width up to its own, and once as JPEG for those who need it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # we count pixels ourselves, and damaged notes are left behind
        picture = _upright(_opened(upload))
    sizes = sorted({min(width, picture.width) for width in widths})
    made = [_written(picture, width, "webp") for width in sizes]
    return [*made, _written(picture, sizes[-1], "jpeg")]


def _opened(upload: IO[bytes]) -> Image.Image:
    """The picture, its first frame, decoded. Its size is known, and refused, before that."""
    content = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValidationError(_("This picture is larger than 10 MB. Please choose a smaller one."))
    try:
        picture = Image.open(io.BytesIO(content), formats=KINDS)
        if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
            raise _too_large()
        picture.draft("RGB", (max(WIDTHS), max(WIDTHS)))
        picture.load()
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except UNREADABLE as error:
        raise ValidationError(_("This is not a picture we can read. JPEG, PNG, WebP and GIF work.")) from error
    return picture


def _too_large() -> ValidationError:
    return ValidationError(_("This picture has too many pixels. Please choose a smaller one."))


def _upright(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    turned = _turned(picture)
    has_alpha = turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info
    plain = turned.convert("RGBA" if has_alpha else "RGB")
    return _in_srgb(plain, profile) if profile else plain


def _turned(picture: Image.Image) -> Image.Image:
    """As its notes say it was held; damaged notes are left out."""
    try:
        return ImageOps.exif_transpose(picture)
    except UNREADABLE:
        return picture


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Colours as every screen understands them; a broken profile is left out."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return picture
    return made or picture


def _written(picture: Image.Image, width: int, kind: str) -> Rendition:
    height = max(1, round(picture.height * width / picture.width))
    small = picture.resize((width, height), Image.Resampling.LANCZOS)
    if kind == "jpeg" and small.mode == "RGBA":
        on_white = Image.new("RGB", small.size, "white")
        on_white.paste(small, mask=small.getchannel("A"))
        small = on_white
    small.info = {}  # nothing of the original's notes may slip through
    out = io.BytesIO()
    small.save(out, format=kind.upper(), quality=80, **({"method": 4} if kind == "webp" else {"optimize": True}))
    return Rendition(width, height, kind, out.getvalue())
