"""Writes told groups into the tables, a chunk at a time, each chunk whole or not at all.

A group that was told the same before is passed over by its mark, so what people have changed since
stays as they left it; one that is told otherwise now is written anew under its old id and address.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from django.db import transaction

from closeknit.algorithms.geo import cells_of
from closeknit.demo.known import SOURCE, Known, named_uuid
from closeknit.directory.importing import bulk
from closeknit.directory.importing.slugs import free_slugs
from closeknit.directory.indexing import reindex
from closeknit.directory.models import Coverage, Group, GroupIdentifier, GroupTheme, Schedule, Service
from closeknit.places.models import Point, PointArea

GROUP_FIELDS = (
    "name kind summary aims who_for languages since state visibility is_sensitive covers_text speak_to "
    "contact_email contact_phone website confirmed_on confirmed_by confirmed_how"
)
GROUP_COLUMNS = (*GROUP_FIELDS.split(), "point_id", "source", "external_id", "import_mark", "created_at", "changed_at")
SERVICE_FIELDS = "name summary schedule_text cost_kind cost_text audience minimum_age maximum_age access access_text"
SERVICE_COLUMNS = (
    "id", "uuid", "group_id", "venue_id", *SERVICE_FIELDS.split(), "online_link", "is_running", "external_id"
)  # fmt: skip
POINT_COLUMNS = ("id", "uuid", "lat", "lng", "cell", "precision", "address", "postcode")
SCHEDULE_COLUMNS = (
    "uuid", "service_id", "freq", "interval", "byday", "opens_at", "closes_at", "valid_from", "valid_to", "description"
)  # fmt: skip
_PHASE = date(2025, 1, 1)  # from when “every other” is counted


class Spot(NamedTuple):
    lat: float
    lng: float
    precision: str
    address: str
    postcode: str
    ward: str


class ToldService(NamedTuple):
    fields: tuple[Any, ...]  # SERVICE_FIELDS
    venue: str = ""
    freq: str = ""
    interval: int = 1
    byday: str = ""
    opens_at: str = ""
    closes_at: str = ""


class Told(NamedTuple):
    """A group as a story or the generator tells it, with the names turned into ids."""

    key: str
    number: uuid.UUID  # the group's; those of its services and its point follow it
    mark: str
    slugs: tuple[str, ...]  # the best first
    fields: tuple[Any, ...]  # GROUP_FIELDS
    spot: Spot | None
    venue: str  # whose point it shares, or nothing
    covers: tuple[int, ...]
    themes: tuple[int, ...]
    services: tuple[ToldService, ...]
    identifiers: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Tally:
    created: int = 0
    updated: int = 0
    unchanged: int = 0

    @property
    def changed(self) -> int:
        return self.created + self.updated


@dataclass(slots=True)
class Rows:
    """What a chunk will write, table by table."""

    points: list[tuple[Any, ...]] = field(default_factory=list)
    held: list[tuple[int, int]] = field(default_factory=list)
    groups: list[tuple[Any, ...]] = field(default_factory=list)
    coverage: list[tuple[int, int]] = field(default_factory=list)
    themes: list[tuple[int, int]] = field(default_factory=list)
    identifiers: list[tuple[Any, ...]] = field(default_factory=list)
    services: list[tuple[Any, ...]] = field(default_factory=list)
    schedules: list[tuple[Any, ...]] = field(default_factory=list)


class Writer:
    """``today`` is the day on which the demo was made: all its groups carry it."""

    def __init__(self, known: Known, today: date, *, indexes: bool = True) -> None:
        self._known = known
        self._stamp = datetime.combine(today, time(9), UTC)
        self._indexes = indexes  # False where the whole index is made anew at the end
        self.tally = Tally()

    @transaction.atomic
    def write(self, chunk: Sequence[Told]) -> None:
        there = _already_there([told.key for told in chunk])
        new = [told for told in chunk if told.key not in there]
        other = [told for told in chunk if told.key in there and there[told.key][1] != told.mark]
        if new or other:
            ids = [*bulk.take_ids(Group, len(new)), *(there[told.key][0] for told in other)]
            _clear_away([there[told.key] for told in other])
            self._write([*new, *other], ids, len(new))
            reindex(ids[len(new) :] if not self._indexes else ids)
        self.tally.created += len(new)
        self.tally.updated += len(other)
        self.tally.unchanged += len(chunk) - len(new) - len(other)

    def _write(self, tellings: list[Told], ids: list[int], new: int) -> None:
        rows = Rows()
        numbers = [told.number for told in tellings]
        points = self._place(tellings, numbers, rows)
        service_ids = iter(bulk.take_ids(Service, sum(len(told.services) for told in tellings)))
        for told, pk, number, point in zip(tellings, ids, numbers, points, strict=True):
            values = (*told.fields, point, SOURCE, told.key, told.mark, self._stamp, self._stamp)
            rows.groups.append(values)
            self._link(told, pk, rows)
            self._serve(told, pk, number, service_ids, rows)
        slugs = free_slugs(Group, [told.slugs for told in tellings[:new]])
        _store(rows, ids, numbers, slugs)

    def _place(self, tellings: list[Told], numbers: list[uuid.UUID], rows: Rows) -> list[int | None]:
        """A point for each group with a spot; the others share their venue's or have none."""
        own = [told for told in tellings if told.spot]
        ids = iter(bulk.take_ids(Point, len(own)))
        cells = iter(_cells([told.spot for told in own if told.spot]))
        points: list[int | None] = []
        for told, number in zip(tellings, numbers, strict=True):
            if told.spot is None:
                points.append(self._known.venue_points.get(told.venue))
                continue
            pk, spot = next(ids), told.spot
            rows.points.append((pk, _following(number, 1), spot.lat, spot.lng, next(cells), *spot[2:5]))
            rows.held += [(pk, area) for area in self._known.ward_lines[spot.ward]]
            points.append(pk)
        return points

    def _link(self, told: Told, pk: int, rows: Rows) -> None:
        rows.coverage += [(pk, area) for area in told.covers]
        rows.themes += [(pk, theme) for theme in told.themes]
        rows.identifiers += [(named_uuid("identifier", told.key, *pair), pk, *pair) for pair in told.identifiers]

    def _serve(self, told: Told, pk: int, number: uuid.UUID, ids: Iterable[int], rows: Rows) -> None:
        for place, (service, own) in enumerate(zip(told.services, ids, strict=False), start=1):
            venue = self._known.venue_ids.get(service.venue)
            rows.services.append((own, _following(number, 16 * place), pk, venue, *service.fields, "", True, ""))
            if service.freq:
                rows.schedules.append(_schedule(service, own, _following(number, 16 * place + 1)))


