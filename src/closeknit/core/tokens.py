"""The colours of the style sheets, read from them for whatever cannot read CSS: pictures for
social media, the browser's own bar, the map's style, and the tests of contrast."""

import functools
import math
import re
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "core" / "css"
SHEETS = {
    "light": ("tokens.css",),
    "dark": ("tokens.css", "tokens-dark.css"),
    "contrast": ("tokens.css", "tokens-contrast.css"),
    "contrast-dark": (
        "tokens.css",
        "tokens-dark.css",
        "tokens-contrast.css",
        "tokens-contrast-dark.css",
    ),
}

STRAIGHT = 0.0031308  # below this, sRGB's curve is a line (IEC 61966-2-1)

Rgb = tuple[float, float, float]


@functools.cache
def tokens(theme: str = "light") -> dict[str, str]:
    """Every custom property of a theme, by name, as written; later sheets win."""
    found: dict[str, str] = {}
    for sheet in SHEETS[theme]:
        text = re.sub(r"/\*.*?\*/", "", (FOLDER / sheet).read_text(), flags=re.DOTALL)
        for name, value in re.findall(r"--([\w-]+):\s*([^;]+);", text):
            if name != "time" or name not in found:  # the second is for reduced motion
                found[name] = value.strip()
    return found


@functools.cache
def hex_colour(name: str, theme: str = "light") -> str:
    """A token as ``#rrggbb``."""
    return "#" + "".join(f"{round(255 * _encoded(channel)):02x}" for channel in linear_rgb(name, theme))


def contrast(first: str, second: str, theme: str = "light") -> float:
    """WCAG 2's contrast ratio of two tokens, from 1 to 21."""
    low, high = sorted((luminance(first, theme), luminance(second, theme)))
    return (high + 0.05) / (low + 0.05)


def luminance(name: str, theme: str = "light") -> float:
    """WCAG 2's relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    red, green, blue = linear_rgb(name, theme)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear_rgb(name: str, theme: str = "light") -> Rgb:
    """A token as linear sRGB, each channel cut to 0..1."""
    return from_oklch(*oklch(name, theme))


def oklch(name: str, theme: str = "light") -> Rgb:
    """Lightness, chroma and hue in degrees, after following ``var()`` to its end."""
    value = tokens(theme)[name]
    while alias := re.fullmatch(r"var\(--([\w-]+)\)", value):
        value = tokens(theme)[alias.group(1)]
    lightness, chroma, hue = re.fullmatch(r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)", value).groups()
    return float(lightness), float(chroma), float(hue)


def from_oklch(lightness: float, chroma: float, hue: float) -> Rgb:
    """Björn Ottosson's OKLab, https://bottosson.github.io/posts/oklab/, to linear sRGB."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    channels = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in channels)
    return red, green, blue


def _encoded(channel: float) -> float:
    return 12.92 * channel if channel <= STRAIGHT else 1.055 * channel ** (1 / 2.4) - 0.055
