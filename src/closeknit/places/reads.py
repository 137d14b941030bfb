"""What others may ask of the place: where a text lies, the tree of areas, who succeeded whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from closeknit.places import registry
from closeknit.places.area_index import AreaIndex, IndexedArea, areas_holding, current_index, indexed
from closeknit.places.area_plan import in_words
from closeknit.places.drawing import Sketch, sketch
from closeknit.places.finding import FoundPlace, find_place, similar_places
from closeknit.places.models import Area, AreaImport, AreaSuccession

__all__ = [
    "AreaLine",
    "AreaPage",
    "FoundPlace",
    "Heir",
    "PastImport",
    "area_page",
    "area_picture",
    "area_tree",
    "areas_holding",
    "areas_picture",
    "find_place",
    "past_imports",
    "similar_places",
    "standing_in_for",
]

LEAST_STAND_IN = 0.1  # of an ended area's land, for a successor to stand in for it


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area in a list: what the rooms above count in it, and the areas beneath."""

    area: IndexedArea
    counts: tuple[str, ...]
    children: tuple["AreaLine", ...] = ()


@dataclass(frozen=True, slots=True)
class Heir:
    """An area before or after a redrawing, and how much of the land they share, 0 to 100."""

    area: Area
    percent: int


@dataclass(frozen=True, slots=True)
class PastImport:
    """A boundary file that was applied, and what it changed in words."""

    file_name: str
    applied_at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class AreaPage:
    """All that the page of an area shows."""

    above: tuple[IndexedArea, ...]
    pattern: int
    children: tuple[AreaLine, ...]
    predecessors: tuple[Heir, ...]
    successors: tuple[Heir, ...]
    picture: Sketch | None


def area_tree() -> tuple[AreaLine, ...]:
    """The areas in force as a tree, siblings by name. Costs the counters' queries beside the index."""
    index = current_index()
    return _lines(_beneath(index), None, registry.counts_of(index.areas))


def areas_picture() -> Sketch | None:
    """A map of the areas that are told apart by their selvedges. Drawn once for each state of the areas,
    with one query beside the index."""
    index = current_index()
    told_apart = [
        area
        for area in index.areas.values()
        if area.pattern and (area.parent_id not in index.areas or not index.areas[area.parent_id].pattern)
    ]
    shown = told_apart or [area for area in index.areas.values() if area.depth == 0]
    return index.remembered("all", lambda: _picture(shown))


def area_page(area: Area) -> AreaPage:
    """One area, fetched without its outline. Costs two queries, and those of the counters; two more
    when its map is first drawn."""
    index = current_index()
    beneath = _beneath(index)
    counts = registry.counts_of(child.id for child in beneath.get(area.pk, ()))
    own = index.areas.get(area.pk)
    parent = index.areas.get(area.parent_id) if area.parent_id else None
    heirs = list(_successions(area))
    return AreaPage(
        above=tuple(index.areas[above] for above in area.ancestor_ids if above in index.areas),
        pattern=own.pattern if own else area.pattern or (parent.pattern if parent else 0),
        children=_lines(beneath, area.pk, counts, depth=1),
        predecessors=tuple(Heir(h.old, round(100 * h.share_of_new)) for h in heirs if h.new_id == area.pk),
        successors=tuple(Heir(h.new, round(100 * h.share_of_old)) for h in heirs if h.old_id == area.pk),
        picture=index.remembered(area.pk, lambda: _page_picture(area, own, index)),
    )


def past_imports(limit: int = 20) -> tuple[PastImport, ...]:
    """The last boundary files that were applied. Costs one query."""
    rows = AreaImport.objects.exclude(applied_at=None).order_by("-applied_at", "-pk")
    found = rows.values_list("file_name", "applied_at", "summary")[:limit]
    return tuple(PastImport(name, at, in_words(summary)) for name, at, summary in found if at)


def standing_in_for(area: Area) -> list[Area]:
    """The areas in force that lie where an ended one lay, the largest heir first; itself if in force.

    What was said of an ended area (a saved filter, a group's coverage) is true of these. Follows
    several redrawings; costs a query for each.
    """
    if area.is_current:
        return [area]
    shares: dict[int, float] = {}
    open_shares, seen = {area.pk: 1.0}, {area.pk}
    while open_shares:
        rows = AreaSuccession.objects.filter(old__in=open_shares).select_related("new").defer("new__boundary")
        following: dict[int, float] = {}
        for row in rows:
            share = open_shares[row.old_id] * row.share_of_old
            target = shares if row.new.is_current else following
            target[row.new_id] = target.get(row.new_id, 0.0) + share
        open_shares = {pk: share for pk, share in following.items() if pk not in seen}
        seen |= set(open_shares)
    kept = [pk for pk, share in shares.items() if share >= LEAST_STAND_IN] or list(shares)[:1]
    found = {heir.pk: heir for heir in Area.objects.for_lists().filter(pk__in=kept)}
    return [found[pk] for pk in sorted(kept, key=lambda pk: (-shares[pk], pk))]


def _beneath(index: AreaIndex) -> dict[int | None, list[IndexedArea]]:
    """The areas in force under each one, by name; those without one in force above are roots."""
    beneath: dict[int | None, list[IndexedArea]] = {}
    for area in sorted(index.areas.values(), key=lambda area: (area.name.casefold(), area.id)):
        beneath.setdefault(area.parent_id if area.parent_id in index.areas else None, []).append(area)
    return beneath


def _lines(
    beneath: dict[int | None, list[IndexedArea]],
    above: int | None,
    counts: dict[int, list[str]],
    depth: int = 99,
) -> tuple[AreaLine, ...]:
    return tuple(
        AreaLine(
            area,
            tuple(counts.get(area.id, ())),
            _lines(beneath, area.id, counts, depth - 1) if depth > 1 else (),
        )
        for area in beneath.get(above, ())
    )


def _successions(area: Area) -> Iterable[AreaSuccession]:
    rows = AreaSuccession.objects.filter(Q(old=area) | Q(new=area)).select_related("old", "new")
    return rows.defer("old__boundary", "new__boundary").order_by("-share_of_old", "pk")


def area_picture(area: Area) -> Sketch | None:
    """An area among those of its kind, to draw upon. At most two queries."""
    index = current_index()
    return _page_picture(area, index.areas.get(area.pk), index)


def _page_picture(area: Area, own: IndexedArea | None, index: AreaIndex) -> Sketch | None:
    """An area among those of its kind; for a root, the areas in it."""
    if own and own.depth == 0 and (inside := [a for a in index.areas.values() if a.parent_id == own.id]):
        return _picture(inside)
    if area.boundary is None:
        return None
    root = area.path.split("/")[1]
    same = Area.objects.current().exclude(boundary=None).filter(kind=area.kind, path__startswith=f"/{root}/")
    shown = own or indexed(area)
    return sketch([(shown, area.boundary)], same.values_list("boundary", flat=True))


def _picture(areas: list[IndexedArea]) -> Sketch | None:
    ids = [area.id for area in areas]
    outlines = dict(Area.objects.filter(pk__in=ids).exclude(boundary=None).values_list("pk", "boundary"))
    return sketch([(area, outlines[area.id]) for area in areas if area.id in outlines])
