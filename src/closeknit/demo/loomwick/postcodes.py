"""Loomwick's postcodes: LW1 to LW9, an area that does not exist, strung along its streets.
As real ones do, each serves a stretch of one street and lies in one ward."""

import math
import random
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from closeknit.demo.loomwick import shapes
from closeknit.demo.loomwick.plane import (
    Point,
    from_lng_lat,
    from_paper,
    length,
    point_along,
    to_lng_lat,
)
from closeknit.demo.loomwick.streets import streets, ward_at

DISTRICTS = {
    "Fuller Street": "LW1", "Dyehouse": "LW1", "Madder Lane": "LW2", "Bleachfield": "LW2",
    "Tenter Meadow": "LW3", "Shuttle Cross": "LW3", "Spinners Gate": "LW4", "Teasel Bank": "LW4",
    "Ropewalk": "LW5", "Carder Street": "LW6", "Heddle Top": "LW6", "Selvedge Wood": "LW7",
    "Bobbin Green": "LW8", "Treadle End": "LW8", "Woolpack": "LW9", "Skein Park": "LW9",
}  # fmt: skip
APART = 0.2  # km of street for each postcode
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # those that real inward codes use
KNOWN, KNOWN_IN, KNOWN_AT = "LW1 4TT", "LW1", (410, 275)  # the one that every picture and test searches from


class DemoPostcode(NamedTuple):
    code: str
    lat: float
    lng: float
    ward: str
    street: str


@cache
def postcodes() -> tuple[DemoPostcode, ...]:
    """About 1,500, in order of code."""
    by_district: dict[str, list[tuple[Point, str, str]]] = defaultdict(list)
    for at, street, ward in _stretches():
        by_district[DISTRICTS[ward]].append((at, street, ward))
    found = [p for name, stretches in by_district.items() for p in _coded(name, stretches)]
    return tuple(sorted(found))


def _stretches():
    for street in streets():
        for i in range(parts := max(1, round(length(street.line) / APART))):
            at = point_along(street.line, (i + 0.5) / parts)
            yield at, street.name, ward_at(at)


def _coded(district: str, stretches: list[tuple[Point, str, str]]):
    """Sectors are slices of the district around its middle, as a postman might walk them."""
    middle = [sum(at[k] for at, _, _ in stretches) / len(stretches) for k in (0, 1)]
    known = from_paper(*KNOWN_AT)
    start = _bearing(middle, known) if district == KNOWN_IN else 0.0
    nearest = min(stretches, key=lambda s: math.dist(s[0], known))
    pairs = _letter_pairs(district)
    for stretch in stretches:
        at, street, ward = stretch
        sector = (3 + round((_bearing(middle, at) - start) / math.tau * 9)) % 9 + 1
        is_known = district == KNOWN_IN and stretch is nearest
        code = KNOWN if is_known else f"{district} {sector}{next(pairs[sector])}"
        lng, lat = to_lng_lat(at)
        yield DemoPostcode(code, lat, lng, ward, street)


def _bearing(middle: list[float], at: Point) -> float:
    return math.atan2(at[1] - middle[1], at[0] - middle[0])


def _letter_pairs(district: str):
    dice = random.Random(f"{shapes.SEED}:{district}")  # noqa: S311 - a drawing, not a secret
    pairs = [a + b for a in LETTERS for b in LETTERS if (a + b) != KNOWN[-2:]]
    return {sector: iter(dice.sample(pairs, len(pairs))) for sector in range(1, 10)}


@cache
def postcodes_in(ward: str) -> tuple[DemoPostcode, ...]:
    return tuple(p for p in postcodes() if p.ward == ward)


def serving(street: str, ward: str, lat: float, lng: float) -> DemoPostcode:
    """The postcode of a spot: on its street and in its ward if there is one, else the nearest in the ward."""
    here = from_lng_lat((lng, lat))
    own = [p for p in postcodes_in(ward) if p.street == street] or postcodes_in(ward)
    return min(own, key=lambda p: math.dist(here, from_lng_lat((p.lng, p.lat))))


@cache
def outcodes() -> tuple[tuple[str, float, float], ...]:
    """Each district and its middle, for a postcode that we know only half of."""
    by_district = defaultdict(list)
    for p in postcodes():
        by_district[p.code.split()[0]].append(p)
    return tuple(
        (code, round(sum(p.lat for p in own) / len(own), 6), round(sum(p.lng for p in own) / len(own), 6))
        for code, own in sorted(by_district.items())
    )
