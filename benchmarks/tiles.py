"""Map tiles at four zooms where the pins are, and what the first view of the map weighs."""

import gzip
import json
import random
from functools import partial

from benchmarks.hubs import BenchHub
from benchmarks.results import Result, at_most
from benchmarks.timing import milliseconds, percentile

ZOOMS = (0, 6, 10, 14)
EACH = 60
SLOWEST = 50  # milliseconds, p95
FIRST_VIEW = 150 * 1024  # bytes
VIEW_ZOOM, VIEW_TILES = 12, 12  # a wide screen shows about a dozen tiles of the borough


def measure(bench: BenchHub) -> list[Result]:
    raw = json.loads(bench.python("-m", "benchmarks.inside", "tiles"))
    results = []
    for zoom in ZOOMS:
        spent = raw["times"][str(zoom)]
        results.append(at_most(bench.case(f"tile at zoom {zoom}, p50"), percentile(spent, 50), "ms", SLOWEST))
        results.append(at_most(bench.case(f"tile at zoom {zoom}, p95"), percentile(spent, 95), "ms", SLOWEST))
    weight = raw["first_view"] / 1024
    results.append(at_most(bench.case("first view of the map, its tiles"), weight, "KB", FIRST_VIEW / 1024))
    return results


def figures() -> dict[str, object]:
    """Milliseconds of each tile, without any cache of finished tiles; bytes of the first view, gzipped."""
    from closeknit.directory.search import GroupQuery
    from closeknit.directory.search.snapshot import current
    from closeknit.directory.tiles import tile

    snapshot = current()
    pins = snapshot.columns.pins
    chosen = random.Random(7).choices(range(len(pins.cells)), k=EACH)
    points = [(int(pins.x[place]), int(pins.y[place])) for place in chosen]
    tile(0, 0, 0, query=GroupQuery(), snapshot=snapshot)
    spent = {
        zoom: [
            milliseconds(partial(tile, zoom, *_tile_of(zoom, *point), query=GroupQuery(), snapshot=snapshot))
            for point in points
        ]
        for zoom in ZOOMS
    }
    seen = {_tile_of(VIEW_ZOOM, *point) for point in points}
    view = [len(gzip.compress(tile(VIEW_ZOOM, *at, query=GroupQuery(), snapshot=snapshot), 4)) for at in seen]
    return {"times": spent, "first_view": sum(sorted(view)[-VIEW_TILES:])}


def _tile_of(zoom: int, x: int, y: int) -> tuple[int, int]:
    from closeknit.algorithms.geo import ZOOM

    return x >> (ZOOM - zoom), y >> (ZOOM - zoom)
