"""The streets of Loomwick grow between its main roads: evenly spaced lines along a field of
directions that follows the roads (after Jobard and Lefer 1997), cut to length and given names."""

import math
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from closeknit.demo.loomwick import areas, shapes, street_names
from closeknit.demo.loomwick.plane import (
    Line,
    Point,
    from_lng_lat,
    length,
    point_along,
    to_lng_lat,
)

STEP = 0.045  # km between the points of a street
LONGEST, SHORTEST = 0.85, 0.17
BEND = math.cos(math.radians(40))  # sharper than this and the street ends
CELL = 0.05  # km, the raster of land and directions
APART = {"along": 0.23, "across": 0.36}  # km between neighbours of one family


@dataclass(frozen=True, slots=True)
class Street:
    name: str
    ward: str  # where its middle lies
    line: tuple[Point, ...]  # kilometres
    is_main: bool = False

    @property
    def middle(self) -> Point:
        return point_along(self.line, 0.5)

    def degrees(self) -> list[Point]:
        return [to_lng_lat(p) for p in self.line]


@cache
def streets() -> tuple[Street, ...]:
    """All named streets, main roads first; names are unique in the borough."""
    main = [(name, [from_lng_lat(p) for p in line.coords]) for name, line in shapes.road_lines().items()]
    grown = list(_grow())
    names = street_names.given_to([point_along(line, 0.5) for line in grown])
    roads = [Street(name, _ward_at(line), tuple(line), is_main=True) for name, line in main]
    return (
        *roads,
        *(Street(n, _ward_at(line), tuple(line)) for n, line in zip(names, grown, strict=True)),
    )


@cache
def streets_by_name() -> dict[str, Street]:
    return {street.name: street for street in streets()}


def ward_at(point: Point) -> str:
    """The ward that holds a point of the plane; it must lie in the borough."""
    return _ward_tree().at(to_lng_lat(point))


def _ward_at(line: Line) -> str:
    return ward_at(point_along(line, 0.5))


class _WardTree:
    def __init__(self) -> None:
        self.names = list(areas.ward_shapes())
        self.tree = shapely.STRtree(list(areas.ward_shapes().values()))

    def at(self, lng_lat: Point) -> str:
        found = self.tree.query(shapely.Point(lng_lat), predicate="intersects")
        return self.names[min(found)]


@cache
def _ward_tree() -> _WardTree:
    return _WardTree()


class Field:
    """Land and directions on a raster over the borough."""

    def __init__(self) -> None:
        self.west, self.south, east, north = -5.2, -4.6, 5.2, 4.6
        xs = np.arange(self.west + CELL / 2, east, CELL)
        ys = np.arange(self.south + CELL / 2, north, CELL)
        self.x, self.y = (a.ravel() for a in np.meshgrid(xs, ys))
        self.columns = len(xs)
        self.land = _is_buildable(self.x, self.y)
        self.cos2, self.sin2 = _directions(self.x, self.y)

    def index(self, p: Point) -> int:
        column = int((p[0] - self.west) / CELL)
        return int((p[1] - self.south) / CELL) * self.columns + column

    def is_land(self, p: Point) -> bool:
        return bool(self.land[self.index(p)])

    def direction(self, p: Point, family: str) -> Point:
        i = self.index(p)
        angle = 0.5 * math.atan2(self.sin2[i], self.cos2[i])
        if family == "across":
            angle += math.pi / 2
        return math.cos(angle), math.sin(angle)


