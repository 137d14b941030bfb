"""Where generated groups may stand: 50 m squares of dry land, each wholly in one ward, drawn more
often near the high streets. The ward of a square is known, so no point is ever looked up."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from closeknit.demo.loomwick import areas, shapes
from closeknit.demo.loomwick.plane import (
    KM_PER_DEGREE,
    KM_PER_DEGREE_EAST,
    LAT,
    LNG,
    from_lng_lat,
    from_paper,
)
from closeknit.demo.loomwick.postcodes import postcodes
from closeknit.demo.loomwick.streets import CELL, Field

# Lively spots of the hand drawing: where they are, how far they reach (km), how strongly.
CENTRES = (
    ((352, 222), 0.55, 9.0), ((346, 250), 0.4, 6.0), ((424, 294), 0.4, 4.0), ((260, 204), 0.4, 3.2),
    ((196, 130), 0.4, 3.2), ((252, 88), 0.4, 2.6), ((152, 186), 0.4, 2.0), ((236, 222), 0.35, 1.5),
    ((376, 114), 0.4, 3.0), ((450, 206), 0.4, 2.0), ((510, 262), 0.45, 2.5), ((268, 316), 0.4, 4.0),
    ((216, 344), 0.35, 3.0), ((128, 378), 0.4, 2.0), ((228, 430), 0.4, 2.5), ((200, 506), 0.35, 1.5),
    ((352, 370), 0.45, 5.0), ((372, 426), 0.4, 4.0), ((346, 460), 0.35, 3.0), ((316, 502), 0.4, 2.5),
    ((384, 480), 0.35, 2.5), ((468, 396), 0.45, 3.5), ((540, 352), 0.35, 2.0), ((550, 392), 0.4, 2.0),
)  # fmt: skip
SHARE = {"Warpfield": 88, "Weftbridge": 71, "Heddle Hill": 64, "Bobbin Green": 89}


@dataclass(frozen=True)
class Ground:
    """Squares as columns: the same index is the same square in each."""

    wards: list[str]
    lat: np.ndarray  # of the square's middle
    lng: np.ndarray
    ward: np.ndarray  # index into ``wards``
    postcode: np.ndarray  # index into postcodes(): the nearest in the same ward
    reach: np.ndarray  # running share of how often squares up to this one are drawn

    def squares(self, dice: np.ndarray) -> np.ndarray:
        """A square for each number between 0 and 1."""
        return np.searchsorted(self.reach, dice, side="right").clip(max=len(self.reach) - 1)


HALF_LAT = CELL / 2 / KM_PER_DEGREE
HALF_LNG = CELL / 2 / KM_PER_DEGREE_EAST


@cache
def ground() -> Ground:
    field = Field()
    x, y = field.x[field.land], field.y[field.land]
    ward = _ward_of_squares(x, y)
    x, y, ward = x[ward >= 0], y[ward >= 0], ward[ward >= 0]
    weight = _liveliness(x, y) * _neighbourhood_shares(x, y, ward)
    return Ground(
        wards=list(areas.CURRENT),
        lat=LAT + y / KM_PER_DEGREE,
        lng=LNG + x / KM_PER_DEGREE_EAST,
        ward=ward,
        postcode=_nearest_postcodes(x, y, ward),
        reach=np.cumsum(weight) / weight.sum(),
    )


def _ward_of_squares(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The ward that holds all four corners, else -1."""
    ward = np.full(len(x), -1)
    half = CELL / 2
    corners = [(x + dx * half, y + dy * half) for dx in (-1, 1) for dy in (-1, 1)]
    dry = areas_land()
    for i, name in enumerate(areas.CURRENT):
        shape = areas.ward_shapes()[name].intersection(dry)
        shapely.prepare(shape)
        holds = np.ones(len(x), dtype=bool)
        for cx, cy in corners:
            holds &= shapely.contains_xy(shape, LNG + cx / KM_PER_DEGREE_EAST, LAT + cy / KM_PER_DEGREE)
        ward[holds] = i
    return ward


def areas_land() -> shapely.Geometry:
    """The borough without its river."""
    return shapes.borough_shape().difference(shapes.river_shape())


def _liveliness(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    lively = np.full(len(x), 0.35)
    for spot, reach, strength in CENTRES:
        cx, cy = from_paper(*spot)
        lively += strength * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * reach**2))
    return lively


def _neighbourhood_shares(x: np.ndarray, y: np.ndarray, ward: np.ndarray) -> np.ndarray:
    """A factor for each square, so that the four neighbourhoods get their shares."""
    lively = _liveliness(x, y)
    homes = list(SHARE)
    home = np.array([homes.index(areas.neighbourhood_of(name)) for name in areas.CURRENT])[ward]
    factor = np.zeros(len(x))
    for i, name in enumerate(homes):
        factor[home == i] = SHARE[name] / lively[home == i].sum()
    return factor


def _nearest_postcodes(x: np.ndarray, y: np.ndarray, ward: np.ndarray) -> np.ndarray:
    nearest = np.zeros(len(x), dtype=int)
    at = np.array([from_lng_lat((p.lng, p.lat)) for p in postcodes()])
    names = np.array([p.ward for p in postcodes()])
    for i, name in enumerate(areas.CURRENT):
        own, mine = np.flatnonzero(names == name), np.flatnonzero(ward == i)
        gap = np.hypot(x[mine, None] - at[own, 0], y[mine, None] - at[own, 1])
        nearest[mine] = own[gap.argmin(axis=1)]
    return nearest


@cache
def ward_spots() -> list[tuple[float, float]]:
    """A spot inside each ward (lat, lng), for groups that say no more than their ward."""
    spots = (areas.ward_shapes()[name].point_on_surface() for name in areas.CURRENT)
    return [(round(spot.y, 6), round(spot.x, 6)) for spot in spots]
