"""Carries out plans: rows of all tables gathered for a whole chunk, then written table by table."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from closeknit.directory import drawn_areas
from closeknit.directory.dialect.images import as_json
from closeknit.directory.dialect.records import OF_THE_GROUP, OF_THE_SERVICE, PLACE, REST, Record, split_identifier
from closeknit.directory.importing import bulk
from closeknit.directory.importing.judging import Judge
from closeknit.directory.importing.merging import Way
from closeknit.directory.importing.placing import Place
from closeknit.directory.importing.plans import Outcome, Plan
from closeknit.directory.importing.sheets import Sheet
from closeknit.directory.importing.slugs import group_slugs
from closeknit.directory.importing.venues import VenueBook
from closeknit.directory.keeping_safe import keep_safe
from closeknit.directory.models import (
    Coverage,
    Group,
    GroupIdentifier,
    GroupTheme,
    ListedAs,
    Relation,
    Schedule,
    Service,
)
from closeknit.directory.points import drop_points
from closeknit.directory.rests import write_rest
from closeknit.places.models import Point, PointArea

if TYPE_CHECKING:
    from django.db import models

Values = dict[str, Any]
NO_REST: Values = {"rest_since": None, "rest_streets": "", "rest_topics": []}


@dataclass(slots=True)
class Trace:
    """What an import made and changed for one group, beside the group's own rows: for the undo."""

    image: dict[str, Any] | None = None
    points: list[int] = field(default_factory=list)
    venues: list[int] = field(default_factory=list)
    venues_before: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        told = {name: getattr(self, name) for name in ("image", "points", "venues", "venues_before")}
        return {name: value for name, value in told.items() if value}