def _is_buildable(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Inside the borough, out of the river and the parks, with a little air."""
    open_land = shapes.borough_shape().buffer(-0.0007).difference(shapes.river_shape().buffer(0.0007))
    for green in shapes.green_shapes().values():
        open_land = open_land.difference(green.buffer(0.0003))
    return shapely.contains_xy(open_land, *_degrees(x, y))


def _degrees(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    lng0, lat0 = to_lng_lat((0.0, 0.0))
    lng1, lat1 = to_lng_lat((1.0, 1.0))
    return lng0 + x * (lng1 - lng0), lat0 + y * (lat1 - lat0)


def _directions(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Twice the angle at each cell, as cosine and sine: the near roads' directions, averaged."""
    cos2, sin2 = np.zeros_like(x), np.zeros_like(x)
    for line in shapes.road_lines().values():
        knots = [from_lng_lat(p) for p in line.coords]
        for (ax, ay), (bx, by) in zip(knots[::3], knots[3::3], strict=False):
            angle = 2 * math.atan2(by - ay, bx - ax)
            weight = 1 / (((x - ax) ** 2 + (y - ay) ** 2) + 0.02) ** 1.5
            cos2 += weight * math.cos(angle)
            sin2 += weight * math.sin(angle)
    turn = 0.5 * np.sin(x * 1.1 + 0.7 * np.sin(y)) + 0.4 * np.cos(y * 1.4 - x * 0.5)
    return cos2 * np.cos(turn) - sin2 * np.sin(turn), sin2 * np.cos(turn) + cos2 * np.sin(turn)


class Grid:
    """Points already drawn, by cell, to keep lines of one family apart."""

    def __init__(self, apart: float) -> None:
        self.apart = apart
        self.cells: dict[tuple[int, int], Line] = defaultdict(list)

    def add(self, line: Line) -> None:
        for p in line:
            self.cells[self._cell(p)].append(p)

    def is_near(self, p: Point, within: float) -> bool:
        column, row = self._cell(p)
        return any(
            math.dist(p, q) < within
            for c in (column - 1, column, column + 1)
            for r in (row - 1, row, row + 1)
            for q in self.cells.get((c, r), ())
        )

    def _cell(self, p: Point) -> tuple[int, int]:
        return math.floor(p[0] / self.apart), math.floor(p[1] / self.apart)


def _grow() -> Iterator[Line]:
    """Streets in a fixed order: those along the roads, then those across them."""
    field = Field()
    dice = random.Random(f"{shapes.SEED}:streets")  # noqa: S311 - a drawing, not a secret
    roads = Grid(0.25)
    for line in shapes.road_lines().values():
        roads.add([from_lng_lat(p) for p in line.segmentize(0.0004).coords])
    seeds = [i for i in range(0, len(field.x), 3) if field.land[i]]
    for family, apart in APART.items():
        grid = Grid(apart)
        dice.shuffle(seeds)
        for i in seeds:
            start = (float(field.x[i]), float(field.y[i]))
            if grid.is_near(start, apart) or roads.is_near(start, 0.09):
                continue
            line = _trace(field, grid, roads, family, start)
            if length(line) >= SHORTEST:
                grid.add(line)
                yield from _cut(line)


def _trace(field: Field, grid: Grid, roads: Grid, family: str, start: Point) -> Line:
    """Follow the field both ways from the start until water, a park, a road or a neighbour."""
    back = _follow(field, grid, roads, family, start, -1.0)
    ahead = _follow(field, grid, roads, family, start, 1.0)
    return [*back[::-1], start, *ahead]


def _follow(field: Field, grid: Grid, roads: Grid, family: str, start: Point, sense: float) -> Line:
    here, line = start, []
    dx, dy = field.direction(start, family)
    heading = (dx * sense, dy * sense)
    for _ in range(60):
        dx, dy = field.direction(here, family)
        sign = 1.0 if dx * heading[0] + dy * heading[1] >= 0 else -1.0
        if sign * (dx * heading[0] + dy * heading[1]) < BEND:
            break
        heading = (dx * sign, dy * sign)
        here = (here[0] + STEP * heading[0], here[1] + STEP * heading[1])
        if not field.is_land(here) or grid.is_near(here, 0.6 * grid.apart):
            break
        line.append(here)
        if roads.is_near(here, 0.03 if family == "across" else 0.06):
            break
    return line


def _cut(line: Line) -> Iterator[Line]:
    """A long line becomes several streets end to end."""
    parts = max(1, round(length(line) / LONGEST + 0.25))
    size = math.ceil((len(line) - 1) / parts)
    for first in range(0, len(line) - 1, size):
        yield line[first : first + size + 1]
