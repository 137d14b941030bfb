"""The vocabulary in the shape of the page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from closeknit.directory.models import Theme


@dataclass(frozen=True, slots=True)
class Leaf:
    """A theme, how deep it stands, and how many groups work on it."""

    theme: Theme
    depth: int
    groups: int


def theme_tree() -> list[Leaf]:
    """All themes, each beneath the one it belongs to, by name. One query."""
    rows: list[Any] = list(Theme.objects.annotate(used=Count("group_themes")).order_by("name", "pk"))
    below: dict[int | None, list[Any]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    found: list[Leaf] = []

    def walk(parent: int | None, depth: int) -> None:
        for row in below.get(parent, ()):
            found.append(Leaf(row, depth, row.used))
            walk(row.pk, depth + 1)

    walk(None, 0)
    return found
