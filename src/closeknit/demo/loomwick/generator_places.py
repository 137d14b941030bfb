"""Where a block of generated groups stands: its columns of ward, precision, place and venue."""

from functools import cache
from typing import NamedTuple

import numpy as np

from closeknit.demo.loomwick.generator_tables import shares
from closeknit.demo.loomwick.ground import HALF_LAT, HALF_LNG, Ground, ground, ward_spots
from closeknit.demo.loomwick.postcodes import postcodes
from closeknit.demo.loomwick.venues import venues

PRECISIONS = ("exact", "street", "postcode", "ward")
_SHARES = shares(60, 15, 15, 10)
_OWN_DOOR = 2 / 3  # of exact places; the rest share the door of their square with whoever else is there


class Places(NamedTuple):
    """Columns; one entry for each group of the block."""

    ward: list[int]
    precision: list[str]
    lat: list[float]
    lng: list[float]
    address: list[str]
    postcode: list[str]
    street: list[str]
    venue: list[str]


class _Known(NamedTuple):
    """Postcodes and open venues as columns."""

    lat: np.ndarray
    lng: np.ndarray
    code: list[str]
    street: list[str]
    venue_keys: list[str]
    venue_of: np.ndarray  # index of its ward
    venue_lat: np.ndarray
    venue_lng: np.ndarray


@cache
def _known() -> _Known:
    wards = {name: i for i, name in enumerate(ground().wards)}
    is_open = [v for v in venues() if not v.is_confidential and v.key != "teasel-road-hall"]
    return _Known(
        np.array([p.lat for p in postcodes()]),
        np.array([p.lng for p in postcodes()]),
        [p.code for p in postcodes()],
        [p.street for p in postcodes()],
        [v.key for v in is_open],
        np.array([wards[v.place.ward] for v in is_open]),
        np.array([v.place.lat for v in is_open]),
        np.array([v.place.lng for v in is_open]),
    )


def placed(dice: dict[str, np.ndarray], first: int) -> Places:
    """Places for groups ``first`` and following, from columns of numbers between 0 and 1."""
    land, known = ground(), _known()
    square = land.squares(dice["square"])
    precision = np.searchsorted(_SHARES, dice["precision"]).clip(max=3)
    venue = _venues(dice, first, precision)
    ward = np.where(venue >= 0, known.venue_of[venue], land.ward[square])
    post = land.postcode[square]
    lat, lng = _coordinates(dice, land, square, precision, venue, post, ward)
    return _as_lists(ward, precision, lat, lng, post, venue, dice["door"])


def _venues(dice: dict[str, np.ndarray], first: int, precision: np.ndarray) -> np.ndarray:
    """The venue of a group or -1. Fewer and fewer as they fill, so that no pin holds thousands."""
    number = first + np.arange(len(precision))
    chance = 0.45 * 2000 / (2000 + number)
    meets_there = (precision == 0) & (dice["venue"] < chance)
    chosen = (dice["which_venue"] * len(_known().venue_keys)).astype(int)
    return np.where(meets_there, chosen, -1)


def _coordinates(
    dice: dict[str, np.ndarray], land: Ground, square: np.ndarray, precision: np.ndarray,
    venue: np.ndarray, post: np.ndarray, ward: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    known, spots = _known(), np.array(ward_spots())
    has_own_door = dice["door"] < _OWN_DOOR
    north = np.where(has_own_door, dice["north"] * 2 - 1, 0) * HALF_LAT * 0.98
    east = np.where(has_own_door, dice["east"] * 2 - 1, 0) * HALF_LNG * 0.98
    is_ward, is_near = precision == 3, (precision == 1) | (precision == 2)
    cases = [venue >= 0, is_ward, is_near]
    lat = np.select(cases, [known.venue_lat[venue], spots[ward, 0], known.lat[post]], land.lat[square] + north)
    lng = np.select(cases, [known.venue_lng[venue], spots[ward, 1], known.lng[post]], land.lng[square] + east)
    return lat.round(6), lng.round(6)


def _as_lists(
    ward: np.ndarray, precision: np.ndarray, lat: np.ndarray, lng: np.ndarray, post: np.ndarray,
    venue: np.ndarray, door: np.ndarray,
) -> Places:  # fmt: skip
    known = _known()
    house = (1 + door * 140).astype(int).tolist()
    street = [known.street[p] for p in post.tolist()]
    code = [known.code[p] for p in post.tolist()]
    venue_key = [known.venue_keys[v] if v >= 0 else "" for v in venue.tolist()]
    kind = precision.tolist()
    return Places(
        ward=ward.tolist(),
        precision=[PRECISIONS[p] for p in kind],
        lat=lat.tolist(),
        lng=lng.tolist(),
        address=[_address(*row) for row in zip(kind, venue_key, house, street, strict=True)],
        postcode=[c if (p == 0 and not v) or p == 2 else "" for p, v, c in zip(kind, venue_key, code, strict=True)],
        street=street,
        venue=venue_key,
    )


def _address(precision: int, venue: str, house: int, street: str) -> str:
    if venue or precision > 1:
        return ""
    return street if precision else f"{house} {street}"
