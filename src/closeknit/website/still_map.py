"""The map as one picture that the server draws: for paper, and for browsers that draw none.

The ground is drawn once for each version of the data, in a frame of ``SIDE`` steps. A page cuts
its own part out of it (``viewBox``) and puts its pins on top, in the size of the cut.
"""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from closeknit.algorithms.geo import Bounds, tile_position
from closeknit.algorithms.polygons import simplify_all
from closeknit.core.live_map import Pin
from closeknit.directory.area_shapes import areas_as_geojson
from closeknit.directory.search import GroupQuery
from closeknit.directory.search.snapshot import Snapshot
from closeknit.places.models import BaseMap
from closeknit.places.reads import FoundPlace

SIDE = 1000  # steps across the whole place
SHOWN_AT = 640  # so many pixels wide is the picture on a page, about
COARSER = 2.2  # zooms: a picture may leave out what a map that can be moved may not
ROOM = 40  # pixels left around what is shown, as a pin stands above its place
CLASSES = {"inner": "m-land", "middle": "m-hood", "outer": "m-out"}
GROUND = {"green": "m-green", "water": "m-lake"}
PIN = "M0 0C-10-11-15-18-15-25a15 15 0 0 1 30 0C15-18 10-11 0 0z"

Place = tuple[int, int]


class Ground(NamedTuple):
    """What lies under the pins: its frame, shapes as SVG, and where which name stands."""

    frame: "Frame"
    shapes: SafeString
    names: tuple[tuple[Place, str], ...]


class Frame(NamedTuple):
    """Turns degrees into steps of the picture."""

    west: float  # of the world's width, from its western edge
    north: float
    steps: float  # to the world's width

    def places(self, lats: Sequence[float], lngs: Sequence[float]) -> list[Place]:
        across, down = tile_position(lats, lngs, 0)
        steps = np.column_stack([across - self.west, down - self.north]) * self.steps
        return [(x, y) for x, y in steps.round().astype(int).tolist()]

    def path(self, rings: Iterable[Sequence[Sequence[float]]]) -> str:
        """The ``d`` of an SVG path, from corner to corner by relative steps."""
        return "".join(self._ring(ring) for ring in rings)

    def _ring(self, ring: Sequence[Sequence[float]]) -> str:
        lngs, lats = zip(*ring, strict=True)
        first, *others = self.places(lats, lngs)
        steps, (x, y) = [f"M{first[0]} {first[1]}l"], first
        for right, below in others[:-1]:
            if (right, below) != (x, y):
                steps.append(f"{right - x} {below - y} ")
            x, y = right, below
        return f"{''.join(steps).rstrip()}z"


def still_map(
    snapshot: Snapshot, box: Bounds, pins: Sequence[Pin], *, label: str, here: FoundPlace | None = None
) -> str:
    """What lies in ``box``, with numbered pins and the place that was asked about; nothing where the hub has
    no outlines. One query for each version of the data."""
    ground = snapshot.remembered("still map", lambda: _ground(snapshot))
    if ground is None:
        return ""
    frame = ground.frame
    (left, top), (right, bottom) = frame.places([box.north, box.south], [box.west, box.east])
    step = max(right - left, bottom - top, 1) / SHOWN_AT
    room = round(ROOM * step)
    size = f"{step:.3g}"
    signs = [*_names(ground, size), *_here(here, frame, size), *_signs(pins, frame, size)]
    return format_html(
        '<svg viewBox="{} {} {} {}" role="img" aria-label="{}">{}{}</svg>',
        left - room,
        top - room,
        right - left + 2 * room,
        bottom - top + 2 * room,
        label,
        ground.shapes,
        SafeString("".join(signs)),
    )