class Store:
    """Writes the plans of one chunk, in the caller's transaction."""

    def __init__(self, judge: Judge, stamp: datetime) -> None:
        self._judge = judge
        self._stamp = stamp  # all groups that the run touches carry it as changed_at
        self._words = judge.vocabulary
        self._groups = Sheet(Group, with_id=True)
        self._points = Sheet(Point, with_id=True)
        self._services = Sheet(Service, with_id=True)
        self._children = {model: Sheet(model) for model in (Coverage, GroupTheme, GroupIdentifier, Schedule)}
        self._ties = Sheet(Relation)
        self._held: list[tuple[int, int]] = []  # point, area
        self._gone: dict[tuple[type[models.Model], str], list[int]] = defaultdict(list)
        self._traces: dict[int, Trace] = {}

    def write(self, plans: Sequence[Plan]) -> list[int]:
        """Write all; returns the ids of the groups that are new or changed."""
        new = [plan for plan in plans if plan.outcome == Outcome.CREATED]
        changed = [plan for plan in plans if plan.outcome == Outcome.UPDATED]
        for plan, pk in zip(new, bulk.take_ids(Group, len(new)), strict=True):
            plan.group_id = pk
        _keep_safe([plan for plan in changed if _turns_sensitive(plan)])
        self._traces = {plan.group_id or 0: Trace() for plan in [*new, *changed]}
        venues = self._venues([*new, *changed])
        self._place([*new, *(plan for plan in changed if self._moves(plan))])
        self._write_new(new)
        self._write_changed(changed)
        self._write_services(new, changed, venues)
        self._flush()
        for plan in [*new, *changed]:
            _write_rest(plan)
        drawn_areas.spread([plan.group_id or 0 for plan in [*new, *changed] if _has_drawn(plan)])
        drop_points([plan.image.group["point_id"] for plan in changed if plan.image and self._moves(plan)])
        self._remember([plan for plan in plans if plan.outcome == Outcome.UNCHANGED])
        self._list([plan for plan in plans if plan.way is Way.FILL and plan.image])
        for plan in [*new, *changed]:
            trace = self._traces[plan.group_id or 0]
            plan.before = None if _turns_sensitive(plan) else trace.as_json()
        return [plan.group_id for plan in [*new, *changed] if plan.group_id]

    def _venues(self, plans: Sequence[Plan]) -> VenueBook:
        book = VenueBook(self._judge)
        book.look_up([service for plan in plans for service in (plan.record or {})["services"]])
        return book

    def _moves(self, plan: Plan) -> bool:
        assert plan.record  # noqa: S101 - an updated plan has both
        assert plan.current  # noqa: S101 - as above
        return any(plan.record[name] != plan.current[name] for name in PLACE)

    def _place(self, plans: Sequence[Plan]) -> None:
        """A point for each; a moved group gets a new one, for the old may be a venue's as well."""
        placed = [plan for plan in plans if plan.place and (plan.record or {})["lat"] is not None]
        for plan, pk in zip(placed, bulk.take_ids(Point, len(placed)), strict=True):
            self._add_point(pk, plan.place)
            self._traces[plan.group_id or 0].points.append(pk)

    def _add_point(self, pk: int, place: Place | None) -> None:
        assert place  # noqa: S101 - asked for above
        self._points.add({"id": pk, **place.values()})
        self._held += [(pk, area) for area in place.area_ids]

    def _write_new(self, plans: Sequence[Plan]) -> None:
        slugs = group_slugs([(plan.record or {}) for plan in plans], [plan.key for plan in plans])
        for plan, slug in zip(plans, slugs, strict=True):
            record, pk = plan.record or {}, plan.group_id or 0
            point = next(iter(self._traces[pk].points), None)
            values = self._group_values(plan, record) | {
                "id": pk,
                "uuid": uuid.UUID(record["uuid"]) if record["uuid"] else uuid.uuid4(),
                "slug": slug,
                "point_id": point,
                "created_at": record["created_at"] or self._stamp,
            }
            self._groups.add(values)
            self._add_links(pk, record)
            self._add_ties(pk, record["relations"], {})

    def _group_values(self, plan: Plan, record: Record) -> Values:
        values: Values = {name: record[name] for name in OF_THE_GROUP}
        mark = self._judge.mark(plan, self._stamp)
        return values | {"languages": record["languages"], "changed_at": self._stamp, "import_mark": mark}

    def _add_links(self, pk: int, record: Record, only: Sequence[str] = ("covers", "themes", "identifiers")) -> None:
        if "covers" in only:
            for name in record["covers"]:
                self._children[Coverage].add({"group_id": pk, "area_id": self._words.area_ids[name]})
        if "themes" in only:
            for name in record["themes"]:
                self._children[GroupTheme].add({"group_id": pk, "theme_id": self._words.theme_ids[name]})
        if "identifiers" in only:
            for text in record["identifiers"]:
                scheme, number = split_identifier(text)
                self._children[GroupIdentifier].add({"group_id": pk, "scheme": scheme, "identifier": number})

    def _write_changed(self, plans: Sequence[Plan]) -> None:
        rows = []
        names = [f.attname for f in Group._meta.concrete_fields if f.attname not in ("id", "uuid")]
        for plan in plans:
            image, record, current = plan.image, plan.record or {}, plan.current or {}
            assert image  # noqa: S101 - an updated plan has one
            pk = image.group["id"]
            trace = self._traces[pk]
            trace.image = as_json(image)
            values = image.group | self._group_values(plan, record)
            if plan.way is Way.FILL:
                values |= {"import_mark": image.group["import_mark"]}
            if self._moves(plan):
                values["point_id"] = next(iter(trace.points), None)
            rows.append([pk, *(values[name] for name in names)])
            self._rewrite_links(pk, record, current)
            if record["relations"] != current["relations"]:
                self._gone[Relation, "offered_by_id"].append(pk)
                self._add_ties(
                    pk, record["relations"], {(row["offered_to_id"], row["kind"]): row for row in image.relations}
                )
        bulk.update(Group, ["id", *names], rows)

    def _rewrite_links(self, pk: int, record: Record, current: Record) -> None:
        models_by_name = {"covers": Coverage, "themes": GroupTheme, "identifiers": GroupIdentifier}
        differing = [name for name in models_by_name if record[name] != current[name]]
        for name in differing:
            self._gone[models_by_name[name], "group_id"].append(pk)
        self._add_links(pk, record, differing)

    def _add_ties(self, pk: int, ties: Sequence[Record], earlier: dict[tuple[int, str], Values]) -> None:
        """Ties whose other group is here; those to groups further down the file come at the end."""
        here = (
            dict(Group.objects.filter(uuid__in=[tie["to"] for tie in ties]).values_list("uuid", "pk")) if ties else {}
        )
        for tie in ties:
            other = here.get(uuid.UUID(tie["to"]))
            if other and other != pk:
                same = earlier.get((other, tie["kind"]), {})
                self._ties.add(tie_values(pk, other, tie) | {"uuid": same.get("uuid") or uuid.uuid4()})

    def _write_services(self, new: Sequence[Plan], changed: Sequence[Plan], venues: VenueBook) -> None:
        """All services of the groups whose services differ; those that stay keep their id and uuid."""
        differing = [plan for plan in changed if (plan.record or {})["services"] != (plan.current or {})["services"]]
        wanted = [(plan, service) for plan in [*new, *differing] for service in (plan.record or {})["services"]]
        ids = bulk.take_ids(Service, len(wanted))
        numbers = _service_numbers([(plan.group_id, service["uuid"]) for plan, service in wanted])
        venues.write(self._points, self._held)
        for plan in differing:
            assert plan.image  # noqa: S101 - an updated plan has one
            self._gone[Schedule, "service_id"] += [row["id"] for row in plan.image.services]
            self._gone[Service, "id"] += [row["id"] for row in plan.image.services]
        for (plan, service), fresh, number in zip(wanted, ids, numbers, strict=True):
            stays = next(
                (r for r in (plan.image.services if plan.image else ()) if str(r["uuid"]) == service["uuid"]), None
            )
            pk = stays["id"] if stays else fresh
            values: Values = {name: service[name] for name in OF_THE_SERVICE} | {
                "id": pk,
                "uuid": number,
                "group_id": plan.group_id,
                "access": service["access"],
                "venue_id": venues.id_of(service),
            }
            self._services.add(values)
            for schedule in service["schedule"]:
                self._children[Schedule].add({"service_id": pk, **schedule_values(schedule)})
            trace = self._traces[plan.group_id or 0]
            venues.tell(service, trace.venues, trace.venues_before, trace.points)

    def _flush(self) -> None:
        """Old rows go before new ones come, leaves before branches; keys are checked at the end."""
        for (model, column), values in self._gone.items():
            bulk.delete(model, column, values)
        self._points.write()
        bulk.insert(PointArea, ["point_id", "area_id"], self._held)
        self._groups.write()
        self._services.write()
        for sheet in self._children.values():
            sheet.write()
        self._ties.write()
        self._held, self._gone = [], defaultdict(list)

    def _remember(self, unchanged: Sequence[Plan]) -> None:
        """Rows that say the same in other words: next time they are passed over at once."""
        looked_at = [plan for plan in unchanged if plan.image and plan.way is not Way.FILL]
        rows = [
            (plan.group_id, self._judge.mark(plan, plan.image.group["changed_at"])) for plan in looked_at if plan.image
        ]
        bulk.update(Group, ["id", "import_mark"], rows)

    def _list(self, plans: Sequence[Plan]) -> None:
        """Remember that the group is also this entry of another list."""
        run = self._judge.run
        for plan in plans:
            ListedAs.objects.update_or_create(
                source=run.source,
                external_id=plan.key,
                defaults={"mark": plan.fingerprint},
                create_defaults={"mark": plan.fingerprint, "group_id": plan.group_id, "run": run},
            )


