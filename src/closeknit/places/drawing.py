"""A small map of one area among its neighbours, as the paths of an SVG that the server draws."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from closeknit.algorithms import polygons
from closeknit.algorithms.geo import Bounds
from closeknit.algorithms.polygons import Outline

WIDTH = 640
MARGIN = 8
ZOOM = 12  # the corners that this zoom can show are kept


@dataclass(frozen=True, slots=True)
class Sketch:
    """Paths in one frame of ``width`` by ``height``."""

    width: int
    height: int
    neighbours: str
    area: str


def sketch(area: Outline, neighbours: Iterable[Outline]) -> Sketch:
    """The area within its neighbours (the outlines of one level, the area's own among them or not)."""
    outlines: Mapping[int, Outline] = dict(enumerate(neighbours))
    around = _around([polygons.bounds(outline) for outline in (area, *outlines.values())])
    frame = _Frame(around)
    beside = polygons.simplify_all(outlines, ZOOM).values()
    own = polygons.simplify_all({0: area}, ZOOM)[0]
    return Sketch(WIDTH, frame.height, "".join(map(frame.path, beside)), frame.path(own))


class _Frame:
    """Turns degrees into the coordinates of the picture: north up, as wide as it is on the ground."""

    def __init__(self, box: Bounds) -> None:
        narrowing = math.cos(math.radians((box.south + box.north) / 2))
        self._west, self._north = box.west, box.north
        self._per_lng = (WIDTH - 2 * MARGIN) / max(box.east - box.west, 1e-6)
        self._per_lat = self._per_lng / max(narrowing, 0.01)
        self.height = min(round((box.north - box.south) * self._per_lat) + 2 * MARGIN, 3 * WIDTH)

    def path(self, outline: Outline) -> str:
        """The ``d`` of an SVG path around the outline, holes and all (``fill-rule: evenodd``)."""
        geometry = polygons.as_geojson(outline)
        parts = geometry["coordinates"]
        parts = [parts] if geometry["type"] == "Polygon" else parts
        return "".join(self._ring(ring) for part in parts for ring in part)

    def _ring(self, ring: Iterable[Iterable[float]]) -> str:
        corners = (
            f"{MARGIN + (lng - self._west) * self._per_lng:.1f} {MARGIN + (self._north - lat) * self._per_lat:.1f}"
            for lng, lat in ring
        )
        return f"M{'L'.join(corners)}z"


def _around(boxes: Iterable[Bounds]) -> Bounds:
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return Bounds(min(wests), min(souths), max(easts), max(norths))