def _schedule(service: ToldService, pk: int, number: uuid.UUID) -> tuple[Any, ...]:
    return (
        number, pk, service.freq, service.interval, service.byday, _clock(service.opens_at), _clock(service.closes_at),
        _PHASE if service.interval > 1 else None, None, "",
    )  # fmt: skip


def _store(rows: Rows, ids: list[int], numbers: list[uuid.UUID], slugs: list[str]) -> None:
    """All tables, those that others point to first."""
    bulk.insert(Point, POINT_COLUMNS, rows.points)
    bulk.insert(PointArea, ("point_id", "area_id"), rows.held)
    new = len(slugs)
    fresh = zip(ids, numbers, slugs, rows.groups, strict=False)
    bulk.insert(
        Group,
        ("id", "uuid", "slug", *GROUP_COLUMNS),
        [(pk, number, slug, *values) for pk, number, slug, values in fresh],
    )
    again = zip(ids[new:], rows.groups[new:], strict=True)
    bulk.update(Group, ("id", *GROUP_COLUMNS), [(pk, *values) for pk, values in again])
    bulk.insert(Coverage, ("group_id", "area_id"), rows.coverage)
    bulk.insert(GroupTheme, ("group_id", "theme_id"), rows.themes)
    bulk.insert(GroupIdentifier, ("uuid", "group_id", "scheme", "identifier"), rows.identifiers)
    bulk.insert(Service, SERVICE_COLUMNS, rows.services)
    bulk.insert(Schedule, SCHEDULE_COLUMNS, rows.schedules)


def _already_there(keys: Sequence[str]) -> dict[str, tuple[int, str, int | None]]:
    """The demo's own groups of these keys: id, mark and point. Costs one query."""
    there = Group.objects.filter(source=SOURCE, external_id__in=keys)
    rows = there.values_list("external_id", "pk", "import_mark", "point_id")
    return {key: (pk, mark, point) for key, pk, mark, point in rows}


def _clear_away(there: Sequence[tuple[int, str, int | None]]) -> None:
    """What hangs on groups that will be told anew, leaves first; their points, if nobody shares them."""
    ids = [pk for pk, _, _ in there]
    services = Service.objects.filter(group__in=ids)
    bulk.delete(Schedule, "service_id", list(services.values_list("pk", flat=True)))
    for model in (Service, Coverage, GroupTheme, GroupIdentifier):
        bulk.delete(model, "group_id", ids)
    points = [point for _, _, point in there if point]
    Group.objects.filter(pk__in=ids).update(point=None)
    Point.objects.filter(pk__in=points, groups=None, venues=None).delete()


def _cells(spots: Sequence[Spot]) -> list[int]:
    return cells_of([s.lat for s in spots], [s.lng for s in spots]).tolist() if spots else []


def _following(number: uuid.UUID, step: int) -> uuid.UUID:
    """The uuids of what belongs to a group follow its own."""
    return uuid.UUID(int=(number.int + step) % 2**128)


_CLOCK: dict[str, time] = {}


def _clock(text: str) -> time | None:
    if not text:
        return None
    return _CLOCK.setdefault(text, time.fromisoformat(text))
