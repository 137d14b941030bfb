"""What somebody is looking for, as one frozen value: made from an address and turned into one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

from closeknit.directory.vocabulary import Access, CostKind, GroupKind, GroupState, Weekday

LONGEST_TEXT = 200
LONGEST_SLUG = 200
MOST_CHOICES = 30
LAST_PAGE = 100_000
LONGEST_NUMBER = 9
DISTANCES = (0.5, 1.0, 2.0, 5.0, 10.0)  # miles
ORDERS = ("best", "near", "name", "confirmed")
CODES: Mapping[str, tuple[str, ...]] = {
    "kind": tuple(GroupKind.values),
    "day": tuple(Weekday.values),
    "cost": tuple(CostKind.values),
    "access": tuple(Access.values),
    "state": tuple(GroupState.values),
}
MANY = ("area", "theme", *CODES)  # facets of which several values may be chosen


@dataclass(frozen=True, slots=True)
class GroupQuery:
    """The one query behind list, map, feeds and embeds. Names are those in addresses.

    Between facets all must hold; within one, one choice is enough, but of access all are needed.
    ``area`` and ``theme`` are slugs; one that lies within another chosen one takes its place.
    ``order`` empty means: what suits the query.
    """

    q: str = ""
    near: str = ""
    within: float = 0.0  # miles; 0 is any distance
    area: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    cost: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    order: str = ""
    page: int = 1

    @classmethod
    def from_params(cls, params: QueryDict) -> Self:
        """The query of an address. Whatever makes no sense in it is left out."""
        chosen = {name: _known(params.getlist(name), codes) for name, codes in CODES.items()}
        return cls(
            q=_text(params.get("q")),
            near=_text(params.get("near")),
            within=_distance(params.get("within")),
            area=_different(map(_slug, params.getlist("area"))),
            theme=_different(map(_slug, params.getlist("theme"))),
            order=params.get("order") if params.get("order") in ORDERS else "",
            page=_page(params.get("page")),
            **chosen,
        )

    def to_params(self) -> list[tuple[str, str]]:
        """The pairs of an address, always in the same order; what is not set is left out."""
        pairs: list[tuple[str, str]] = []
        for name in _NAMES:
            value = getattr(self, name)
            if name in MANY:
                pairs += [(name, part) for part in value]
            elif value != _DEFAULTS[name]:
                pairs.append((name, f"{value:g}" if isinstance(value, float) else str(value)))
        return pairs

    @property
    def address(self) -> str:
        """The part of an address behind the question mark."""
        return urlencode(self.to_params())

    @property
    def filters(self) -> Self:
        """The query without its order and page: what decides which groups are found."""
        return replace(self, order="", page=1)

    def without(self, *names: str) -> Self:
        """The query without these facets, on its first page."""
        return self.with_(**{name: _DEFAULTS[name] for name in names})

    def with_(self, **values: Any) -> Self:
        """The query with other values, on its first page unless another is asked for."""
        return replace(self, **{"page": 1, **values})

    def toggled(self, name: str, value: str) -> Self:
        """The query with this value chosen, or no longer chosen if it was."""
        if name == "within":
            return self.with_(within=0.0 if self.within == _distance(value) else _distance(value))
        return self.with_(**{name: toggle(getattr(self, name), value)})


def toggle(chosen: tuple[str, ...], value: str) -> tuple[str, ...]:
    """The choices with this one, or without it if it was among them."""
    rest = tuple(part for part in chosen if part != value)
    return rest if len(rest) < len(chosen) else _different((*chosen, value))


_NAMES = tuple(part.name for part in fields(GroupQuery))
_DEFAULTS = {part.name: part.default for part in fields(GroupQuery)}


def _different(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))[:MOST_CHOICES]


def _known(values: Iterable[str], codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in codes if code in values)


def _text(value: str | None) -> str:
    """One line without signs that no keyboard writes; no database takes a NUL or half a letter."""
    shown = "".join(sign if sign.isprintable() else " " for sign in (value or "")[: LONGEST_TEXT * 2])
    return " ".join(shown.split())[:LONGEST_TEXT]


def _slug(value: str | None) -> str:
    slug = value or ""
    return (
        slug
        if len(slug) <= LONGEST_SLUG and slug.isascii() and slug.replace("-", "").replace("_", "").isalnum()
        else ""
    )


def _distance(value: str | None) -> float:
    try:
        miles = float(value or 0)
    except ValueError:
        return 0.0
    return miles if miles in DISTANCES else 0.0


def _page(value: str | None) -> int:
    number = value or ""
    is_number = number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER
    return min(max(int(number), 1), LAST_PAGE) if is_number else 1
