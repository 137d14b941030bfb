"""Distances along the ground by the haversine formula, on a sphere of the earth's mean radius.

Source: R. W. Sinnott, *Virtues of the Haversine*, Sky and Telescope 68 (1984). At most 0.6 % from
the ellipsoid, and much less over a borough.
"""

import math

from closeknit.algorithms.geo.bounds import Bounds

EARTH_RADIUS_M = 6_371_008.8  # the mean radius of the IUGG


def haversine_m(lat1: float, lng1: float, lat2: float, lng2: float) -> float:
    """Metres between two points given in degrees. O(1)."""
    south, north = math.radians(lat1), math.radians(lat2)
    rise, run = north - south, math.radians(lng2 - lng1)
    share = math.sin(rise / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin(run / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(share)))


def bounds_around(lat: float, lng: float, radius_m: float) -> Bounds:
    """The box in degrees that holds every point within ``radius_m`` metres. O(1).

    Where it would pass a pole or the date line it takes in the whole circle of longitudes.
    """
    angle = radius_m / EARTH_RADIUS_M + 1e-9  # a few millimetres more, for the rounding
    row = math.radians(lat)
    south, north = row - angle, row + angle
    sine = math.sin(min(angle, math.pi / 2)) / max(math.cos(row), 1e-12)
    half = math.degrees(math.asin(sine)) if sine < 1 else 360.0
    if north >= math.pi / 2 or south <= -math.pi / 2 or lng - half < -180 or lng + half > 180:  # noqa: PLR2004 - the globe
        west, east = -180.0, 180.0
    else:
        west, east = lng - half, lng + half
    return Bounds(west, max(-90.0, math.degrees(south)), east, min(90.0, math.degrees(north)))
