"""All areas in force in memory, to ask which of them hold a point, for one or a million at once."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, Max

from closeknit.algorithms import polygons
from closeknit.places.models import Area
from closeknit.places.vocabulary import AreaKind

T = TypeVar("T")

MOST_REMEMBERED = 200  # maps of areas; 30 KB each

FIELDS = ("pk", "parent_id", "path", "kind", "name", "slug", "pattern", "lat", "lng", "boundary")


class IndexedArea(NamedTuple):
    """What is kept of an area beside its outline."""

    id: int
    parent_id: int | None
    path: str
    kind: str
    name: str
    slug: str
    pattern: int  # its own, or that of the nearest area above that has one
    lat: float | None
    lng: float | None

    @property
    def ancestor_ids(self) -> list[int]:
        return [int(part) for part in self.path.strip("/").split("/")[:-1]]

    @property
    def depth(self) -> int:
        """0 for a root, 1 for its children."""
        return self.path.count("/") - 2

    def is_apart_from(self, other: "IndexedArea") -> bool:
        """Whether both may hold a point: of different kinds, or one lies in the other."""
        return self.kind != other.kind or self.path.startswith(other.path) or other.path.startswith(self.path)


@dataclass(frozen=True)
class AreaIndex:
    """The areas in force at one moment, by id, and their outlines."""

    areas: dict[int, IndexedArea]
    outlines: polygons.AreaIndex
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made of these areas for this key, such as a map; made once, for they do not change."""
        if key not in self._made:
            if len(self._made) >= MOST_REMEMBERED:
                self._made.clear()
            self._made[key] = make()
        return self._made[key]  # type: ignore[no-any-return]

    def holding(self, lats: Sequence[float], lngs: Sequence[float]) -> list[tuple[int, ...]]:
        """For each point the ids of the areas that hold it, widest first.

        An area also holds what those beneath it hold. Where areas of a kind overlap or touch, a
        point lies in only one of them, the one that was stored first; those of the kind ``other``
        and those that lie in each other by the tree may share it.
        """
        which, area_ids = self.outlines.locate_many(lats, lngs)
        hits: list[tuple[int, ...]] = [() for _ in lats]
        for point, area_id in zip(which.tolist(), area_ids.tolist(), strict=True):
            hits[point] += (area_id,)
        lines = {hit: self._with_those_above(hit) for hit in set(hits)}  # few, however many points
        return [lines[hit] for hit in hits]

    def is_in_reach(self, outline: polygons.Outline) -> bool:
        """Whether this outline has land in some area and goes not far beyond all: by half their width at most.
        Where no area has an outline, everything is."""
        box, own = self.outlines.box, polygons.bounds(outline)
        if box is None:
            return True
        wide, high = (box.east - box.west) / 2, (box.north - box.south) / 2
        fits = box.west - wide <= own.west and own.east <= box.east + wide
        return (
            fits and box.south - high <= own.south and own.north <= box.north + high and bool(self.touched_by(outline))
        )

    def touched_by(self, outline: polygons.Outline) -> dict[int, polygons.Shared]:
        """The narrowest areas in which this outline has land, by their path, and how much."""
        found = self.outlines.touching(outline)
        above = {self.areas[area_id].parent_id for area_id in found}
        return {pk: found[pk] for pk in sorted(found, key=lambda pk: self.areas[pk].path) if pk not in above}

    def narrowest(self, area_ids: Sequence[int], kinds: Sequence[str]) -> IndexedArea | None:
        """The last of these areas that is of one of these kinds, the first kind preferred."""
        for kind in kinds:
            for area_id in reversed(area_ids):
                if self.areas[area_id].kind == kind:
                    return self.areas[area_id]
        return None

    def line_to(self, area_id: int) -> tuple[int, ...]:
        """The areas in force from the root down to this one."""
        area = self.areas[area_id]
        return (*(above for above in area.ancestor_ids if above in self.areas), area.id)

    def _with_those_above(self, hit: tuple[int, ...]) -> tuple[int, ...]:
        """Apart from each other, and with those they lie in by the tree."""
        kept: list[IndexedArea] = []
        for area in (self.areas[area_id] for area_id in hit):
            if area.kind == AreaKind.OTHER or all(area.is_apart_from(other) for other in kept):
                kept.append(area)
        found = {above for area in kept for above in self.line_to(area.id)}
        return tuple(sorted(found, key=lambda area_id: (self.areas[area_id].depth, area_id)))


_cached: dict[str, tuple[tuple[Any, ...], AreaIndex]] = {}


def current_index(using: str = DEFAULT_DB_ALIAS) -> AreaIndex:
    """The index of this process, read again when an area was changed. Costs one small query."""
    areas = Area.objects.using(using)
    state = tuple(areas.aggregate(Count("pk"), Max("pk"), Max("changed_at")).values())
    known = _cached.get(using)
    if known is None or known[0] != state:
        known = _cached[using] = (state, build_index(using))
    return known[1]


def build_index(using: str = DEFAULT_DB_ALIAS) -> AreaIndex:
    """Read all areas in force: one query, which carries every outline."""
    rows = list(Area.objects.using(using).current().order_by("path").values_list(*FIELDS, named=True))
    patterns: dict[int | None, int] = {}
    for row in rows:
        patterns[row.pk] = row.pattern or patterns.get(row.parent_id, 0)
    areas = {
        row.pk: IndexedArea(
            row.pk, row.parent_id, row.path, row.kind, row.name, row.slug, patterns[row.pk], row.lat, row.lng
        )
        for row in rows
    }
    return AreaIndex(areas, polygons.AreaIndex((row.pk, row.boundary) for row in rows if row.boundary))


def indexed(area: Area) -> IndexedArea:
    """An area that is not in the index, because it has ended, in the shape of those that are."""
    return IndexedArea(
        area.pk, area.parent_id, area.path, area.kind, area.name, area.slug, area.pattern, area.lat, area.lng
    )


def areas_holding(lats: Sequence[float], lngs: Sequence[float], using: str = DEFAULT_DB_ALIAS) -> list[tuple[int, ...]]:
    """For each point the ids of the areas in force that hold it, widest first."""
    return current_index(using).holding(lats, lngs)
