"""The shapes in which others may read the directory. Each read costs a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext

from closeknit.algorithms import schedule as schedules
from closeknit.directory import publishing
from closeknit.directory.freshness import Freshness, Standing, standing
from closeknit.directory.models import Group, GroupTheme, Relation, Schedule, Service, Venue
from closeknit.directory.vocabulary import Access, CostKind, GroupState, RelationKind
from closeknit.places.models import Area, Point
from closeknit.places.querysets import AreaQuerySet
from closeknit.places.vocabulary import Precision

NEXT_DATES = 6


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A regular thing a group runs, ready to be shown."""

    name: str
    summary: str
    when: tuple[str, ...]
    where: str
    venue_slug: str
    cost: str
    audience: str
    access: tuple[str, ...]
    access_text: str
    online_link: str
    schedules: tuple[schedules.Schedule, ...]


@dataclass(frozen=True, slots=True)
class DateView:
    """One coming date of a service."""

    day: date
    name: str
    hours: str
    where: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A confirmed relation, told from this group's side."""

    name: str
    slug: str
    words: str


class AreaLink(NamedTuple):
    """An area as a page names it, with the selvedge it wears."""

    name: str
    slug: str
    pattern: int


@dataclass(frozen=True, slots=True)
class GroupPage:
    """All that a group's page shows. Holds no contact address and no hidden place."""

    group: Group
    standing: Standing
    areas: tuple[AreaLink, ...]
    covers: tuple[AreaLink, ...]
    themes: tuple[dict[str, str], ...]
    services: tuple[ServiceView, ...]
    dates: tuple[DateView, ...]
    ties: tuple[Tie, ...]
    address: str
    pin: tuple[float, float, str] | None
    identifiers: tuple[str, ...]

    @property
    def home_area(self) -> AreaLink | None:
        """The smallest area it lies in or, failing that, the first it covers."""
        return self.areas[-1] if self.areas else next(iter(self.covers), None)

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        """The way down to this page: its area, when it has one."""
        area = self.home_area
        return [(reverse("places:area", args=[area.slug]), area.name)] if area else []

    @property
    def can_be_written_to(self) -> bool:
        return bool(self.group.contact_email) and self.group.state != GroupState.CLOSED

    @property
    def should_stay_unlisted(self) -> bool:
        """Whether search engines are asked to pass it by: it may no longer be true."""
        return self.standing.code in (Freshness.UNCONFIRMED, Freshness.CLOSED)

    @property
    def cost(self) -> str:
        return _joined(service.cost for service in self.services)

    @property
    def access(self) -> str:
        words = [label for service in self.services for label in service.access]
        return ", ".join(dict.fromkeys(words))

    @property
    def access_varies(self) -> bool:
        """Whether getting in differs from one service to the next, so that each must say."""
        return len({service.access for service in self.services}) > 1

    @property
    def who_for(self) -> str:
        return self.group.who_for or _joined(service.audience for service in self.services)

    @property
    def covers_words(self) -> str:
        return self.group.covers_text or ", ".join(area.name for area in self.covers)

    @property
    def speak_to(self) -> str:
        """Who to ask for, and in which languages."""
        return ". ".join(filter(None, [self.group.speak_to.rstrip("."), ", ".join(self.group.languages)]))

    @property
    def dialled(self) -> str:
        """The telephone number as a ``tel:`` link takes it."""
        return "".join(sign for sign in self.group.contact_phone if sign in "+0123456789")

    @property
    def website_words(self) -> str:
        """The website without its scheme, as people write it."""
        return self.group.website.split("://", 1)[-1].removeprefix("www.").rstrip("/")


def group_page(group: Group, *, now: datetime) -> GroupPage:
    """The page of a group fetched by ``for_page()``. Costs seven queries whatever its rows."""
    services = _services(group)
    point = group.point
    pinned = point and publishing.may_pin(
        visibility=group.visibility, is_sensitive=group.is_sensitive, precision=point.precision
    )
    shown = publishing.may_show_address(is_sensitive=group.is_sensitive)
    return GroupPage(
        group=group,
        standing=standing(group.state, group.confirmed_on, now.date()),
        areas=_areas(Area.objects.current().filter(point_areas__point_id=group.point_id)) if point and shown else (),
        covers=_areas(Area.objects.current().filter(coverage__group=group)),
        themes=tuple(
            GroupTheme.objects.filter(group=group)
            .order_by("theme__name")
            .values(name=F("theme__name"), slug=F("theme__slug"))
        ),
        services=services,
        dates=_next_dates(services, now),
        ties=_ties(group),
        address=_address(point) if point and shown and point.precision == Precision.EXACT else "",
        pin=(point.lat, point.lng, point.precision) if pinned else None,
        identifiers=tuple(str(row) for row in group.identifiers.all()),
    )


def _address(point: Point) -> str:
    return ", ".join(filter(None, [point.address, point.postcode]))


def _areas(areas: AreaQuerySet) -> tuple[AreaLink, ...]:
    """The areas from the widest to the narrowest. One without a selvedge wears that above it."""
    rows = areas.order_by("path").values_list("name", "slug", "pattern", "parent__pattern")
    return tuple(AreaLink(name, slug, own or above or 0) for name, slug, own, above in rows)


