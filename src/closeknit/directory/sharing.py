"""Pictures of a group's page to share: a QR code and a card for social media."""

import io
from functools import cache

import segno
from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

CARD = (1200, 630)
MARGIN = 90
SMALLEST = 40
BAND = "#f8cd33"  # the colours of core's tokens (band, ink, thread), as a picture must carry its own
INK = "#151a2e"
THREAD = "#a8231f"
HEADING = "vendor/fonts/besley-latin-normal.woff2"
TEXT = "vendor/fonts/atkinson-hyperlegible-next-latin-normal.woff2"


def qr_svg(address: str) -> bytes:
    """A QR code (ISO/IEC 18004, error level M) that leads to ``address``, as an SVG picture."""
    out = io.BytesIO()
    code = segno.make(address, error="m")
    code.save(out, kind="svg", border=2, dark="#000", light="#fff", omitsize=True)
    return out.getvalue()


def card_png(*, name: str, summary: str, above: str) -> bytes:
    """A PNG of 1200 × 630 pixels with the name large, a line above it and the summary below."""
    picture = Image.new("RGB", CARD, BAND)
    pen = ImageDraw.Draw(picture)
    pen.text((MARGIN, 84), above, font=_font(TEXT, 32, 650), fill=INK)
    y = _write(pen, name, 150, size=84, file=HEADING, weight=650, lines=3)
    _write(pen, summary, y + 30, size=38, file=TEXT, weight=400, lines=2)
    _threads(pen)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _threads(pen: ImageDraw.ImageDraw) -> None:
    """Two threads that hook into each other, as on the home page."""
    for y in (530, 566):
        pen.line([(0, y), (867, y)], fill=INK, width=14)
        pen.line([(833, y + 18), (CARD[0], y + 18)], fill=THREAD, width=14)
    pen.arc([(842, 523), (890, 573)], -90, 90, fill=INK, width=14)
    pen.arc([(810, 541), (858, 591)], 90, 270, fill=THREAD, width=14)


def _write(pen: ImageDraw.ImageDraw, text: str, y: int, *, size: int, file: str, weight: int, lines: int) -> int:
    """Write ``text`` in at most ``lines`` lines, smaller if it is long; returns where it ends."""
    while size > SMALLEST and len(_wrap(text, _font(file, size, weight))) > lines:
        size -= 8
    font = _font(file, size, weight)
    wrapped = _wrap(text, font)
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], wrapped[lines - 1] + " …"]
    for line in wrapped:
        pen.text((MARGIN, y), line, font=font, fill=INK)
        y += int(size * 1.22)
    return y


def _wrap(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= CARD[0] - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _font(file: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    path = finders.find(file)
    if not path:  # the front-end packages are not installed: Pillow's own face will do
        return ImageFont.load_default(size)
    font = ImageFont.truetype(path, size)
    font.set_variation_by_axes([weight])
    return font
