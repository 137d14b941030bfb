"""The vocabulary in the shape of the page."""

from dataclasses import dataclass
from typing import Any

from closeknit.directory.models import Theme
from closeknit.directory.search import bitmaps
from closeknit.directory.search.snapshot import current


@dataclass(frozen=True, slots=True)
class Leaf:
    """A theme, how deep it stands, and how many groups work on it."""

    theme: Theme
    depth: int
    groups: int


def theme_tree(version: int | None = None) -> list[Leaf]:
    """All themes, each beneath the one it belongs to, by name, with as many groups as search finds for it,
    those of the themes beneath counted in. One query, and what search keeps at hand."""
    found_for = current(version).bitmaps
    rows: list[Any] = list(Theme.objects.order_by("name", "pk"))
    below: dict[int | None, list[Any]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    found: list[Leaf] = []

    def walk(parent: int | None, depth: int) -> None:
        for row in below.get(parent, ()):
            found.append(Leaf(row, depth, len(found_for.get(bitmaps.theme(row.pk)))))
            walk(row.pk, depth + 1)

    walk(None, 0)
    return found
