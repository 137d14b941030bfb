"""From the hand drawing to polygons: a perfect tessellation, because every line is drawn once
and both its sides use it; also the river, the parks and the main roads."""

import math
import random
from functools import cache

from shapely import unary_union
from shapely.geometry import LineString, MultiLineString, Point, Polygon
from shapely.ops import polygonize

from closeknit.demo.loomwick import drawing
from closeknit.demo.loomwick.plane import (
    Line,
    curve,
    from_lng_lat,
    from_paper,
    on_paper,
    to_degrees,
    wander,
)

SEED = "loomwick"


@cache
def _course(name: str) -> tuple[tuple[float, float], ...]:
    """The one course of a named line in degrees: the outline, the river or a line between wards."""
    if name == "outline":
        ring = curve(on_paper(drawing.OUTLINE), step=0.25, closed=True)
        return tuple(to_degrees(wander(ring, rough=0.11, grain=0.07, key=f"{SEED}:outline")))
    if name == "river":
        return tuple(to_degrees(curve(on_paper(drawing.RIVER), step=0.05)))
    knots = curve(on_paper(drawing.WARD_LINES[name]), step=0.3)
    return tuple(to_degrees(wander(knots, rough=0.14, grain=0.06, key=f"{SEED}:{name}")))


@cache
def pieces() -> dict[str, Polygon]:
    """The smallest pieces of the drawing, from which the wards of both editions are sewn."""
    lines = [_course(name) for name in ("outline", "river", *drawing.WARD_LINES)]
    noded = unary_union(MultiLineString([LineString(line) for line in lines]))
    faces = list(polygonize(noded.geoms))
    return {name: _face_at(faces, spot) for name, spot in drawing.PIECES.items()}


def _face_at(faces: list[Polygon], spot: tuple[float, float]) -> Polygon:
    dot = Point(to_degrees([from_paper(*spot)])[0])
    return next(face for face in faces if face.contains(dot))


def sewn(names: tuple[str, ...]) -> Polygon:
    """The union of pieces; every vertex of a shared border stays, so neighbours keep agreeing."""
    return unary_union([pieces()[name] for name in names])


@cache
def borough_shape() -> Polygon:
    return sewn(tuple(drawing.PIECES))


@cache
def river_shape() -> Polygon:
    """The Teasel: 70 m wide where it comes in, 230 m where it leaves, cut at the borough's edge."""
    middle = [from_lng_lat(p) for p in _course("river")]
    west, east = _mirror_end(middle[:2]), _mirror_end(middle[:-3:-1])
    banks = _banks([west, *middle, east])
    return Polygon(to_degrees(banks)).buffer(0).intersection(borough_shape())


def _mirror_end(two: Line) -> tuple[float, float]:
    """A point half a kilometre beyond the end, so that the river runs out of the picture."""
    (ax, ay), (bx, by) = two
    span = math.dist((ax, ay), (bx, by))
    return ax - (bx - ax) / span * 0.5, ay - (by - ay) / span * 0.5


def _banks(middle: Line) -> Line:
    left: Line = []
    right: Line = []
    for i, (x, y) in enumerate(middle):
        (ax, ay), (bx, by) = middle[max(0, i - 1)], middle[min(len(middle) - 1, i + 1)]
        span = math.dist((ax, ay), (bx, by))
        half = 0.035 + 0.08 * i / len(middle) + 0.008 * math.sin(i * 0.7)
        nx, ny = -(by - ay) / span * half, (bx - ax) / span * half
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return left + right[::-1]


@cache
def green_shapes() -> dict[str, Polygon]:
    """Parks and woods, kept inside the borough and out of the river."""
    water = river_shape().buffer(0.0003)
    inside = borough_shape().buffer(-0.0006)
    return {name: _blob(name, *knots).intersection(inside).difference(water) for name, knots in drawing.GREENS.items()}


def _blob(name: str, middle: tuple[float, float], half_width: float, half_height: float, turn: float) -> Polygon:
    """A rounded shape with a wavering edge, turned by ``turn`` degrees."""
    dice = random.Random(f"{SEED}:green:{name}")  # noqa: S311 - a drawing, not a secret
    waves = [(k, dice.uniform(0.03, 0.22 / k), dice.uniform(0, math.tau)) for k in range(2, 6)]
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    ring = []
    for i in range(72):
        angle = math.tau * i / 72
        reach = 1 + sum(size * math.sin(k * angle + start) for k, size, start in waves)
        x, y = half_width * reach * math.cos(angle), half_height * reach * math.sin(angle)
        ring.append(from_paper(middle[0] + x * cos - y * sin, middle[1] + x * sin + y * cos))
    return Polygon(to_degrees(ring)).buffer(0)


@cache
def road_lines() -> dict[str, LineString]:
    """The main roads in degrees, cut at the borough's edge."""
    return {name: _road(name) for name in drawing.ROADS}


def _road(name: str) -> LineString:
    course = curve(on_paper(drawing.ROADS[name]), step=0.08)
    line = LineString(to_degrees(course)).intersection(borough_shape())
    return max(line.geoms, key=lambda part: part.length) if line.geom_type != "LineString" else line
