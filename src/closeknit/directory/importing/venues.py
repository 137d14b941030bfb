"""The venues that a chunk of services names: found, made, or brought up to date, each once."""

import hashlib
import uuid
from collections.abc import Iterable, Sequence

from closeknit.algorithms.text import fold
from closeknit.directory.dialect.images import Row
from closeknit.directory.dialect.records import OF_THE_VENUE, PLACE, Record, place_of
from closeknit.directory.importing import bulk
from closeknit.directory.importing.judging import Judge
from closeknit.directory.importing.sheets import Sheet
from closeknit.directory.importing.slugs import free_slugs, venue_ladder
from closeknit.directory.models import Venue
from closeknit.places.models import Point

Key = tuple[str, str]  # ("", uuid), or the list and its number there


class VenueBook:
    """``look_up`` first, then ``write``, then ``id_of`` for each service."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._source = judge.run.source
        self._told: dict[Key, Record] = {}
        self._known: dict[Key, Row] = {}
        self._points: dict[int, Row] = {}
        self._ids: dict[Key, int] = {}
        self._new_points: dict[Key, int] = {}
        self._changed: set[Key] = set()

    def look_up(self, services: Iterable[Record]) -> None:
        """Costs three queries."""
        for service in services:
            if service["venue_name"]:
                self._told.setdefault(self._key(service), service)
        keys = list(self._told)
        rows = list(Venue.objects.filter(uuid__in=[key[1] for key in keys if not key[0]]).values())
        self._known = {("", str(row["uuid"])): row for row in rows}
        for source in {key[0] for key in keys if key[0]}:
            numbers = [key[1] for key in keys if key[0] == source]
            for row in Venue.objects.filter(source=source, external_id__in=numbers).values():
                self._known[source, row["external_id"]] = row
        points = {row["point_id"] for row in self._known.values() if row["point_id"]}
        self._points = {row["id"]: row for row in Point.objects.filter(pk__in=points).values()}

    def write(self, points: Sheet, held: list[tuple[int, int]]) -> None:
        """Make those that are new, change those that differ. Points go to the caller's sheets."""
        new = [key for key in self._told if key not in self._known]
        self._changed = {key for key in self._known if self._differs(key)}
        self._place([*new, *self._changed], points, held)
        self._make(new)
        self._change()
        self._ids |= {key: row["id"] for key, row in self._known.items()}

    def id_of(self, service: Record) -> int | None:
        return self._ids[self._key(service)] if service["venue_name"] else None

    def tell(self, service: Record, made: list[int], before: list[Row], points: list[int]) -> None:
        """What an undo of the service's group must know; each venue is told once, to the first."""
        key = self._key(service) if service["venue_name"] else None
        told = self._told.pop(key, None) if key else None
        if key is None or told is None:
            return
        if key in self._new_points:
            points.append(self._new_points[key])
        if key not in self._known:
            made.append(self._ids[key])
        elif key in self._changed:
            before.append(self._known[key])

    def _key(self, service: Record) -> Key:
        if service["venue_uuid"]:
            return "", service["venue_uuid"]
        source = service["venue_source"] or self._source
        return source, service["venue_external_id"] or self._number(service)

    def _number(self, service: Record) -> str:
        place = (
            service["venue_postcode"] or service["venue_address"] or f"{service['venue_lat']} {service['venue_lng']}"
        )
        told = f"{fold(service['venue_name'])}\x1f{fold(str(place))}"
        return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    def _wanted(self, key: Key) -> Record:
        """The venue's fields as they will be: what the service says over what is known. A list that
        says nothing takes nothing away; a file in our own dialect does."""
        service, row = self._told[key], self._known.get(key)
        told = {name: service[f"venue_{name}"] for name in (*OF_THE_VENUE, *PLACE, "access")}
        if row is None:
            return told
        here = {name: row[name] for name in (*OF_THE_VENUE, "access")} | place_of(self._points.get(row["point_id"]))
        if not self._judge.parser.is_exact:
            told = {name: value for name, value in told.items() if value not in (None, "", [], False)}
            if "lat" not in told:
                told = {name: value for name, value in told.items() if name not in PLACE}
        wanted = here | told
        return wanted | {name: here[name] for name in ("slug", "source", "external_id") if not wanted[name]}

    def _differs(self, key: Key) -> bool:
        if key not in self._told:
            return False
        row, wanted = self._known[key], self._wanted(key)
        here = {name: row[name] for name in (*OF_THE_VENUE, "access")} | place_of(self._points.get(row["point_id"]))
        wanted["slug"] = here["slug"]  # the address of a page stays
        return any(wanted[name] != here[name] for name in here)

    def _place(self, keys: Sequence[Key], points: Sheet, held: list[tuple[int, int]]) -> None:
        wanted = [self._wanted(key) for key in keys]
        moved = [n for n, key in enumerate(keys) if self._moves(key, wanted[n])]
        places = self._judge.placer.settle(
            [{name: wanted[n][name] for name in PLACE} for n in moved], [[] for _n in moved]
        )
        placed = [(keys[n], place) for n, place in zip(moved, places, strict=True) if place]
        for (key, place), pk in zip(placed, bulk.take_ids(Point, len(placed)), strict=True):
            points.add({"id": pk, **place.values()})
            held += [(pk, area) for area in place.area_ids]
            self._new_points[key] = pk

    def _moves(self, key: Key, wanted: Record) -> bool:
        row = self._known.get(key)
        here = place_of(self._points.get(row["point_id"])) if row else place_of(None)
        return wanted["lat"] is not None and any(wanted[name] != here[name] for name in PLACE)

    def _make(self, keys: Sequence[Key]) -> None:
        names = ["id", "uuid", "point_id", "access", *OF_THE_VENUE]
        wanted = [self._wanted(key) for key in keys]
        ladders = [
            venue_ladder(told["slug"], told["name"], told["postcode"], "".join(key))
            for key, told in zip(keys, wanted, strict=True)
        ]
        slugs = free_slugs(Venue, ladders) if keys else []
        rows = []
        for key, told, slug, pk in zip(keys, wanted, slugs, bulk.take_ids(Venue, len(keys)), strict=True):
            own = told | {"slug": slug}
            if key[0]:
                own |= {"source": key[0], "external_id": key[1]}
            number = uuid.UUID(key[1]) if not key[0] else uuid.uuid4()
            rows.append([pk, number, self._new_points.get(key), own["access"], *(own[name] for name in OF_THE_VENUE)])
            self._ids[key] = pk
        bulk.insert(Venue, names, rows)

    def _change(self) -> None:
        names = [*OF_THE_VENUE, "access"]
        rows = []
        for key in self._changed:
            row, wanted = self._known[key], self._wanted(key)
            wanted["slug"] = row["slug"]
            stays = wanted["lat"] is not None
            point = self._new_points.get(key, row["point_id"] if stays else None)
            rows.append([row["id"], point, *(wanted[name] for name in names)])
        bulk.update(Venue, ["id", "point_id", *names], rows)
