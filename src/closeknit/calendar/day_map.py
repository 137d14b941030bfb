"""The dates of a day on a map, each place with the number that it has in the list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.calendar import policies
from closeknit.calendar.dates import Happening
from closeknit.calendar.lines import Line, lines
from closeknit.calendar.listing import Wanted
from closeknit.core.live_map import LiveMap, Pin
from closeknit.places.vocabulary import PINNED, Precision


@dataclass(frozen=True, slots=True)
class Spot:
    """One place, and what is on there."""

    number: int
    name: str
    point: Any
    lines: Sequence[Line]

    @property
    def pin(self) -> Pin:
        sign = "exact" if self.point.precision == Precision.EXACT else "rough"
        return Pin(self.number, self.number, self.point.lat, self.point.lng, sign, self._links(), self.name)

    def _links(self) -> list[tuple[str, str]]:
        return [(" ".join(filter(None, [line.hours, line.title])), line.address) for line in self.lines]


@dataclass(frozen=True, slots=True)
class Day:
    """What is on in places that a pin may show, in their order; what is on elsewhere; the map."""

    spots: Sequence[Spot]
    elsewhere: Sequence[Line]
    map: LiveMap


def day_of(wanted: Wanted) -> Day:
    """The first day that is asked for, as far as this person may know of it, without what is cancelled."""
    found = lines([one for one in wanted.dates(wanted.first, 1) if not one.is_cancelled])
    spots = _numbered(found)
    shown = LiveMap(
        label=_("A map of the day, with the numbers of the list"),
        address=reverse("calendar:map-geojson") + wanted.address(**{"from": wanted.first.isoformat()}),
        pins=[spot.pin for spot in spots],
        area=wanted.area.slug if wanted.area else "",
    )
    return Day(spots, [line for line in found if _point_of(line.happening) is None], shown)


def _point_of(one: Happening) -> Any:
    """Where a pin may stand for it; None for what is online, in words, or not to be told."""
    venue = one.venue
    if venue is None or venue.point is None or not policies.place_is_open(one.series, venue):
        return None
    return venue.point if venue.point.precision in PINNED else None


def _numbered(found: Iterable[Line]) -> list[Spot]:
    """The places in the order in which something begins there."""
    places: dict[int, list[Line]] = {}
    for line in found:
        if _point_of(line.happening) is not None:
            places.setdefault(line.happening.venue.pk, []).append(line)
    return [_spot(number, some) for number, some in enumerate(places.values(), start=1)]


def _spot(number: int, some: Sequence[Line]) -> Spot:
    venue = some[0].happening.venue
    return Spot(number, venue.name, venue.point, some)