def _has_drawn(plan: Plan) -> bool:
    return any(record and record["drawn_area"] for record in (plan.record, plan.current))


def _service_numbers(told: Sequence[tuple[int | None, str]]) -> list[uuid.UUID]:
    """The number of each service: its own, if it is said and no other service has it. People copy rows."""
    said = {number for _group_id, number in told if number}
    owners = dict(Service.objects.filter(uuid__in=said).values_list("uuid", "group_id")) if said else {}
    found: list[uuid.UUID] = []
    taken: set[uuid.UUID] = set()
    for group_id, text in told:
        number = uuid.UUID(text) if text else uuid.uuid4()
        if number in taken or owners.get(number, group_id) != group_id:
            number = uuid.uuid4()
        taken.add(number)
        found.append(number)
    return found


def _write_rest(plan: Plan) -> None:
    told, was = ({name: record[name] for name in REST} for record in (plan.record or {}, plan.current or NO_REST))
    if told != was:
        write_rest(plan.group_id or 0, **{name.removeprefix("rest_"): value for name, value in told.items()})


def _keep_safe(plans: Sequence[Plan]) -> None:
    """What must not be told is not kept, and not written anew unless the list says it anew."""
    for plan in plans:
        record, current = plan.record or {}, plan.current or {}
        record |= {name: "" for name in ("covers_text", "confirmed_by") if record[name] == current[name]}
    keep_safe([plan.group_id for plan in plans if plan.group_id])


def _turns_sensitive(plan: Plan) -> bool:
    return bool(plan.record and plan.current and plan.record["is_sensitive"] and not plan.current["is_sensitive"])


def schedule_values(schedule: Any) -> Values:
    names = ("freq", "interval", "byday", "opens_at", "closes_at", "valid_from", "valid_to", "description")
    return {name: getattr(schedule, name) for name in names}


def tie_values(group_id: int, other: int, tie: Record) -> Values:
    return {
        "offered_by_id": group_id,
        "offered_to_id": other,
        "kind": tie["kind"],
        "note": tie["note"],
        "since": tie["since"],
        "until": tie["until"],
        "confirmed_at": tie["confirmed_at"] and datetime.fromisoformat(tie["confirmed_at"]),
    }