def _ground(snapshot: Snapshot) -> Ground | None:
    catalogue = snapshot.catalogue
    boxes = list(catalogue.boxes.values())
    if not boxes:
        return None
    wests, souths, easts, norths = zip(*boxes, strict=True)
    (left, right), (top, bottom) = tile_position([max(norths), min(souths)], [min(wests), max(easts)], 0)
    across = max(right - left, bottom - top, 1e-9)
    frame = Frame(left, top, SIDE / across)
    zoom = math.log2(SHOWN_AT / 512 / across) - COARSER
    shapes = _outlines(snapshot)
    layers = [
        ("m-land", shapes.get("inner", {}) or shapes.get("outer", {})),
        *_base(snapshot.using),
        *((CLASSES[rank], shapes[rank]) for rank in ("middle", "outer") if rank in shapes),
    ]
    drawn = (
        f'<path class="{kind}" d="{frame.path(_rings(outlines, zoom))}"/>' for kind, outlines in layers if outlines
    )
    named = [
        area
        for area_id, area in catalogue.areas.items()
        if area_id in shapes.get("middle", {}) and area.lat is not None
    ]
    places = frame.places([area.lat for area in named], [area.lng for area in named])
    return Ground(frame, SafeString("".join(drawn)), tuple(zip(places, (area.name for area in named), strict=True)))


def _outlines(snapshot: Snapshot) -> dict[str, dict[int, Any]]:
    """Those that the map draws, by rank and then by area."""
    ranks: dict[str, dict[int, Any]] = {}
    for area in json.loads(areas_as_geojson(GroupQuery(), snapshot))["features"]:
        ranks.setdefault(area["properties"]["rank"], {})[area["id"]] = area["geometry"]
    return ranks


def _base(using: str) -> Iterator[tuple[str, dict[int, Any]]]:
    """The greens and waters of the hub's own base map that have a surface."""
    features = BaseMap.current(using)["features"]
    for kind, shown_as in GROUND.items():
        shapes = (one["geometry"] for one in features if one["properties"].get("kind") == kind)
        yield shown_as, {i: shape for i, shape in enumerate(shapes) if shape["type"].endswith("Polygon")}


def _rings(outlines: dict[int, Any], zoom: float) -> Iterator[Sequence[Sequence[float]]]:
    for shape in simplify_all(outlines, zoom).values():
        for part in [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]:
            yield from part


def _names(ground: Ground, size: str) -> Iterator[str]:
    for (x, y), name in ground.names:
        yield f'<text class="m-label" transform="translate({x} {y}) scale({size})">{escape(name)}</text>'


def _here(place: FoundPlace | None, frame: Frame, size: str) -> Iterator[str]:
    """The place that was asked about."""
    if place:
        [(x, y)] = frame.places([place.lat], [place.lng])
        told = f'<path d="M0-9 9 0 0 9-9 0z"/><text class="m-label" y="26">{escape(place.label)}</text>'
        yield f'<g class="m-here" transform="translate({x} {y}) scale({size})">{told}</g>'


def _signs(pins: Sequence[Pin], frame: Frame, size: str) -> Iterator[str]:
    """Those of one spot share a sign: ``3+``. The first of the list lie on top."""
    spots: dict[tuple[float, float, str], list[int]] = {}
    for pin in pins:
        spots.setdefault((pin.lat, pin.lng, pin.sign), []).append(pin.number)
    if not spots:
        return
    lats, lngs, signs = zip(*spots, strict=True)
    placed = list(zip(frame.places(lats, lngs), signs, spots.values(), strict=True))
    for (x, y), sign, numbers in reversed(placed):
        number = f"{numbers[0]}+" if len(numbers) > 1 else numbers[0]
        yield f'<g transform="translate({x} {y}) scale({size})">{SIGNS[sign].format(number)}</g>'


SIGNS = {
    "exact": f'<g class="m-pin"><path d="{PIN}"/><text y="-20.5">{{}}</text></g>',
    "rough": '<circle class="m-near" r="19"/><g class="m-rough"><circle r="12"/><text y="4.5">{}</text></g>',
    "area": '<g class="m-rough"><circle r="12"/><text y="4.5">{}</text></g>',
}
