"""A small map of areas, as the paths of an SVG that the server draws."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from closeknit.algorithms import polygons
from closeknit.algorithms.geo import Bounds
from closeknit.algorithms.polygons import Outline
from closeknit.core.weave_pattern import weave_of
from closeknit.places.area_index import IndexedArea

WIDTH = 640
MARGIN = 8
ZOOM = 12  # the corners that this zoom can show are kept
MOST_NAMES = 9  # more would lie on top of each other


class Weaving(NamedTuple):
    """The threads that cross an area's dye: a tile of cloth of this size, turned, and its path."""

    width: int
    height: int
    turn: int
    d: str


# As the stripes of core/css/components/selvedge.css, on a larger loom.
WEAVINGS = {
    1: Weaving(24, 24, 0, "M16 0h8v24h-8z"),
    2: Weaving(40, 40, 0, "M0 16h40v8h-40z"),
    3: Weaving(16, 16, 35, "M10 0h6v16h-6z"),
    4: Weaving(28, 28, 0, "M10 0h4v28h-4zM18 0h4v28h-4z"),
    5: Weaving(20, 20, 0, "M0 0h10v10h-10zM10 10h10v10h-10z"),
    6: Weaving(12, 12, 0, "M0 8h12v4h-12z"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """One area of the map: its path, what it is called, and where its name stands."""

    d: str
    name: str
    slug: str
    pattern: int
    x: float
    y: float

    @property
    def weaving(self) -> Weaving | None:
        return WEAVINGS[weave_of(self.pattern).weave] if self.pattern else None


@dataclass(frozen=True, slots=True)
class Sketch:
    """A picture of ``width`` by ``height``: pale neighbours, and the areas it is about."""

    width: int
    height: int
    around: str
    shapes: tuple[Shape, ...]
    frame: "_Frame"

    @property
    def has_names(self) -> bool:
        return 1 < len(self.shapes) <= MOST_NAMES

    def places(self, points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        """Where these lie in it, given as longitude and latitude."""
        return [self.frame.place(lng, lat) for lng, lat in points]


def sketch(areas: Sequence[tuple[IndexedArea, Outline]], around: Iterable[Outline] = ()) -> Sketch | None:
    """Areas of one level, each in its own dye, among ``around``; None if there is nothing to draw."""
    if not areas:
        return None
    beside: Mapping[int, Outline] = dict(enumerate(around))
    frame = _Frame([polygons.bounds(outline) for outline in (*beside.values(), *(o for _, o in areas))])
    drawn = polygons.simplify_all({area.id: outline for area, outline in areas}, ZOOM)
    shapes = (
        Shape(frame.path(drawn[area.id]), area.name, area.slug, area.pattern, *frame.place(area.lng, area.lat))
        for area, _ in areas
    )
    pale = "".join(map(frame.path, polygons.simplify_all(beside, ZOOM).values()))
    return Sketch(WIDTH, frame.height, pale, tuple(shapes), frame)


class Name(NamedTuple):
    """What an area is called, and where in the picture that stands."""

    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A shape that somebody drew, over the areas that it touches."""

    width: int
    height: int
    around: str
    shape: str
    names: tuple[Name, ...]


def picture_over(
    drawn: Outline, beneath: Sequence[tuple[IndexedArea, Outline]], beside: Iterable[Outline] = ()
) -> DrawnPicture:
    """The shape over these areas, which lie pale beneath it, under their names unless they are many.
    ``beside`` only makes room: two pictures with the same of it can be compared."""
    areas = {area.id: outline for area, outline in beneath}
    frame = _Frame([polygons.bounds(outline) for outline in (drawn, *areas.values(), *beside)])
    pale = "".join(map(frame.path, polygons.simplify_all(areas, frame.zoom).values()))
    own = frame.path(polygons.simplify_all({0: drawn}, frame.zoom)[0])
    names = [Name(area.name, *frame.place(area.lng, area.lat)) for area, _ in beneath]
    return DrawnPicture(WIDTH, frame.height, pale, own, tuple(names) if len(names) <= MOST_NAMES else ())


class _Frame:
    """Turns degrees into the coordinates of the picture: north up, as wide as it is on the ground."""

    def __init__(self, boxes: Iterable[Bounds]) -> None:
        wests, souths, easts, norths = zip(*boxes, strict=True)
        self.west, self.north = min(wests), max(norths)
        narrowing = math.cos(math.radians((min(souths) + self.north) / 2))
        self.zoom = math.log2(1.4 * 360 / max(max(easts) - self.west, 1e-4))  # at which it is as wide as the picture
        self.per_lng = (WIDTH - 2 * MARGIN) / max(max(easts) - self.west, 1e-6)
        self.per_lat = self.per_lng / max(narrowing, 0.01)
        self.height = min(round((self.north - min(souths)) * self.per_lat) + 2 * MARGIN, 3 * WIDTH)

    def place(self, lng: float | None, lat: float | None) -> tuple[float, float]:
        """Where a point lies in the picture."""
        x = MARGIN + ((lng or 0) - self.west) * self.per_lng
        y = MARGIN + (self.north - (lat or 0)) * self.per_lat
        return round(x, 1), round(y, 1)

    def path(self, outline: Outline) -> str:
        """The ``d`` of an SVG path around the outline, holes and all (``fill-rule: evenodd``)."""
        geometry = polygons.as_geojson(outline)
        parts = geometry["coordinates"]
        parts = [parts] if geometry["type"] == "Polygon" else parts
        return "".join(self._ring(ring) for part in parts for ring in part)

    def _ring(self, ring: Iterable[Sequence[float]]) -> str:
        corners = ("{} {}".format(*self.place(lng, lat)) for lng, lat, *_ in ring)
        return f"M{'L'.join(corners)}z"
