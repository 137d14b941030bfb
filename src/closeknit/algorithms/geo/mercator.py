"""Web-mercator tiles (EPSG:3857) and map cells.

A tile (z, x, y) counts from the north-west corner of the world's square, 2^z tiles a side. The cell
of a point is the Morton code of its tile at zoom 24 (about 2.4 m at the equator), so every tile at
every zoom is one contiguous range of cells. Source: OpenStreetMap wiki, *Slippy map tilenames*.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from closeknit.algorithms.geo.morton import morton, mortons, unmorton

Floats = NDArray[np.float64]

ZOOM = 24
EDGE_LAT = math.degrees(math.atan(math.sinh(math.pi)))  # 85.05…: beyond it the square ends
_SIDE = 1 << ZOOM


def cells_of(lats: ArrayLike, lngs: ArrayLike) -> NDArray[np.int64]:
    """The cell of each point given in degrees; 1-D int64. Latitudes beyond 85.05 go to the edge.

    ValueError if a coordinate is no number or off the globe. O(n).
    """
    xs, ys = _squares(lats, lngs)
    return mortons(_columns(xs), _columns(ys))


def cell_of(lat: float, lng: float) -> int:
    """The cell of one point, the same as from ``cells_of``."""
    return int(cells_of([lat], [lng])[0])


def tile_of(lat: float, lng: float, z: int) -> tuple[int, int]:
    """The tile (x, y) at zoom ``z``, 0 to 24, that holds the point."""
    x, y = unmorton(cell_of(lat, lng))
    return x >> ZOOM - z, y >> ZOOM - z


def tile_position(lats: ArrayLike, lngs: ArrayLike, z: int) -> tuple[Floats, Floats]:
    """Arrays (x, y) of where the points lie, counted in tiles of zoom ``z`` with fractions."""
    xs, ys = _squares(lats, lngs)
    return xs * 2.0**z, ys * 2.0**z


def tile_range(z: int, x: int, y: int) -> tuple[int, int]:
    """The cells of a tile, as (low, high) with ``low <= cell < high``.

    ValueError if there is no such tile, or ``z`` is above 24.
    """
    if not (0 <= z <= ZOOM and 0 <= x < 1 << z and 0 <= y < 1 << z):
        raise ValueError(f"there is no tile {z}/{x}/{y}")
    shift = 2 * (ZOOM - z)
    code = morton(x, y)
    return code << shift, (code + 1) << shift


def _squares(lats: ArrayLike, lngs: ArrayLike) -> tuple[Floats, Floats]:
    """Where points lie in the square of the world, each from 0 (west, north) to 1 (east, south)."""
    lat, lng = np.asarray(lats, np.float64), np.asarray(lngs, np.float64)
    if not ((np.abs(lat) <= 90).all() and (np.abs(lng) <= 180).all()):  # noqa: PLR2004 - the globe
        raise ValueError("a latitude must lie from -90 to 90 and a longitude from -180 to 180")
    sine = np.sin(np.radians(np.clip(lat, -EDGE_LAT, EDGE_LAT)))
    return lng / 360 + 0.5, 0.5 - np.arctanh(sine) / (2 * math.pi)


def _columns(shares: Floats) -> NDArray[np.int64]:
    return np.clip((shares * _SIDE).astype(np.int64), 0, _SIDE - 1)
