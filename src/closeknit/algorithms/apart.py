"""Discs on a picture that shall not lie on each other, each as near to its own spot as the others let it.

Relaxation: in each round every pair that is nearer than ``gap`` is pushed apart by half of what is missing, and what
was pushed over the edge comes back. O(rounds · n²); the same points always end at the same places.
"""

import math
from collections.abc import Sequence

ROUNDS = 80
TOUCHING = 0.01  # so little is nothing
TURN = math.pi * (3 - math.sqrt(5))  # the golden angle: points on one spot leave it in different directions


def apart(
    points: Sequence[tuple[float, float]], *, gap: float, width: float, height: float
) -> list[tuple[float, float]]:
    """Where the discs stand, in the order of ``points``; all of them whole within ``width`` by ``height``."""
    stand = [[x, y] for x, y in points]
    for _round in range(ROUNDS):
        moved = [_push(stand, one, other, gap) for one in range(len(stand)) for other in range(one)]
        for spot in stand:
            spot[0], spot[1] = _within(spot[0], gap / 2, width), _within(spot[1], gap / 2, height)
        if not any(moved):
            break
    return [(x, y) for x, y in stand]


def _push(stand: list[list[float]], one: int, other: int, gap: float) -> bool:
    (x, y), (to_x, to_y) = stand[one], stand[other]
    away = math.hypot(x - to_x, y - to_y)
    if away >= gap - TOUCHING:
        return False
    if away < TOUCHING:
        across, along = math.cos(one * TURN), math.sin(one * TURN)
    else:
        across, along = (x - to_x) / away, (y - to_y) / away
    step = (gap - away) / 2
    stand[one][:] = [x + across * step, y + along * step]
    stand[other][:] = [to_x - across * step, to_y - along * step]
    return True


def _within(value: float, edge: float, length: float) -> float:
    return min(max(value, edge), max(length - edge, edge))
