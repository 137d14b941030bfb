"""The areas of Loomwick in two editions: the 16 wards of today and the 14 before the review of
2022, which renamed one, merged two, split three and moved two borders. Codes begin with an
invented X, so that no real area is meant."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from shapely.geometry import Polygon, mapping

from closeknit.demo.loomwick import shapes
from closeknit.demo.loomwick.records import DemoArea

BOROUGH, BOROUGH_CODE = "Loomwick", "X09000001"
REVIEW = date(2022, 5, 5)
FIRST_REVIEW = date(2002, 5, 2)
NEIGHBOURHOODS = {
    "Warpfield": "X12000001",
    "Weftbridge": "X12000002",
    "Heddle Hill": "X12000003",
    "Bobbin Green": "X12000004",
}

_Wards = dict[str, tuple[str, str, tuple[str, ...]]]  # by name: the code, the neighbourhood, the pieces

_KEPT: _Wards = {
    "Ropewalk": ("X05000009", "Heddle Hill", ("ropewalk",)),
    "Carder Street": ("X05000010", "Heddle Hill", ("carder",)),
    "Selvedge Wood": ("X05000011", "Heddle Hill", ("selvedge",)),
    "Skein Park": ("X05000014", "Bobbin Green", ("skein",)),
}
CURRENT: _Wards = {
    "Tenter Meadow": ("X05000101", "Warpfield", ("tenter",)),
    "Shuttle Cross": ("X05000102", "Warpfield", ("shuttle",)),
    "Spinners Gate": ("X05000103", "Warpfield", ("spinners",)),
    "Teasel Bank": ("X05000104", "Warpfield", ("teasel", "tenter-south")),
    "Madder Lane": ("X05000105", "Weftbridge", ("madder",)),
    "Bleachfield": ("X05000106", "Weftbridge", ("bleach", "bleach-west")),
    "Fuller Street": ("X05000107", "Weftbridge", ("fuller",)),
    "Dyehouse": ("X05000108", "Weftbridge", ("dyehouse",)),
    "Heddle Top": ("X05000109", "Heddle Hill", ("top-upper", "top-lower")),
    "Bobbin Green": ("X05000110", "Bobbin Green", ("green",)),
    "Treadle End": ("X05000111", "Bobbin Green", ("treadle",)),
    "Woolpack": ("X05000013", "Bobbin Green", ("woolpack",)),  # was Gasworks, same land, same code
    **_KEPT,
}
BEFORE_2022: _Wards = {
    "Tenter Meadow": ("X05000001", "Warpfield", ("tenter", "tenter-south")),
    "Warpfield West": ("X05000002", "Warpfield", ("shuttle", "spinners")),
    "Teasel Bank": ("X05000003", "Warpfield", ("teasel",)),
    "Madder Lane": ("X05000004", "Weftbridge", ("madder", "bleach-west")),
    "Bleachfield": ("X05000005", "Weftbridge", ("bleach",)),
    "Weftbridge Town": ("X05000006", "Weftbridge", ("fuller", "dyehouse")),
    "Upper Heddle": ("X05000007", "Heddle Hill", ("top-upper",)),
    "Lower Heddle": ("X05000008", "Heddle Hill", ("top-lower",)),
    "Bobbin Green": ("X05000012", "Bobbin Green", ("green", "treadle")),
    "Gasworks": ("X05000013", "Bobbin Green", ("woolpack",)),
    **_KEPT,
}
EDITIONS = {"current": CURRENT, "2002": BEFORE_2022}


@cache
def areas(edition: str = "current") -> tuple[DemoArea, ...]:
    """Borough, neighbourhoods, wards: parents first. Editions: ``current`` and ``2002``."""
    wards = EDITIONS[edition]
    return (_borough(), *(_neighbourhood(name) for name in NEIGHBOURHOODS), *map(_ward(edition), wards))


def _borough() -> DemoArea:
    return DemoArea("borough", BOROUGH, BOROUGH_CODE, "", _ring(shapes.borough_shape()))


def _neighbourhood(name: str) -> DemoArea:
    parts = tuple(p for _, home, own in CURRENT.values() if home == name for p in own)
    pattern = 1 + list(NEIGHBOURHOODS).index(name)
    ring = _ring(shapes.sewn(parts))
    return DemoArea("neighbourhood", name, NEIGHBOURHOODS[name], BOROUGH_CODE, ring, pattern)


def _ward(edition: str):
    def ward(name: str) -> DemoArea:
        code, home, parts = EDITIONS[edition][name]
        is_old = edition != "current"
        return DemoArea(
            kind="ward",
            name=name,
            code=code,
            parent_code=NEIGHBOURHOODS[home],
            ring=_ring(shapes.sewn(parts)),
            valid_from=FIRST_REVIEW if is_old or name in _KEPT or name == "Woolpack" else REVIEW,
            valid_until=REVIEW if is_old and name not in _KEPT and name != "Gasworks" else None,
        )

    return ward


def _ring(shape: Polygon) -> tuple[tuple[float, float], ...]:
    return tuple(mapping(shape)["coordinates"][0])


@cache
def ward_shapes() -> dict[str, Polygon]:
    """Today's wards by name."""
    return {name: shapes.sewn(parts) for name, (_, _, parts) in CURRENT.items()}


def neighbourhood_of(ward: str) -> str:
    return CURRENT[ward][1]


def heirs() -> tuple[tuple[str, str, float, float], ...]:
    """Which ward of 2002 became which of today: both codes, the share of the old, the share of the new."""
    found = []
    for old_code, _, old_parts in BEFORE_2022.values():
        for new_code, _, new_parts in CURRENT.values():
            if shared := set(old_parts) & set(new_parts):
                land = _land(shared)
                found.append((old_code, new_code, land / _land(old_parts), land / _land(new_parts)))
    return tuple(row for row in found if row[0] != row[1])


def _land(parts: Iterable[str]) -> float:
    return sum(shapes.pieces()[part].area for part in parts)
