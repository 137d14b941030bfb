"""Loomwick cut from squared paper: small boundary files in the shapes of the official ones."""

import json
from pathlib import Path
from typing import Any

WEST, SOUTH, STEP = 1.70, 51.60, 0.01
SHARED = Path(__file__).parents[3] / "shared" / "data"


def square(column: float, row: float, width: float = 1, height: float = 1) -> dict[str, Any]:
    """A rectangle of so many steps, its south-west corner at this place on the paper."""
    west, south = WEST + column * STEP, SOUTH + row * STEP
    east, north = west + width * STEP, south + height * STEP
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [[[round(x, 6), round(y, 6)] for x, y in ring]]}


def place(column: float, row: float) -> tuple[float, float]:
    """(lat, lng) of a place on the paper."""
    return round(SOUTH + row * STEP, 6), round(WEST + column * STEP, 6)


def ward(code: str, name: str, geometry: Any, year: int = 25) -> dict[str, Any]:
    """A feature as the Office for National Statistics writes it."""
    properties = {
        "FID": 1,
        f"WD{year}CD": code,
        f"WD{year}NM": name,
        f"WD{year}NMW": " ",
        f"LAD{year}CD": "X09",
        f"LAD{year}NM": "Loomwick",
    }
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def file(*features: Any, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


# Two wards beside each other; then three: the second was cut in two, and the first lent it a strip.
BEFORE = file(
    ward("X05000001", "Selvedge", square(0, 0, 2, 2), 13),
    ward("X05000002", "Ropewalk", square(2, 0, 2, 2), 13),
)
AFTER = file(
    ward("X05000011", "Selvedge", square(0, 0, 1.5, 2)),
    ward("X05000012", "Ropewalk", square(1.5, 0, 2.5, 1)),
    ward("X05000013", "Bobbin Gate", square(1.5, 1, 2.5, 1)),
)
