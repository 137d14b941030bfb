"""The hub's areas and themes in memory, and the words by which people mean them."""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self, TypeVar

from closeknit.algorithms import text
from closeknit.algorithms.geo import Bounds
from closeknit.directory.models import Theme
from closeknit.directory.search import bitmaps
from closeknit.places.area_index import AreaIndex, IndexedArea, current_index
from closeknit.places.models import Area

PARTS = re.compile(r"\s*(?:[,;/&]|\band\b|\bor\b)\s*", re.IGNORECASE)
LONGEST_PHRASE = 4


class KnownTheme(NamedTuple):
    id: int
    slug: str
    name: str
    parent_id: int | None
    line: tuple[int, ...]  # the themes from the top down to this one
    synonyms: tuple[str, ...]


Node = TypeVar("Node", IndexedArea, KnownTheme)


@dataclass(frozen=True)
class Catalogue:
    """The areas in force and all themes, each also by slug."""

    using: str
    area_index: AreaIndex
    themes: dict[int, KnownTheme]

    @classmethod
    def read(cls, using: str) -> Self:
        """Two or three queries."""
        rows = Theme.objects.using(using).order_by("name", "pk")
        themes = {
            pk: KnownTheme(pk, slug, name, parent, tuple(map(int, path.strip("/").split("/"))), tuple(synonyms))
            for pk, slug, name, parent, path, synonyms in rows.values_list(
                "pk", "slug", "name", "parent_id", "path", "synonyms"
            )
        }
        return cls(using, current_index(using), themes)

    @property
    def areas(self) -> dict[int, IndexedArea]:
        return self.area_index.areas

    @cached_property
    def areas_by_slug(self) -> dict[str, IndexedArea]:
        return {area.slug: area for area in self.areas.values()}

    @cached_property
    def themes_by_slug(self) -> dict[str, KnownTheme]:
        return {theme.slug: theme for theme in self.themes.values()}

    @cached_property
    def areas_below(self) -> dict[int | None, list[IndexedArea]]:
        """The areas right below each, by name; below None those without an area above them."""
        return _by_parent(self.areas.values(), self.areas)

    @cached_property
    def themes_below(self) -> dict[int | None, list[KnownTheme]]:
        return _by_parent(self.themes.values(), self.themes)

    @cached_property
    def boxes(self) -> dict[int, Bounds]:
        """The box around each area that has an outline. One query."""
        corners = Area.objects.using(self.using).current().exclude(west=None)
        rows = corners.values_list("pk", "west", "south", "east", "north")
        return {area_id: Bounds(*box) for area_id, *box in rows}

    def line_to_area(self, area: IndexedArea) -> tuple[int, ...]:
        """The areas from the top down to this one."""
        return self.area_index.line_to(area.id)

    def line_to_theme(self, theme: KnownTheme) -> tuple[int, ...]:
        return theme.line

    def narrowest_areas(self, slugs: Iterable[str]) -> list[IndexedArea]:
        """The areas of these slugs but for those in which another one of them lies."""
        return _narrowest(slugs, self.areas_by_slug, self.line_to_area)

    def narrowest_themes(self, slugs: Iterable[str]) -> list[KnownTheme]:
        """The themes of these slugs but for those in which another one of them lies."""
        return _narrowest(slugs, self.themes_by_slug, self.line_to_theme)

    @cached_property
    def phrases(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """The stems of a theme's or an area's name, or of what else a theme is called → its tokens."""
        phrases: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for theme in self.themes.values():
            for phrase in {part for name in (theme.name, *theme.synonyms) for part in (name, *PARTS.split(name))}:
                phrases[tuple(text.stems(phrase))].add(bitmaps.theme(theme.id))
        for area in self.areas.values():
            if area.parent_id in self.areas:
                phrases[tuple(text.stems(area.name))].add(bitmaps.area(area.id))
        return {phrase: tuple(tokens) for phrase, tokens in phrases.items() if 0 < len(phrase) <= LONGEST_PHRASE}


def _narrowest(
    slugs: Iterable[str], known: Mapping[str, Node], line_to: Callable[[Node], tuple[int, ...]]
) -> list[Node]:
    chosen = [known[slug] for slug in slugs if slug in known]
    above = {pk for node in chosen for pk in line_to(node)[:-1]}
    return [node for node in chosen if node.id not in above]


def _by_parent(nodes: Iterable[Node], known: Container[int]) -> dict[int | None, list[Node]]:
    below: dict[int | None, list[Node]] = defaultdict(list)
    for node in sorted(nodes, key=lambda node: (node.name.casefold(), node.id)):
        below[node.parent_id if node.parent_id in known else None].append(node)
    return below
