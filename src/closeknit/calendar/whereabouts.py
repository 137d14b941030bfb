"""In which areas something is: those that hold its venue, if anybody may know where that is; else those of its
host. And what it is about: the themes that were chosen for it, else those of its host. Kept beside the series so
that lists can ask, and made again whenever it changes, and every night."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from closeknit.calendar import hosts, policies
from closeknit.calendar.models import Series
from closeknit.directory.models import Coverage, GroupTheme
from closeknit.places.models import Area, PointArea

Links = set[tuple[int, int]]


def refresh(rows: Sequence[Series]) -> None:
    """Keep the areas and themes of these again. Eleven queries at most for all whose host is a group."""
    others = {row.pk: hosts.host_of(row) for row in rows if row.group_id is None}
    _keep(Series.areas.through, "area", rows, _areas_of(rows, others))
    _own_themes_gone(rows)
    borrowing = [row for row in rows if not row.has_own_themes]
    _keep(Series.themes.through, "theme", borrowing, _themes_of(borrowing, others))


def _own_themes_gone(rows: Sequence[Series]) -> None:
    """What was chosen may have been taken out of the hub's vocabulary."""
    choosing = [row for row in rows if row.has_own_themes]
    if not choosing:
        return
    links = Series.themes.through._default_manager.filter(series__in=choosing)
    having = set(links.values_list("series_id", flat=True))
    for row in choosing:
        row.has_own_themes = row.pk in having
    Series.objects.filter(pk__in=[row.pk for row in choosing if not row.has_own_themes]).update(has_own_themes=False)


def _keep(through: Any, column: str, rows: Sequence[Series], wanted: Links) -> None:
    kept = {
        (series, number): pk
        for pk, series, number in through._default_manager.filter(series__in=rows).values_list(
            "pk", "series_id", f"{column}_id"
        )
    }
    if gone := [pk for link, pk in kept.items() if link not in wanted]:
        through._default_manager.filter(pk__in=gone).delete()
    new = [through(**{"series_id": series, f"{column}_id": number}) for series, number in sorted(wanted - kept.keys())]
    through._default_manager.bulk_create(new, ignore_conflicts=True)


def _themes_of(rows: Sequence[Series], others: Mapping[int, Any]) -> Links:
    groups = {row.pk: row.group_id for row in rows if row.group_id}
    about: dict[int, set[int]] = {}
    for group, theme in GroupTheme.objects.filter(group__in=set(groups.values())).values_list("group_id", "theme_id"):
        about.setdefault(group, set()).add(theme)
    links = {(series, theme) for series, group in groups.items() for theme in about.get(group, ())}
    return links | {(row.pk, theme) for row in rows if row.pk in others for theme in hosts.themes_of(others[row.pk])}


def _areas_of(rows: Sequence[Series], above: Mapping[int, Any]) -> Links:
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
        if row.pk in above:
            links |= {(row.pk, area) for area in hosts.areas_of(above[row.pk])}
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
