import io
import random
import struct
import zlib
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

from closeknit.core import images


def a_picture(kind="JPEG", size=(2000, 1000), mode="RGB", **saving):
    picture = Image.new(mode, size, (200, 30, 60, 128)[: len(mode)])
    out = io.BytesIO()
    picture.save(out, kind, **saving)
    return io.BytesIO(out.getvalue())


def opened(rendition):
    return Image.open(io.BytesIO(rendition.content))


def test_each_width_as_webp_and_the_largest_as_jpeg():
    made = images.renditions(a_picture())
    assert [(item.kind, item.width, item.height) for item in made] == [
        ("webp", 480, 240),
        ("webp", 960, 480),
        ("webp", 1600, 800),
        ("jpeg", 1600, 800),
    ]
    assert [opened(item).format for item in made] == ["WEBP", "WEBP", "WEBP", "JPEG"]


def test_a_small_picture_is_not_blown_up():
    assert [item.width for item in images.renditions(a_picture(size=(300, 200)))] == [300, 300]


def test_nothing_travels_with_the_picture():
    exif = Image.Exif()
    exif[0x010F] = "CANARY-camera"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)  # GPS latitude
    upload = a_picture(exif=exif.tobytes(), comment=b"CANARY-comment", xmp=b"<x>CANARY-xmp</x>")
    assert b"CANARY" in upload.getvalue()
    for item in images.renditions(upload):
        assert b"CANARY" not in item.content
        assert dict(opened(item).getexif()) == {}
        assert "xmp" not in opened(item).info


def test_what_lies_behind_the_picture_is_gone():
    upload = io.BytesIO(a_picture().getvalue() + b"<script>CANARY</script>PK\x03\x04")
    assert not any(b"CANARY" in item.content for item in images.renditions(upload))


def test_it_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # lay on its side
    made = images.renditions(a_picture(size=(400, 200), exif=exif.tobytes()), widths=[1000])
    assert (made[0].width, made[0].height) == (200, 400)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_the_four_kinds_are_read(kind):
    assert images.renditions(a_picture(kind, size=(60, 40)))[0].width == 60


def test_of_a_moving_picture_the_first_frame():
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    made = images.renditions(io.BytesIO(out.getvalue()))
    assert getattr(opened(made[0]), "n_frames", 1) == 1
    red, _green, blue = ImageOps.exif_transpose(opened(made[-1])).convert("RGB").getpixel((5, 5))
    assert red > 200
    assert blue < 60


def test_see_through_stays_so_in_webp_and_is_white_in_jpeg():
    webp, jpeg = images.renditions(a_picture("PNG", size=(60, 40), mode="RGBA"))
    assert opened(webp).mode == "RGBA"
    assert opened(jpeg).mode == "RGB"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"<?xml version='1.0'?><svg/>",
        b"BM" + bytes(200),
        b"%PDF-1.7",
        a_picture("PNG").getvalue()[:200],
    ],
)
def test_anything_else_is_refused(content):
    with pytest.raises(ValidationError, match="not a picture we can read"):
        images.renditions(io.BytesIO(content))


def test_too_many_pixels_are_refused_before_they_are_decoded():
    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    idat = zlib.compress(bytes(1000))
    bomb = b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", len(idat)) + b"IDAT" + idat + bytes(4)
    with pytest.raises(ValidationError, match="too many pixels"):
        images.renditions(io.BytesIO(bomb))


def test_too_many_bytes_are_refused():
    with pytest.raises(ValidationError, match="larger than 10 MB"):
        images.renditions(io.BytesIO(bytes(images.MOST_BYTES + 1)))


@pytest.mark.parametrize("size", [(1, images.LONGEST_SIDE + 1), (images.LONGEST_SIDE + 1, 1)])
def test_what_is_too_long_for_webp_is_refused(size):
    with pytest.raises(ValidationError, match="too many pixels"):
        images.renditions(a_picture("PNG", size=size))


@pytest.mark.parametrize(
    "error",
    [struct.error("x"), zlib.error("x"), SyntaxError("x"), OSError("truncated"), IndexError("x"), TypeError("x"),
     ZeroDivisionError("x"), Image.DecompressionBombError("x")],
)  # fmt: skip
def test_whatever_a_reader_stumbles_over_is_one_refusal(error, monkeypatch):
    def stumble(*_args, **_settings):
        raise error

    monkeypatch.setattr(Image, "open", stumble)
    with pytest.raises(ValidationError):
        images.renditions(io.BytesIO(b"anything"))


def test_a_warning_of_a_bomb_is_no_error():
    width = Image.MAX_IMAGE_PIXELS // 10_000 + 1
    with pytest.raises(ValidationError, match="too many pixels"):
        images.renditions(a_picture("PNG", size=(10_000, width), mode="L"))


@pytest.mark.parametrize("notes", [b"Exif\0\0MM\0\xff\0\0\0\x08", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x01", b"Exif\0\0"])
def test_damaged_notes_are_left_behind(notes):
    assert images.renditions(a_picture(size=(60, 40), exif=notes))[0].width == 60


def test_a_picture_with_any_bytes_changed_is_made_or_refused():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "camera"
    dice = random.Random(7)
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        whole = a_picture(kind, size=(20, 12), **({} if kind == "GIF" else {"exif": exif.tobytes()})).getvalue()
        for _ in range(150):
            changed = bytearray(whole)
            for _ in range(dice.randint(1, 5)):
                changed[dice.randrange(len(changed))] = dice.randrange(256)
            with suppress(ValidationError):
                images.renditions(io.BytesIO(bytes(changed)))
