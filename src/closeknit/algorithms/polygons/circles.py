"""A circle on the ground as a polygon: the corners lie at one distance from the middle.

Source: the destination point of a great circle, E. Williams, *Aviation Formulary* 1.47 ("Lat/lon
given radial and distance").
"""

import math
from typing import Any

from closeknit.algorithms.geo.distance import EARTH_RADIUS_M

CORNERS = 72


def circle(lat: float, lng: float, radius_m: float) -> dict[str, Any]:
    """GeoJSON of the circle around a point in degrees, counter-clockwise. O(CORNERS)."""
    corners = [_corner(lat, lng, radius_m, 2 * math.pi * number / CORNERS) for number in range(CORNERS)]
    ring = [*reversed(corners), corners[-1]]
    return {"type": "Polygon", "coordinates": [ring]}


def _corner(lat: float, lng: float, radius_m: float, bearing: float) -> list[float]:
    angle, south = radius_m / EARTH_RADIUS_M, math.radians(lat)
    north = math.asin(math.sin(south) * math.cos(angle) + math.cos(south) * math.sin(angle) * math.cos(bearing))
    run = math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(south), math.cos(angle) - math.sin(south) * math.sin(north)
    )
    return [round(lng + math.degrees(run), 6), round(math.degrees(north), 6)]