def _joined(texts: Iterable[str]) -> str:
    """The different sentences of the texts, once each, in a row."""
    sentences = [sentence for text in texts for sentence in text.rstrip(".").split(". ") if sentence]
    return ". ".join(dict.fromkeys(sentences))


def _services(group: Group) -> tuple[ServiceView, ...]:
    timetable: dict[int, list[schedules.Schedule]] = defaultdict(list)
    for row in Schedule.objects.filter(service__group=group).order_by("service_id", "id"):
        timetable[row.service_id].append(as_schedule(row))
    running = Service.objects.filter(group=group, is_running=True).select_related("venue__point")
    return tuple(_service_view(group, service, timetable[service.pk]) for service in running)


def services_at(venue: Venue) -> tuple[dict[str, Any], ...]:
    """What public groups run at a venue that may be shown. Costs one query."""
    return tuple(
        Service.objects.filter(venue=venue, is_running=True)
        .filter(group__visibility="public", group__is_sensitive=False)
        .exclude(group__state="closed")
        .order_by("group__name", "name", "id")
        .values("name", "summary", "schedule_text", group_name=F("group__name"), slug=F("group__slug"))
    )


def as_schedule(row: Schedule) -> schedules.Schedule:
    """The plain schedule that the algorithms know."""
    return schedules.Schedule(
        freq=row.freq,
        interval=row.interval,
        byday=row.byday,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        description=row.description,
    )


def _service_view(group: Group, service: Service, timetable: list[schedules.Schedule]) -> ServiceView:
    venue = service.venue
    told = venue and publishing.may_show_address(is_sensitive=group.is_sensitive, is_confidential=venue.is_confidential)
    codes = [*(venue.access if told else []), *service.access]
    cost = service.cost_text or (CostKind(service.cost_kind).label if service.cost_kind else "")
    words = tuple(schedules.in_words(item, gettext) for item in timetable)
    return ServiceView(
        name=service.name,
        summary=service.summary,
        when=(*words, service.schedule_text) if service.schedule_text else words,
        where=venue.name if told else (gettext("We tell you where when you write to us") if venue else ""),
        venue_slug=venue.slug if told else "",
        cost=str(cost),
        audience=service.audience,
        access=access_labels(codes),
        access_text=service.access_text or (venue.access_text if told else ""),
        online_link=service.online_link,
        schedules=tuple(timetable),
    )


def access_labels(codes: Iterable[str]) -> tuple[str, ...]:
    """The words for access codes, once each; a code that nobody knows is left out."""
    return tuple(str(Access(code).label) for code in dict.fromkeys(codes) if code in Access.values)


def _next_dates(services: tuple[ServiceView, ...], now: datetime) -> tuple[DateView, ...]:
    coming = [
        DateView(day, service.name, schedules.hours_in_words(item, gettext), service.where)
        for service in services
        for item in service.schedules
        for day in schedules.next_dates(item, now=now, limit=NEXT_DATES)
    ]
    return tuple(sorted(coming, key=lambda item: (item.day, item.hours, item.name))[:NEXT_DATES])


def _ties(group: Group) -> tuple[Tie, ...]:
    rows = (
        Relation.objects.confirmed()
        .filter(Q(offered_by=group) | Q(offered_to=group), until__isnull=True)
        .order_by("-since", "id")
        .values(
            "kind",
            "note",
            "since",
            "offered_by_id",
            by_name=F("offered_by__name"),
            by_slug=F("offered_by__slug"),
            to_name=F("offered_to__name"),
            to_slug=F("offered_to__slug"),
        )
    )
    return tuple(_tie(row, ours=row["offered_by_id"] == group.pk) for row in rows)


def _tie(row: dict[str, Any], *, ours: bool) -> Tie:
    other = "to" if ours else "by"
    words = row["note"] or _relation_words(row["kind"], ours=ours)
    if row["since"]:
        words = gettext("%(words)s, since %(year)d") % {"words": words, "year": row["since"].year}
    return Tie(name=row[f"{other}_name"], slug=row[f"{other}_slug"], words=words)


def _relation_words(kind: str, *, ours: bool) -> str:
    """The relation as a remark under the other group's name."""
    if ours:
        return {
            RelationKind.WORKS_WITH: gettext("we work together"),
            RelationKind.PART_OF: gettext("we are part of it"),
            RelationKind.GREW_FROM: gettext("we grew from it"),
            RelationKind.SHARES_PLACE: gettext("we share a place"),
            RelationKind.LENDS_TO: gettext("we lend to it"),
            RelationKind.SUPPORTS: gettext("we support it"),
        }[RelationKind(kind)]
    return {
        RelationKind.WORKS_WITH: gettext("we work together"),
        RelationKind.PART_OF: gettext("it is part of us"),
        RelationKind.GREW_FROM: gettext("it grew from us"),
        RelationKind.SHARES_PLACE: gettext("we share a place"),
        RelationKind.LENDS_TO: gettext("it lends to us"),
        RelationKind.SUPPORTS: gettext("it supports us"),
    }[RelationKind(kind)]
