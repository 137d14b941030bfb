"""The dates of a day on a picture of the place, each place with the number that it has in the list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from closeknit.calendar import policies
from closeknit.calendar.dates import Happening
from closeknit.calendar.lines import Line
from closeknit.places.drawing import Sketch
from closeknit.places.reads import areas_picture
from closeknit.places.vocabulary import Precision

CLOSE = (Precision.EXACT, Precision.STREET, Precision.POSTCODE)  # what else we know is no pin


@dataclass(frozen=True, slots=True)
class Spot:
    """One place, and what is on there."""

    number: int
    name: str
    lat: float
    lng: float
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Picture:
    """The areas, and where in the picture which number stands."""

    sketch: Sketch
    pins: Sequence[tuple[int, float, float]]


def point_of(one: Happening) -> Any:
    """Where a pin may stand for it; None for what is online, in words, or not to be told."""
    venue = one.venue
    if venue is None or venue.point is None or not policies.place_is_open(one.series, venue):
        return None
    return venue.point if venue.point.precision in CLOSE else None


def numbered(found: Iterable[Line]) -> list[Spot]:
    """The places in the order in which something begins there."""
    places: dict[int, list[Line]] = {}
    for line in found:
        if point_of(line.happening) is not None:
            places.setdefault(line.happening.venue.pk, []).append(line)
    return [_spot(number, some) for number, some in enumerate(places.values(), start=1)]


def picture(spots: Sequence[Spot]) -> Picture | None:
    """Nothing where there is no pin, or no outline to draw. A query or two."""
    sketch = areas_picture() if spots else None
    if sketch is None:
        return None
    placed = sketch.places([(spot.lng, spot.lat) for spot in spots])
    return Picture(sketch, [(spot.number, x, y) for spot, (x, y) in zip(spots, placed, strict=True)])


def _spot(number: int, some: Sequence[Line]) -> Spot:
    venue = some[0].happening.venue
    return Spot(number, venue.name, venue.point.lat, venue.point.lng, some)
