"""What one may choose beside a result, and how many groups each choice leads to: exactly as many,
because both are counted from the same sets."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from closeknit.directory.search import bitmaps
from closeknit.directory.search.catalogue import KnownTheme
from closeknit.directory.search.matching import Match
from closeknit.directory.search.nearness import metres_from, reach, without_pin_at
from closeknit.directory.search.query import CODES, DISTANCES, GroupQuery, toggle
from closeknit.directory.search.snapshot import Snapshot
from closeknit.directory.vocabulary import Access, CostKind, GroupKind, Weekday
from closeknit.places.area_index import IndexedArea
from closeknit.places.naming import names_in_a_list

LABELS = {
    "within": _("How far"),
    "area": _("Area"),
    "theme": _("Theme"),
    "kind": _("Kind of group"),
    "day": _("Day"),
    "cost": _("Cost"),
    "access": _("Access"),
}
CODE_LABELS = {
    name: {str(code): label for code, label in choices.choices}
    for name, choices in {"kind": GroupKind, "day": Weekday, "cost": CostKind, "access": Access}.items()
}
Node = IndexedArea | KnownTheme


@dataclass(frozen=True, slots=True)
class Option:
    """A choice in a facet of a query. ``count`` is how many groups ``query`` finds: the one asked,
    with this chosen or, if it was chosen already, without it."""

    label: str
    slug: str
    count: int
    is_chosen: bool
    facet: str
    asked: GroupQuery
    depth: int = 0

    @property
    def query(self) -> GroupQuery:
        return self.asked.toggled(self.facet, self.slug)

    @property
    def url(self) -> str:
        """The address of the choice, relative to the list's own."""
        return f"?{self.query.address}"

    @property
    def shown(self) -> str:
        """The count as people read it."""
        return f"{self.count:,}"


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    options: tuple[Option, ...]

    @property
    def is_single(self) -> bool:
        """Whether one choice takes the place of another."""
        return self.name == "within"


def facets(match: Match, snapshot: Snapshot) -> tuple[Facet, ...]:
    """The facets in which some choice finds something. No queries."""
    found = {
        "within": _distances(match, snapshot),
        "area": _areas(match, snapshot),
        "theme": _themes(match, snapshot),
        **{name: _codes(name, match, snapshot) for name in CODE_LABELS},
    }
    return tuple(Facet(name, str(LABELS[name]), tuple(options)) for name, options in found.items() if options)


def _distances(match: Match, snapshot: Snapshot) -> list[Option]:
    """How far to look, where there is a place to look from."""
    if not match.place:
        return []
    rest = match.apart_from("within")
    metres = metres_from(match.place, snapshot)[bitmaps.ids_of(rest)]
    everywhere = rest.intersection_cardinality(without_pin_at(match.place, snapshot))
    options = []
    for miles in DISTANCES:
        is_chosen = miles == match.query.within
        near = int(np.count_nonzero(metres <= reach(miles)))
        count = len(rest) if is_chosen else near + everywhere
        options.append(Option(distance_label(miles), f"{miles:g}", count, is_chosen, "within", match.query))
    return _worth_showing(options)


def distance_label(miles: float) -> str:
    return (
        gettext("half a mile")
        if miles < 1
        else ngettext("%(miles)g mile", "%(miles)g miles", int(miles)) % {"miles": miles}
    )


def _codes(name: str, match: Match, snapshot: Snapshot) -> list[Option]:
    """The codes of a facet. Of access all chosen are needed, of the others one is enough."""
    rest, chosen, query = match.apart_from(name), getattr(match.query, name), match.query
    sets = {code: snapshot.bitmaps.get(bitmaps.code(name, code)) for code in CODES[name]}
    options = []
    for code, label in CODE_LABELS[name].items():
        left = [sets[each] for each in toggle(chosen, code)] if chosen else [sets[code]]
        count = _count(rest, left, all_needed=name == "access")
        if count or code in chosen:
            options.append(Option(str(label), code, count, code in chosen, name, query))
    return options


def _areas(match: Match, snapshot: Snapshot) -> list[Option]:
    """From right below the whole place: a single root is no choice."""
    catalogue = snapshot.catalogue
    roots = catalogue.areas_below.get(None, [])
    tops = catalogue.areas_below.get(roots[0].id, []) if len(roots) == 1 else roots
    line, narrowest = catalogue.line_to_area, catalogue.narrowest_areas
    tree = Tree("area", tops, catalogue.areas_below, narrowest, line, bitmaps.area, names_in_a_list)
    return _tree_options(tree, match, snapshot)


def _themes(match: Match, snapshot: Snapshot) -> list[Option]:
    catalogue = snapshot.catalogue
    below = catalogue.themes_below
    line, narrowest = catalogue.line_to_theme, catalogue.narrowest_themes
    tree = Tree("theme", below.get(None, []), below, narrowest, line, bitmaps.theme, _own_names)
    return _tree_options(tree, match, snapshot)


def _own_names(nodes: Iterable[Node]) -> dict[str, str]:
    return {node.slug: node.name for node in nodes}


def _worth_showing(options: Iterable[Option]) -> list[Option]:
    return [option for option in options if option.count or option.is_chosen]


class Tree(NamedTuple):
    """What the options of areas and those of themes have in common."""

    name: str
    tops: Sequence[Node]
    below: Mapping[int | None, Sequence[Node]]
    narrowest: Callable[[Iterable[str]], Sequence[Node]]
    line: Callable[[Node], tuple[int, ...]]
    token: Callable[[int], str]
    names: Callable[[Iterable[Any]], Mapping[str, str]]  # by slug, of those that stand in the list


def _tree_options(tree: Tree, match: Match, snapshot: Snapshot) -> list[Option]:
    """The widest, and those below one that is chosen or holds a chosen one."""
    rest = match.apart_from(tree.name)
    chosen = getattr(match.query, tree.name)
    unfolded = {pk for node in tree.narrowest(chosen) for pk in tree.line(node)}
    options = []
    shown = list(_walk(tree.tops, tree.below, unfolded))
    names = tree.names(node for node, _depth in shown)
    for node, depth in shown:
        left = tree.narrowest(toggle(chosen, node.slug)) if chosen else [node]
        count = _count(rest, [snapshot.bitmaps.get(tree.token(one.id)) for one in left])
        options.append(Option(names[node.slug], node.slug, count, node.slug in chosen, tree.name, match.query, depth))
    return _worth_showing(options)


def _walk(
    nodes: Iterable[Node], below: Mapping[int | None, Sequence[Node]], unfolded: Collection[int], depth: int = 0
) -> Iterator[tuple[Node, int]]:
    for node in nodes:
        yield node, depth
        if node.id in unfolded:
            yield from _walk(below.get(node.id, ()), below, unfolded, depth + 1)


def _count(rest: BitMap, chosen: Sequence[BitMap], *, all_needed: bool = False) -> int:
    if len(chosen) <= 1:
        return rest.intersection_cardinality(chosen[0]) if chosen else len(rest)
    together = BitMap.intersection(*chosen) if all_needed else BitMap.union(*chosen)
    return rest.intersection_cardinality(together)
