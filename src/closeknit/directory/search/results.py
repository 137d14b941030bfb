"""A page of groups with all that is said around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db import DEFAULT_DB_ALIAS

from closeknit.directory.search import facets, ordering
from closeknit.directory.search.cards import Card, cards
from closeknit.directory.search.facets import Facet
from closeknit.directory.search.matching import Match, match
from closeknit.directory.search.query import GroupQuery
from closeknit.directory.search.snapshot import Snapshot, current
from closeknit.places.reads import FoundPlace

PAGE = 20


@dataclass(frozen=True)
class Results:
    """What a query found. ``query`` has the number of the page that is shown, also when one beyond
    the last was asked for."""

    match: Match
    snapshot: Snapshot
    query: GroupQuery
    ids: Sequence[int]
    cards: Sequence[Card]
    order: str

    @property
    def total(self) -> int:
        return len(self.match.found)

    @property
    def place(self) -> FoundPlace | None:
        return self.match.place

    @property
    def page(self) -> int:
        return self.query.page

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return _pages(self.total)

    @property
    def notes(self) -> tuple[str, ...]:
        return self.match.notes

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        return facets.facets(self.match, self.snapshot)


def search(query: GroupQuery, *, now: datetime, version: int | None = None, using: str = DEFAULT_DB_ALIAS) -> Results:
    """A page of the groups of a query. Costs one query for the hub's version (none if it is given),
    one for the cards, one for rare words, and at most two for a place."""
    snapshot = current(version, using)
    found = match(query, snapshot)
    page = min(query.page, _pages(len(found.found)))
    start = (page - 1) * PAGE
    ids = ordering.page_of(found, snapshot, start, start + PAGE)
    shown = cards(ids, snapshot, today=now.date(), place=found.place, first_number=start + 1)
    return Results(found, snapshot, found.query.with_(page=page), ids, shown, ordering.order_of(found))


def ids_of(query: GroupQuery, *, version: int | None = None, using: str = DEFAULT_DB_ALIAS) -> list[int]:
    """All groups of a query, in its order: what feeds and exports carry."""
    snapshot = current(version, using)
    found = match(query, snapshot)
    return ordering.page_of(found, snapshot, 0, len(found.found))


def _pages(total: int) -> int:
    return max(1, -(-total // PAGE))
