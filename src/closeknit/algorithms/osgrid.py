"""British National Grid (OSGB36, Airy 1830) to WGS 84.

The grid's transverse Mercator is undone, then seven Helmert parameters move the point from the one
ellipsoid to the other. Source: Ordnance Survey, *A guide to coordinate systems in Great Britain*,
annexes B and C. The Helmert step is true to about 5 metres (OSTN15, which is exact, needs a grid of
15 MB). O(n) in numpy.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_AIRY = 6377563.396, 6356256.909  # semi-axes in metres
_WGS84 = 6378137.0, 6356752.314245
_SCALE = 0.9996012717  # on the central meridian
_TRUE_ORIGIN = np.radians(49.0), np.radians(-2.0)
_FALSE_ORIGIN = 400_000.0, -100_000.0  # easting and northing of the true origin
_SHIFT_M = 446.448, -125.157, 542.060  # OSGB36 to WGS 84
_TURN = tuple(np.radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
_STRETCH = -20.4894e-6
_CLOSE_ENOUGH_M = 1e-5


def to_wgs84(eastings: ArrayLike, northings: ArrayLike) -> tuple[Floats, Floats]:
    """The arrays (lats, lngs) in degrees of points given in metres of the National Grid.

    ValueError if a number is no number or lies far outside the grid.
    """
    east, north = np.asarray(eastings, np.float64), np.asarray(northings, np.float64)
    if not ((np.abs(east - 400_000) < 1e6).all() and (np.abs(north - 600_000) < 1e6).all()):  # noqa: PLR2004 - metres
        raise ValueError("eastings and northings must be metres of the British National Grid")
    lat, lng = _unproject(east, north)
    x, y, z = _moved(*_to_space(lat, lng))
    lat, lng = _from_space(x, y, z)
    return np.degrees(lat), np.degrees(lng)


def _unproject(east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Radians (lat, lng) on the Airy ellipsoid of points of the grid (annex C.2 of the source)."""
    major, minor = _AIRY
    squared = 1 - (minor / major) ** 2
    lat = _foot(north)
    sine, tangent, secant = np.sin(lat), np.tan(lat), 1 / np.cos(lat)
    nu = major * _SCALE / np.sqrt(1 - squared * sine**2)
    rho = major * _SCALE * (1 - squared) / (1 - squared * sine**2) ** 1.5
    eta = nu / rho - 1
    run = (east - _FALSE_ORIGIN[0]) / nu
    t2 = tangent**2
    down = run**2 / 2 - run**4 / 24 * (5 + 3 * t2 + eta - 9 * t2 * eta) + run**6 / 720 * (61 + 90 * t2 + 45 * t2**2)
    along = (
        run
        - run**3 / 6 * (nu / rho + 2 * t2)
        + run**5 / 120 * (5 + 28 * t2 + 24 * t2**2)
        - run**7 / 5040 * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3)
    )
    return lat - tangent * nu / rho * down, _TRUE_ORIGIN[1] + secant * along


def _foot(north: Floats) -> Floats:
    """The latitude whose arc along the central meridian is as long as the northing."""
    lat = np.full_like(north, _TRUE_ORIGIN[0])
    rest = north - _FALSE_ORIGIN[1]
    while rest.size and np.abs(rest).max() > _CLOSE_ENOUGH_M:
        lat = lat + rest / (_AIRY[0] * _SCALE)
        rest = north - _FALSE_ORIGIN[1] - _arc(lat)
    return lat


def _arc(lat: Floats) -> Floats:
    """Metres along the central meridian from the true origin."""
    major, minor = _AIRY
    n = (major - minor) / (major + minor)
    rise, total = lat - _TRUE_ORIGIN[0], lat + _TRUE_ORIGIN[0]
    shares: Floats = (
        (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * rise
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * np.sin(rise) * np.cos(total)
        + (15 / 8 * n**2 + 15 / 8 * n**3) * np.sin(2 * rise) * np.cos(2 * total)
        - 35 / 24 * n**3 * np.sin(3 * rise) * np.cos(3 * total)
    )
    return minor * _SCALE * shares


def _to_space(lat: Floats, lng: Floats) -> tuple[Floats, Floats, Floats]:
    """Metres (x, y, z) from the middle of the earth of points on the Airy ellipsoid."""
    major, minor = _AIRY
    nu = major / np.sqrt(1 - (1 - (minor / major) ** 2) * np.sin(lat) ** 2)
    x, y = nu * np.cos(lat) * np.cos(lng), nu * np.cos(lat) * np.sin(lng)
    return x, y, nu * (minor / major) ** 2 * np.sin(lat)


def _moved(x: Floats, y: Floats, z: Floats) -> tuple[Floats, Floats, Floats]:
    """Helmert's transformation, for small angles."""
    grown = 1 + _STRETCH
    turn_x, turn_y, turn_z = _TURN
    return (
        _SHIFT_M[0] + grown * x - turn_z * y + turn_y * z,
        _SHIFT_M[1] + turn_z * x + grown * y - turn_x * z,
        _SHIFT_M[2] - turn_y * x + turn_x * y + grown * z,
    )


def _from_space(x: Floats, y: Floats, z: Floats) -> tuple[Floats, Floats]:
    """Radians (lat, lng) on the WGS 84 ellipsoid; three rounds are exact to a micrometre here."""
    major, minor = _WGS84
    squared = 1 - (minor / major) ** 2
    flat = np.hypot(x, y)
    lat = np.arctan2(z, flat * (1 - squared))
    for _ in range(3):
        nu = major / np.sqrt(1 - squared * np.sin(lat) ** 2)
        lat = np.arctan2(z + squared * nu * np.sin(lat), flat)
    return lat, np.arctan2(y, x)
