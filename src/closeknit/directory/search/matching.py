"""From a query to the set of groups it finds, and to the sets it would find with one facet less."""

from dataclasses import dataclass
from functools import cached_property, reduce

from pyroaring import BitMap

from closeknit.directory.search import bitmaps, nearness
from closeknit.directory.search.query import GroupQuery
from closeknit.directory.search.snapshot import Snapshot
from closeknit.directory.search.understanding import Understood, understand
from closeknit.directory.search.words import Reading, read
from closeknit.directory.vocabulary import GroupState
from closeknit.places.reads import FoundPlace


@dataclass(frozen=True)
class Match:
    """A query and its groups. ``base`` holds what no facet changes; ``parts`` has a set for each
    facet in which something is chosen. ``words`` is its text without the place that it names."""

    query: GroupQuery
    base: BitMap
    parts: dict[str, BitMap]
    words: str
    reading: Reading
    place: FoundPlace | None = None
    notes: tuple[str, ...] = ()

    @cached_property
    def found(self) -> BitMap:
        """The groups that the query finds."""
        return self.apart_from("")

    def apart_from(self, facet: str) -> BitMap:
        """The groups it would find if nothing were chosen in this facet."""
        return reduce(BitMap.__and__, (part for name, part in self.parts.items() if name != facet), self.base)


def match(query: GroupQuery, snapshot: Snapshot) -> Match:
    """Find the groups of a query. Costs a query for rare words and at most two for a place."""
    meant = understand(query, snapshot)
    reading = read(meant.words, snapshot)
    parts = _chosen(meant, snapshot)
    base = _standing(query, snapshot)
    for limit in (reading.matched, meant.inside):
        base = base if limit is None else base & limit
    return Match(meant.query, base, parts, meant.words, reading, meant.place, meant.notes + reading.notes)


def _standing(query: GroupQuery, snapshot: Snapshot) -> BitMap:
    """Groups in the states asked for; unless asked, not those that have closed."""
    held = snapshot.bitmaps
    if query.state:
        return held.either(bitmaps.code("state", state) for state in query.state)
    return held.get(bitmaps.EVERY) - held.get(bitmaps.code("state", GroupState.CLOSED))


def _chosen(meant: Understood, snapshot: Snapshot) -> dict[str, BitMap]:
    query, held, catalogue = meant.query, snapshot.bitmaps, snapshot.catalogue
    parts = {
        name: held.either(bitmaps.code(name, code) for code in getattr(query, name))
        for name in ("kind", "day", "cost")
        if getattr(query, name)
    }
    if areas := catalogue.narrowest_areas(query.area):
        parts["area"] = held.either(bitmaps.area(area.id) for area in areas)
    if themes := catalogue.narrowest_themes(query.theme):
        parts["theme"] = held.either(bitmaps.theme(theme.id) for theme in themes)
    if query.access:
        parts["access"] = BitMap.intersection(*[held.get(bitmaps.code("access", code)) for code in query.access])
    if query.within and meant.place:
        parts["within"] = nearness.around(meant.place, query.within, snapshot)
    return parts
