"""Coordinates as people write them, and coordinates made coarse so that they give no home away."""

import math
import re

from closeknit.algorithms.geo.distance import EARTH_RADIUS_M

_NUMBER = r"[+\-−]?\d{1,3}(?:\.\d{1,20})?"
_ANGLE = (
    rf"(?P<WHICHbefore>[NSEW])?\s*(?P<WHICHdegrees>{_NUMBER})\s*°?"
    r"(?:\s*(?P<WHICHminutes>\d{1,2}(?:\.\d{1,20})?)\s*['′’])?"
    r"(?:\s*(?P<WHICHseconds>\d{1,2}(?:\.\d{1,20})?)\s*[\"″”])?"
    r"\s*(?P<WHICHafter>[NSEW])?"
)
_PAIR = re.compile(
    rf"\s*(?:geo:)?\(?{_ANGLE.replace('WHICH', 'a')}(?:\s*[,;]\s*|\s+){_ANGLE.replace('WHICH', 'b')}\)?\s*",
    re.IGNORECASE,
)
_SURE = re.compile(r"[.,°;]|[nsew]", re.IGNORECASE)  # two bare numbers could be anything
_LONGEST = 100


def snap(lat: float, lng: float, size_m: float) -> tuple[float, float]:
    """The middle (lat, lng) of the square of a fixed grid, ``size_m`` metres wide, that holds a point.

    Points of one square give the same answer, always, so that many questions tell no more than
    one. At most 0.9 of ``size_m`` away. Rows run along the latitudes; each has a whole number of
    squares. O(1).
    """
    half_circle = math.pi * EARTH_RADIUS_M
    rows = max(1, round(half_circle / size_m))
    row = min(rows - 1, int((lat + 90) / 180 * rows))
    middle = (row + 0.5) / rows * 180 - 90
    columns = max(1, round(2 * half_circle * math.cos(math.radians(middle)) / size_m))
    column = min(columns - 1, int((lng + 180) / 360 * columns))
    return round(middle, 7), round((column + 0.5) / columns * 360 - 180, 7)


def parse_coordinates(text: str) -> tuple[float, float] | None:
    """The (lat, lng) in degrees that a text such as these gives, or None:

    ``51.5, -0.12`` · ``51.5 N 0.12 W`` · ``51° 30′ 5″ N, 0° 7′ 12″ W`` · ``geo:51.5,-0.12``.
    Latitude comes first unless the letters say otherwise.
    """
    found = _PAIR.fullmatch(text) if len(text) <= _LONGEST else None
    if not found or not _SURE.search(text):
        return None
    first, second = _angle(found, "a"), _angle(found, "b")
    letters = (first[1] + second[1]).upper()
    if not re.fullmatch("(?:[NS][EW])?|[EW][NS]", letters):
        return None
    lat, lng = (second[0], first[0]) if letters[:1] in ("E", "W") else (first[0], second[0])
    if abs(lat) > 90 or abs(lng) > 180:  # noqa: PLR2004 - the globe
        return None
    return lat, lng


def _angle(found: re.Match[str], which: str) -> tuple[float, str]:
    """Signed degrees, and the letters N, S, E or W that stood beside them."""
    degrees = found[f"{which}degrees"].replace("−", "-")
    parts = abs(float(degrees)), float(found[f"{which}minutes"] or 0), float(found[f"{which}seconds"] or 0)
    size = parts[0] + parts[1] / 60 + parts[2] / 3600
    letters = (found[f"{which}before"] or "") + (found[f"{which}after"] or "")
    is_negative = degrees.startswith("-") or letters.upper() in ("S", "W")
    return (-size if is_negative else size), letters
