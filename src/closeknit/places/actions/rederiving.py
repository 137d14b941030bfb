"""Deciding again which areas hold the points of a region, after its boundaries were redrawn."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from closeknit.algorithms.geo import cell_of
from closeknit.core.progress import Progress, silent
from closeknit.places.actions.points import CHUNK, Placing, settle
from closeknit.places.models import Point, PointArea
from closeknit.places.querysets import PointQuerySet

Box = tuple[float, float, float, float]  # west, south, east, north


def rederive_points(box: Box, *, ended_ids: Collection[int] = (), progress: Progress = silent) -> int:
    """Put the points in the box where they belong now; how many there were. Writes what changed.

    Runs inside the caller's transaction; memory does not grow with the number of points.
    """
    PointArea.objects.filter(area_id__in=ended_ids).delete()
    points = Point.objects.in_box(*box).order_by("pk")
    total, seen = points.count(), 0
    for chunk in _chunks(points):
        _rederive(chunk)
        seen += len(chunk)
        progress(seen, total)
    return total


def _chunks(points: PointQuerySet[Point]) -> Iterator[list[Point]]:
    """By primary key rather than by an open cursor, because the rows change underway."""
    last = 0
    while chunk := list(points.filter(pk__gt=last)[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def _rederive(points: Sequence[Point]) -> None:
    settled = settle([Placing(p.lat, p.lng, p.precision, p.address, p.postcode) for p in points])
    moved = []
    for point, placing in zip(points, settled, strict=True):
        if (point.lat, point.lng) != (placing.lat, placing.lng):
            point.lat, point.lng, point.cell = placing.lat, placing.lng, cell_of(placing.lat, placing.lng)
            moved.append(point)
    Point.objects.bulk_update(moved, ["lat", "lng", "cell"], batch_size=500)
    _rewrite_links({point.pk: set(placing.area_ids) for point, placing in zip(points, settled, strict=True)})


def _rewrite_links(wanted: dict[int, set[int]]) -> None:
    ids = sorted(wanted)
    rows = PointArea.objects.filter(point_id__gte=ids[0], point_id__lte=ids[-1])
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for pk, point_id, area_id in rows.values_list("pk", "point_id", "area_id"):
        found[point_id][area_id] = pk
    gone = [pk for point_id in ids for area_id, pk in found[point_id].items() if area_id not in wanted[point_id]]
    for start in range(0, len(gone), CHUNK):
        PointArea.objects.filter(pk__in=gone[start : start + CHUNK]).delete()
    PointArea.objects.bulk_create(
        (
            PointArea(point_id=point_id, area_id=area_id)
            for point_id in ids
            for area_id in sorted(wanted[point_id] - found[point_id].keys())
        ),
        batch_size=2000,
    )
