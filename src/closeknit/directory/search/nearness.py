"""How far groups are from a place, and which are within a distance of it."""

import math

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from closeknit.algorithms.geo import bounds_around
from closeknit.algorithms.geo.distance import EARTH_RADIUS_M
from closeknit.directory.search import bitmaps
from closeknit.directory.search.snapshot import Snapshot
from closeknit.places.reads import FoundPlace

METRES_A_MILE = 1609.344
FAR = np.float32(1e9)  # what has no pin
SLACK = 1e-6  # radians, for the rounding of what is held


def metres_from(place: FoundPlace, ids: NDArray[np.uint32], snapshot: Snapshot) -> NDArray[np.float32]:
    """For each group its distance, ``FAR`` without a pin. On a plane at the middle latitude: within
    0.1 % at 50 km. 5 ms for a million."""
    lats, lngs = (column[ids] for column in snapshot.columns.whereabouts)
    lat, lng = np.float32(math.radians(place.lat)), np.float32(math.radians(place.lng))
    metres = np.hypot(lats - lat, (lngs - lng) * np.cos((lats + lat) / 2)) * np.float32(EARTH_RADIUS_M)
    return np.where(snapshot.columns.cell[ids] >= 0, metres, FAR)


def reach(miles: float) -> np.float32:
    """Miles in metres, as exact as distances are: what is counted must be what is found."""
    return np.float32(miles * METRES_A_MILE)


def around(place: FoundPlace, miles: float, snapshot: Snapshot) -> BitMap:
    """Groups with a pin within this distance, and those without one that are there for the ward in
    which the place lies."""
    west, south, east, north = map(math.radians, bounds_around(place.lat, place.lng, miles * METRES_A_MILE))
    lats, lngs = snapshot.columns.whereabouts
    boxed = (lats >= south - SLACK) & (lats <= north + SLACK) & (lngs >= west - SLACK) & (lngs <= east + SLACK)
    near = np.flatnonzero(boxed).astype(np.uint32)
    pinned = near[metres_from(place, near, snapshot) <= reach(miles)]
    return bitmaps.of(pinned) | without_pin_at(place, snapshot)


def without_pin_at(place: FoundPlace, snapshot: Snapshot) -> BitMap:
    """Groups without a pin that are there for the narrowest area that holds the place."""
    catalogue = snapshot.catalogue
    area = catalogue.areas_by_slug.get(place.area)
    held = [area.id] if area else list(catalogue.area_index.holding([place.lat], [place.lng])[0])
    token = bitmaps.area(held[-1]) if held else ""
    return snapshot.bitmaps.get(token) - snapshot.bitmaps.get(bitmaps.PINNED)
