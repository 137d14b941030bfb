"""Reads all that search and map may know of public groups. Seven queries, however many groups.

Here it is decided what the index may hold: nothing of a group that is not public, no place of a
sensitive group, no confidential venue.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from closeknit.algorithms.schedule import Schedule
from closeknit.directory import models, publishing
from closeknit.directory.models import Coverage, Group, GroupTheme, Service, Theme
from closeknit.places.area_index import AreaIndex, current_index
from closeknit.places.models import Area, PointArea
from closeknit.places.reads import standing_in_for
from closeknit.places.vocabulary import AreaKind, Precision

WIDE = (AreaKind.COUNTRY, AreaKind.REGION, AreaKind.COUNTY, AreaKind.BOROUGH)

GROUP_FIELDS = (
    "pk", "name", "slug", "summary", "aims", "who_for", "covers_text", "kind", "state", "visibility",
    "is_sensitive", "confirmed_on", "point_id", "point__lat", "point__lng", "point__cell",
    "point__precision", "point__address",
)  # fmt: skip
SERVICE_FIELDS = (
    "pk", "group_id", "name", "summary", "audience", "schedule_text", "cost_kind", "access",
    "venue__name", "venue__access", "venue__is_confidential",
)  # fmt: skip
SCHEDULE_FIELDS = (
    "service_id", "freq", "interval", "byday", "opens_at", "closes_at", "valid_from", "valid_to",
    "description",
)  # fmt: skip


@dataclass(slots=True)
class ServiceSource:
    """A regular thing as the index may know it."""

    name: str
    summary: str
    audience: str
    schedule_text: str
    cost_kind: str
    access: tuple[str, ...]
    venue: str
    schedules: list[Schedule] = field(default_factory=list)


@dataclass(slots=True)
class GroupSource:
    """A public group as the index may know it. ``pin`` is (lat, lng, cell, precision) or None."""

    id: int
    name: str
    slug: str
    summary: str
    aims: str
    who_for: str
    covers_text: str
    kind: str
    state: str
    confirmed_on: date | None
    pin: tuple[float, float, int, str] | None
    address: str
    areas: tuple[int, ...]  # that hold it or that it works in, and those above them
    home: int | None  # the narrowest area that holds it, or the first that it works in
    themes: tuple[int, ...]  # with those above them
    services: list[ServiceSource] = field(default_factory=list)
    has_drawing: bool = False  # a shape that may be shown


class Gatherer:
    """Knows the areas and themes, so that many chunks of groups can be read one after another."""

    def __init__(self, using: str) -> None:
        self.using = using
        self.areas: AreaIndex = current_index(using)
        self.area_lines = {pk: self.areas.line_to(pk) for pk in self.areas.areas}
        paths = Theme.objects.using(using).values_list("pk", "path")
        self.theme_lines = {pk: tuple(map(int, path.strip("/").split("/"))) for pk, path in paths}
        self._heirs: dict[int, tuple[int, ...]] = {}

    def gather(self, group_ids: Collection[int]) -> list[GroupSource]:
        """The public ones of these groups, in the order of their ids."""
        rows = Group.objects.using(self.using).public().filter(pk__in=group_ids).order_by("pk")
        groups = list(rows.values_list(*GROUP_FIELDS))
        held = self._held([row[12] for row in groups if row[12] is not None])
        covered, drawers = self._covered(group_ids)
        themes = self._pairs(GroupTheme, "theme_id", group_ids)
        sensitive = {row[0] for row in groups if row[10]}
        sources = [self._group(row, held, covered, themes) for row in groups]
        for source in sources:
            source.has_drawing = source.id in drawers - sensitive
        self._add_services({source.id: source for source in sources}, sensitive)
        return sources

    def _held(self, point_ids: Collection[int]) -> dict[int, list[int]]:
        held: dict[int, list[int]] = defaultdict(list)
        rows = PointArea.objects.using(self.using).filter(point_id__in=point_ids)
        for point_id, area_id in rows.values_list("point_id", "area_id"):
            if area_id in self.areas.areas:
                held[point_id].append(area_id)
        return held

    def _covered(self, ids: Collection[int]) -> tuple[dict[int, list[int]], set[int]]:
        """By group the areas it works in, ticked or touched, and the groups that drew a shape."""
        rows = Coverage.objects.using(self.using).filter(group_id__in=ids).order_by("is_drawn", "pk")
        covered: dict[int, list[int]] = defaultdict(list)
        drawers = set()
        for group_id, area_id, is_drawn in rows.values_list("group_id", "area_id", "is_drawn"):
            covered[group_id].append(area_id)
            if is_drawn:
                drawers.add(group_id)
        return covered, drawers

    def _pairs(self, model: type[GroupTheme], name: str, ids: Collection[int]) -> dict[int, list[int]]:
        pairs: dict[int, list[int]] = defaultdict(list)
        rows = model.objects.using(self.using).filter(group_id__in=ids).order_by("pk")
        for group_id, other in rows.values_list("group_id", name):
            pairs[group_id].append(other)
        return pairs

    def _group(
        self,
        row: tuple[Any, ...],
        held: dict[int, list[int]],
        covered: dict[int, list[int]],
        themes: dict[int, list[int]],
    ) -> GroupSource:
        (pk, name, slug, summary, aims, who_for, covers_text, kind, state, visibility,
         is_sensitive, confirmed_on, point_id, lat, lng, cell, precision, address) = row  # fmt: skip
        told = {"visibility": visibility, "is_sensitive": is_sensitive, "precision": precision}
        named = publishing.may_name_place(is_sensitive=is_sensitive)
        holding = self._holding(held.get(point_id, ()), precision) if named else []
        working = [heir for area_id in covered.get(pk, ()) for heir in self._in_force(area_id)]
        lines = {above for area_id in (*holding, *working) for above in self.area_lines[area_id]}
        return GroupSource(
            pk, name, slug, summary, aims, who_for, covers_text, kind, state, confirmed_on,
            pin=(lat, lng, cell, precision) if publishing.may_pin(**told) else None,
            address=address if address and publishing.may_show_address(**told) else "",
            areas=tuple(sorted(lines)),
            home=self._narrowest(holding) or (working[0] if working else None),
            themes=tuple(sorted({above for pk in themes.get(pk, ()) for above in self.theme_lines.get(pk, ())})),
        )  # fmt: skip

    def _holding(self, area_ids: Iterable[int], precision: str) -> list[int]:
        """The areas that may be said to hold a point: a wide one, if no more is known than that."""
        areas = self.areas.areas
        return [pk for pk in area_ids if precision != Precision.BOROUGH or areas[pk].kind in WIDE]

    def _narrowest(self, area_ids: Sequence[int]) -> int | None:
        areas = self.areas.areas
        return max(area_ids, key=lambda pk: (areas[pk].depth, areas[pk].kind != AreaKind.OTHER, -pk), default=None)

    def _in_force(self, area_id: int) -> tuple[int, ...]:
        """The area itself, or those that lie where it lay."""
        if area_id in self.areas.areas:
            return (area_id,)
        if area_id not in self._heirs:
            ended = Area.objects.using(self.using).for_lists().get(pk=area_id)
            heirs = (heir.pk for heir in standing_in_for(ended))
            self._heirs[area_id] = tuple(pk for pk in heirs if pk in self.areas.areas)
        return self._heirs[area_id]

    def _add_services(self, sources: dict[int, GroupSource], sensitive: Collection[int]) -> None:
        rows = Service.objects.using(self.using).filter(group_id__in=list(sources), is_running=True)
        services: dict[int, ServiceSource] = {}
        for row in rows.order_by("group_id", "name", "pk").values_list(*SERVICE_FIELDS):
            pk, group_id, *words, access, venue, venue_access, is_confidential = row
            told = venue and publishing.may_name_place(
                is_sensitive=group_id in sensitive, is_confidential=is_confidential
            )
            codes = (*(venue_access if told else ()), *access)
            services[pk] = ServiceSource(*words, access=tuple(dict.fromkeys(codes)), venue=venue if told else "")
            sources[group_id].services.append(services[pk])
        timetable = models.Schedule.objects.using(self.using).filter(service_id__in=list(services)).order_by("pk")
        for service_id, *schedule in timetable.values_list(*SCHEDULE_FIELDS):
            services[service_id].schedules.append(Schedule(**dict(zip(SCHEDULE_FIELDS[1:], schedule, strict=True))))
