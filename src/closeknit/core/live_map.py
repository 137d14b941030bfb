"""A map on a page of any room: the room says which pins stand on it, the website draws the map around them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Pin:
    """A place with its number in the list beside the map. ``key`` is the same as the ``data-group`` of its row.

    ``sign`` tells how closely we know it: ``exact``, ``rough``, or somewhere in an ``area``. ``links``, words and
    address of each, are what opens beside it, under ``name`` if it has one.
    """

    key: int
    number: int
    lat: float
    lng: float
    sign: str
    links: Sequence[tuple[str, str]] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class LiveMap:
    """``label`` says what the picture shows, for who does not see it; ``address`` gives the same pins as GeoJSON;
    ``area`` is the slug of the area that it opens on, empty for the whole place."""

    label: str
    address: str
    pins: Sequence[Pin]
    area: str = ""


Draw = Callable[[LiveMap, Any], str]  # the map, the version of the data → HTML, already escaped

_draw: Draw = lambda _shown, _version: ""


def register_live_map(draw: Draw) -> None:
    """Called once, in ``AppConfig.ready()`` of the room that can draw maps."""
    global _draw  # noqa: PLW0603 - set once, at start
    _draw = draw


def drawn(shown: LiveMap, version: Any) -> str:
    """Nothing where there is no pin, or nothing to draw it on."""
    return _draw(shown, version) if shown.pins else ""


def as_geojson(pins: Sequence[Pin]) -> dict[str, Any]:
    """The pins as a FeatureCollection, in the order of the list."""
    return {"type": "FeatureCollection", "features": [_feature(pin) for pin in pins]}


def _feature(pin: Pin) -> dict[str, Any]:
    links = [{"name": words, "url": address} for words, address in pin.links]
    return {
        "type": "Feature",
        "id": pin.key,
        "geometry": {"type": "Point", "coordinates": [pin.lng, pin.lat]},
        "properties": {"number": pin.number, "sign": pin.sign, "name": pin.name, "links": links},
    }
