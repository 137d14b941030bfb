"""The drawing plane: kilometres east and north of the market, and how they become degrees.
Curves and wandering lines live here; every point is rounded once, so shared edges stay shared."""

import math
import random
from collections.abc import Iterable, Sequence
from itertools import pairwise

Point = tuple[float, float]
Line = list[Point]

# Loomwick floats in the outer Thames estuary, in open sea more than 20 km from any shore, so that a
# real map behind it shows water and no real home is ever under a pin.
LAT, LNG = 51.60, 1.50
KM_PER_DEGREE = 111.32
KM_PER_DEGREE_EAST = KM_PER_DEGREE * math.cos(math.radians(LAT))
PAPER_CENTRE, PAPER_PER_KM = (340.0, 310.0), 61.3
DECIMALS = 6  # about 11 cm


def from_paper(x: float, y: float) -> Point:
    """Kilometres from a coordinate of the hand drawing, whose y runs down the page."""
    return (x - PAPER_CENTRE[0]) / PAPER_PER_KM, (PAPER_CENTRE[1] - y) / PAPER_PER_KM


def to_lng_lat(point: Point) -> Point:
    """Degrees in GeoJSON order, rounded."""
    return (
        round(LNG + point[0] / KM_PER_DEGREE_EAST, DECIMALS),
        round(LAT + point[1] / KM_PER_DEGREE, DECIMALS),
    )


def from_lng_lat(point: Sequence[float]) -> Point:
    """Kilometres from degrees in GeoJSON order."""
    return (point[0] - LNG) * KM_PER_DEGREE_EAST, (point[1] - LAT) * KM_PER_DEGREE


def on_paper(points: Iterable[Point]) -> Line:
    return [from_paper(x, y) for x, y in points]


def to_degrees(points: Iterable[Point]) -> Line:
    return [to_lng_lat(p) for p in points]


def length(line: Sequence[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(line))


def point_along(line: Sequence[Point], share: float, aside: float = 0.0) -> Point:
    """The point at this share of the line's length, ``aside`` km to its left."""
    left = share * length(line)
    for (ax, ay), (bx, by) in pairwise(line):
        step = math.dist((ax, ay), (bx, by))
        if step and left <= step:
            t = left / step
            nx, ny = -(by - ay) / step, (bx - ax) / step
            return ax + t * (bx - ax) + aside * nx, ay + t * (by - ay) + aside * ny
        left -= step
    return line[-1]


def curve(knots: Sequence[Point], *, step: float = 0.12, closed: bool = False) -> Line:
    """A centripetal-looking Catmull-Rom curve through all knots, with a point every ``step`` km."""
    if len(knots) == 2 and not closed:
        return list(knots)
    if closed:
        ring = [knots[-1], *knots, knots[0], knots[1]]
    else:
        ring = [_mirror(knots[1], knots[0]), *knots, _mirror(knots[-2], knots[-1])]
    line: Line = [ring[1]]
    for i in range(1, len(ring) - 2):
        line.extend(_span(ring[i - 1 : i + 3], step))
    return line


def _mirror(a: Point, through: Point) -> Point:
    return 2 * through[0] - a[0], 2 * through[1] - a[1]


def _span(four: Sequence[Point], step: float) -> Line:
    p0, p1, p2, p3 = four
    pieces = max(1, round(math.dist(p1, p2) / step))
    return [_catmull(p0, p1, p2, p3, i / pieces) for i in range(1, pieces)] + [p2]


def _catmull(p0: Point, p1: Point, p2: Point, p3: Point, t: float) -> Point:
    def along(a: float, b: float, c: float, d: float) -> float:
        bend = (2 * a - 5 * b + 4 * c - d) * t + (3 * b - a - 3 * c + d) * t * t
        return b + 0.5 * t * (c - a + bend)

    return along(p0[0], p1[0], p2[0], p3[0]), along(p0[1], p1[1], p2[1], p3[1])


def wander(line: Sequence[Point], *, rough: float, grain: float, key: str) -> Line:
    """The same line with a wandering course: midpoints moved aside until pieces are ``grain`` km.

    Ends and knots stay where they are. ``key`` seeds the wandering, so a shared edge has one course.
    """
    dice = random.Random(key)  # noqa: S311 - a drawing, not a secret
    course: Line = [line[0]]
    for a, b in pairwise(line):
        course.extend(_displaced(a, b, rough, grain, dice))
    return course


def _displaced(a: Point, b: Point, rough: float, grain: float, dice: random.Random) -> Line:
    span = math.dist(a, b)
    if span <= grain:
        return [b]
    shift = dice.uniform(-rough, rough)
    middle = (
        (a[0] + b[0]) / 2 - shift * (b[1] - a[1]),
        (a[1] + b[1]) / 2 + shift * (b[0] - a[0]),
    )
    return [*_displaced(a, middle, rough, grain, dice), *_displaced(middle, b, rough, grain, dice)]
