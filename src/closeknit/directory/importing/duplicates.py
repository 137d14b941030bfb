"""Whom a new row may repeat: a group with the same number in a register, or of the same name and near,
as ``duplicates.likeness`` has it.

Only proposes. Candidates come from indexes: identifiers, the map cells around, and exact names.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from closeknit.algorithms import similar
from closeknit.algorithms.geo import haversine_m
from closeknit.directory.dialect.records import identifier
from closeknit.directory.duplicates.likeness import ALIKE, NEAR_M, Pin, most_alike
from closeknit.directory.duplicates.tiles import MOST_NEAR, cells_in, tiles_around
from closeknit.directory.importing import bulk
from closeknit.directory.importing.parsing import Reading
from closeknit.directory.importing.placing import Place
from closeknit.places.vocabulary import PINNED

MOST_TILES = 20_000  # that are remembered
OTHERS = "g.source <> %s AND g.changed_at <> %s"  # not of this list, not of this run
NEIGHBOURS = """
SELECT g.id, g.name, p.lat, p.lng FROM places_point p JOIN directory_group g ON g.point_id = p.id
WHERE p.cell >= %s AND p.cell < %s AND g.visibility <> 'merged' AND {others} LIMIT %s
"""
NAMESAKES = """
SELECT g.id, g.name, p.lat, p.lng, p.precision FROM directory_group g LEFT JOIN places_point p ON p.id = g.point_id
WHERE g.visibility IN ('public', 'stub', 'hidden') AND {names} AND {others}
"""
NUMBERED = """
SELECT i.scheme, i.identifier, g.id, g.name FROM directory_groupidentifier i JOIN directory_group g ON g.id = i.group_id
WHERE {numbers} AND g.visibility <> 'merged' AND {others}
"""


@dataclass(frozen=True, slots=True)
class Likeness:
    """An existing group that the row may be, and why we think so."""

    group_id: int
    reason: str


Candidate = tuple[int, str, float, float, str]  # id, name, lat, lng, name in small letters
Named = tuple[Reading, Place | None]


class Finder:
    """Looks for likenesses for one run. Groups of other lists stay as they are while it works, so
    what stands around a place is read once."""

    def __init__(self, source: str, stamp: datetime) -> None:
        self._others = (source, bulk.moment(stamp))
        self._around: dict[int, list[Candidate]] = {}
        self._has_others = bool(bulk.select(f"SELECT 1 FROM directory_group g WHERE {OTHERS} LIMIT 1", *self._others))  # noqa: S608 - our own tables and columns

    def likenesses(self, rows: Sequence[Named]) -> dict[int, Likeness]:
        """For each row that may repeat a group of another list: its place in ``rows``, and whom."""
        if not self._has_others:
            return {}
        found = self._by_number(rows)
        rest = [number for number in range(len(rows)) if number not in found]
        found |= self._by_name(rows, rest)
        pins = {number: pin for number in rest if number not in found and (pin := _pin(rows[number][1]))}
        for (number, pin), tiles in zip(pins.items(), tiles_around(list(pins.values())), strict=True):
            candidates = [one for tile in tiles for one in self._in_tile(tile)]
            like = _most_alike(rows[number][0].fields["name"], pin, candidates) if candidates else None
            if like:
                found[number] = like
        return found

    def _by_number(self, rows: Sequence[Named]) -> dict[int, Likeness]:
        wanted: dict[str, list[int]] = defaultdict(list)
        for place, (reading, _place) in enumerate(rows):
            for number in reading.fields.get("identifiers", []):
                wanted[number].append(place)
        if not wanted:
            return {}
        parts = {number.rpartition("-")[2] or number.partition(":")[2] for number in wanted}
        query = NUMBERED.format(numbers=bulk.any_of("i.identifier"), others=OTHERS)
        found = {}
        for scheme, digits, pk, name in bulk.select(query, bulk.listed(parts), *self._others):
            number = identifier(scheme, digits)
            for place in wanted.get(number, ()):
                reason = _("It may be the same as “%(name)s”, which has the number %(number)s too.")
                found[place] = Likeness(pk, reason % {"name": name, "number": number})
        return found

    def _by_name(self, rows: Sequence[Named], places: Iterable[int]) -> dict[int, Likeness]:
        """Exactly the same name, and near; or neither has a place at all."""
        wanted: dict[str, list[int]] = defaultdict(list)
        for place in places:
            for name in {rows[place][0].fields["name"], rows[place][0].fields["name"].title()}:
                wanted[name].append(place)
        if not wanted:
            return {}
        query = NAMESAKES.format(names=bulk.any_of("g.name"), others=OTHERS)
        found = {}
        for pk, name, lat, lng, precision in bulk.select(query, bulk.listed(wanted), *self._others):
            there = (lat, lng) if precision in PINNED else None
            for place in wanted[name]:
                here = _pin(rows[place][1])
                if (here is None and there is None) or (here and there and haversine_m(*here, *there) <= NEAR_M):
                    found[place] = _like(pk, name)
        return found

    def _in_tile(self, tile: int) -> list[Candidate]:
        """The groups in a tile, by the tile's Morton code."""
        if tile not in self._around:
            if len(self._around) >= MOST_TILES:
                self._around.clear()
            low, high = cells_in(tile)
            found = bulk.select(NEIGHBOURS.format(others=OTHERS), low, high, *self._others, MOST_NEAR)
            self._around[tile] = [] if len(found) == MOST_NEAR else [(*row, row[1].casefold()) for row in found]
        return self._around[tile]


def _most_alike(name: str, here: Pin, candidates: Sequence[Candidate]) -> Likeness | None:
    """First by a quick look at all names, then with care at the few that it leaves."""
    for place in most_alike(name, [candidate[-1] for candidate in candidates]):
        pk, other, lat, lng, _small = candidates[place]
        if haversine_m(*here, lat, lng) <= NEAR_M and similar.same_name(name, other) >= ALIKE:
            return _like(pk, other)
    return None


def _like(pk: int, name: str) -> Likeness:
    return Likeness(pk, _("It may be the same as “%(name)s”, which is near.") % {"name": name})


def _pin(place: Place | None) -> Pin | None:
    return (place.lat, place.lng) if place and place.precision in PINNED else None
