"""In which areas something is: those that hold its venue, if anybody may know where that is; else those of its
host. Kept beside the series so that lists can ask, and made again whenever it changes, and every night."""

from collections.abc import Iterable, Sequence

from closeknit.calendar import hosts, policies
from closeknit.calendar.models import Series
from closeknit.directory.models import Coverage
from closeknit.places.models import Area, PointArea

Links = set[tuple[int, int]]


def refresh(rows: Sequence[Series]) -> None:
    """Keep the areas of these again. Seven queries at most for all whose host is a group."""
    through = Series.areas.through
    kept = {
        (series, area): pk
        for pk, series, area in through._default_manager.filter(series__in=rows).values_list(
            "pk", "series_id", "area_id"
        )
    }
    wanted = _wanted(rows)
    if gone := [pk for link, pk in kept.items() if link not in wanted]:
        through._default_manager.filter(pk__in=gone).delete()
    new = [through(series_id=series, area_id=area) for series, area in sorted(wanted - kept.keys())]
    through._default_manager.bulk_create(new, ignore_conflicts=True)


def _wanted(rows: Sequence[Series]) -> Links:
    points = {row.pk: row.venue.point_id for row in rows if _is_told(row) and row.venue and row.venue.point_id}
    others = [row for row in rows if row.pk not in points]
    groups = {row.pk: row.group for row in others if row.group is not None}
    points |= {pk: group.point_id for pk, group in groups.items() if group.point_id}
    links = _all_around(
        points, PointArea.objects.filter(point__in=set(points.values())).values_list("point_id", "area")
    )
    numbers = {pk: group.pk for pk, group in groups.items()}
    covered = Coverage.objects.filter(group__in=set(numbers.values())).values_list("group_id", "area")
    links |= _all_around(numbers, covered)
    for row in others:
        if row.group is None:
            links |= {(row.pk, area) for area in hosts.areas_of(hosts.host_of(row))}
    there = set(Area.objects.filter(pk__in={area for _series, area in links}).values_list("pk", flat=True))
    return {link for link in links if link[1] in there}


def _is_told(row: Series) -> bool:
    return policies.place_is_open(row, row.venue)


def _all_around(owners: dict[int, int], held: Iterable[tuple[int, int]]) -> Links:
    """Each series with the areas of its point or group, and all around them."""
    if not owners:
        return set()
    found: dict[int, set[int]] = {}
    areas = list(held)
    paths = dict(Area.objects.filter(pk__in={area for _owner, area in areas}).values_list("pk", "path"))
    for owner, area in areas:
        found.setdefault(owner, set()).update(int(part) for part in paths[area].strip("/").split("/"))
    return {(series, area) for series, owner in owners.items() for area in found.get(owner, ())}
