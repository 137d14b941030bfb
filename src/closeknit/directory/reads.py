"""The shapes in which others may read the directory. Each read costs a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from closeknit.algorithms import schedule as schedules
from closeknit.core.prepared import Prepared
from closeknit.directory import publishing
from closeknit.directory.drawn_areas import Drawn, Sketcher
from closeknit.directory.freshness import Freshness, Standing, standing
from closeknit.directory.models import (
    Coverage,
    Group,
    GroupIdentifier,
    GroupTheme,
    Photo,
    Relation,
    Schedule,
    Service,
    Venue,
)
from closeknit.directory.vocabulary import Access, CostKind, GroupState, RelationKind
from closeknit.places.models import Area, Point
from closeknit.places.querysets import AreaQuerySet

NEXT_DATES = 6
ACCESS_CODES = frozenset(Access.values)


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


class VenuePlace(NamedTuple):
    """Where a venue is: its address, perhaps empty, and what the find page's map looks for."""

    address: str
    near: str


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
    photos: tuple[Photo, ...]
    address: str
    pin: tuple[float, float, str] | None
    drawn: Drawn | None
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


RULE = tuple(field.name for field in fields(schedules.Schedule))


class ServiceRow(NamedTuple):
    """What ``SERVICES_OF`` gives; the venue's part is None where there is none."""

    pk: int
    name: str
    summary: str
    schedule_text: str
    cost_kind: str
    cost_text: str
    audience: str
    access: list[str]
    access_text: str
    online_link: str
    venue: str
    venue_slug: str
    venue_access: list[str]
    venue_access_text: str
    is_confidential: bool


class TieRow(NamedTuple):
    """What ``TIES_OF`` gives: the group that offered the tie, and the one that took it."""

    kind: str
    note: str
    since: date | None
    by_id: int
    by_name: str
    by_slug: str
    to_name: str
    to_slug: str
    by_is_sensitive: bool
    to_is_sensitive: bool

    @property
    def is_sensitive(self) -> bool:
        return self.by_is_sensitive or self.to_is_sensitive


SERVICES_OF = Prepared(
    lambda pk: Service.objects.filter(group=pk, is_running=True).values_list(
        "pk", "name", "summary", "schedule_text", "cost_kind", "cost_text", "audience", "access", "access_text",
        "online_link", "venue__name", "venue__slug", "venue__access", "venue__access_text", "venue__is_confidential",
    )
)  # fmt: skip
SCHEDULES_OF = Prepared(
    lambda pk: Schedule.objects.filter(service__group=pk).order_by("service_id", "id").values_list("service_id", *RULE)
)
AREAS_AT = Prepared(lambda pk: _areas(Area.objects.current().filter(point_areas__point_id=pk)))
COVERED_BY = Prepared(
    lambda pk: _areas(Area.objects.current().filter(pk__in=Coverage.objects.filter(group=pk).values("area_id")))
)
THEMES_OF = Prepared(
    lambda pk: (
        GroupTheme.objects.filter(group=pk)
        .order_by("theme__name", "theme_id")
        .values_list("theme__name", "theme__slug")
    )
)
NUMBERS_OF = Prepared(
    lambda pk: GroupIdentifier.objects.filter(group=pk).order_by("pk").values_list("scheme", "identifier")
)
TIES_OF = Prepared(
    lambda pk: Relation.objects.confirmed()
    .filter(Q(offered_by=pk) | Q(offered_to=pk), until__isnull=True)
    .order_by("-since", "id")
    .values_list(
        "kind", "note", "since", "offered_by_id", "offered_by__name", "offered_by__slug",
        "offered_to__name", "offered_to__slug", "offered_by__is_sensitive", "offered_to__is_sensitive",
    )
)  # fmt: skip


def group_page(group: Group, *, now: datetime) -> GroupPage:
    """The page of a group fetched by ``for_page()``. Costs at most eight queries whatever its rows, and
    two for a shape that it drew."""
    services = _services(group)
    point = group.point
    told: dict[str, Any] = {
        "visibility": group.visibility,
        "is_sensitive": group.is_sensitive,
        "precision": point and point.precision,
    }
    named = publishing.may_name_place(is_sensitive=group.is_sensitive)
    return GroupPage(
        group=group,
        standing=standing(group.state, group.confirmed_on, now.date()),
        areas=_links(AREAS_AT(point.pk)) if point and named else (),
        covers=_links(COVERED_BY(group.pk)),
        themes=tuple({"name": name, "slug": slug} for name, slug in THEMES_OF(group.pk)),
        services=services,
        dates=_next_dates(services, now),
        ties=tuple(_ties(group)),
        photos=tuple(Photo.objects.filter(group=group).shown()),
        address=_address(point) if point and publishing.may_show_address(**told) else "",
        pin=(point.lat, point.lng, point.precision) if point and publishing.may_pin(**told) else None,
        drawn=_drawn(group),
        identifiers=tuple(f"{scheme}-{number}" for scheme, number in NUMBERS_OF(group.pk)),
    )


def _drawn(group: Group) -> Drawn | None:
    if not group.drawn_area or not publishing.may_show_drawing(is_sensitive=group.is_sensitive):
        return None
    return Sketcher([group.drawn_area]).drawn(group.drawn_area)


def _address(point: Point) -> str:
    return ", ".join(filter(None, [point.address, point.postcode]))


def _areas(areas: AreaQuerySet[Area]) -> QuerySet[Area, Any]:
    """From the widest to the narrowest."""
    return areas.order_by("path").values_list("name", "slug", "pattern", "parent__pattern")


def _links(rows: Iterable[tuple[Any, ...]]) -> tuple[AreaLink, ...]:
    """An area without a selvedge wears that above it."""
    return tuple(AreaLink(name, slug, own or above or 0) for name, slug, own, above in rows)


def _joined(texts: Iterable[str]) -> str:
    """The different sentences of the texts, once each, in a row."""
    sentences = [sentence for text in texts for sentence in text.rstrip(".").split(". ") if sentence]
    return ". ".join(dict.fromkeys(sentences))


def _services(group: Group) -> tuple[ServiceView, ...]:
    timetable: dict[int, list[schedules.Schedule]] = defaultdict(list)
    for service_id, *rule in SCHEDULES_OF(group.pk):
        timetable[service_id].append(schedules.Schedule(**dict(zip(RULE, rule, strict=True))))
    rows = map(ServiceRow._make, SERVICES_OF(group.pk))
    return tuple(_service_view(group, row, timetable[row.pk]) for row in rows)


def venue_place(venue: Venue) -> VenuePlace | None:
    """Where a public venue is, if that may be said closely. No query for one read with its point."""
    point = venue.point
    if point is None or not publishing.may_show_address(
        visibility="public", is_sensitive=False, precision=point.precision, is_confidential=venue.is_confidential
    ):
        return None
    return VenuePlace(_address(point), f"{point.lat:.5f},{point.lng:.5f}")


def told_place(venue: Venue) -> VenuePlace | None:
    """Where a venue is that is not for everyone, for somebody who may know it: whoever asks here has asked that."""
    return VenuePlace(_address(venue.point), "") if venue.point is not None else None


def services_at(venue: Venue) -> tuple[Mapping[str, Any], ...]:
    """What public groups run at a venue that may be shown. Costs one query."""
    return tuple(
        Service.objects.filter(venue=venue, is_running=True)
        .filter(group__visibility="public", group__is_sensitive=False)
        .exclude(group__state="closed")
        .order_by("group__name", "name", "id")
        .values("name", "summary", "schedule_text", group_name=F("group__name"), slug=F("group__slug"))
    )


def _service_view(group: Group, row: ServiceRow, timetable: list[schedules.Schedule]) -> ServiceView:
    told = row.venue and publishing.may_name_place(is_sensitive=group.is_sensitive, is_confidential=row.is_confidential)
    codes = [*(row.venue_access if told else []), *row.access]
    cost = row.cost_text or (CostKind(row.cost_kind).label if row.cost_kind else "")
    words = tuple(schedules.in_words(item, gettext) for item in timetable)
    return ServiceView(
        name=row.name,
        summary=row.summary,
        when=(*words, row.schedule_text) if row.schedule_text else words,
        where=row.venue if told else (gettext("We tell you where when you write to us") if row.venue else ""),
        venue_slug=row.venue_slug if told else "",
        cost=str(cost),
        audience=row.audience,
        access=access_labels(codes),
        access_text=row.access_text or (row.venue_access_text if told else ""),
        online_link=row.online_link,
        schedules=tuple(timetable),
    )


def access_labels(codes: Iterable[str]) -> tuple[str, ...]:
    """The words for access codes, once each; a code that nobody knows is left out."""
    return tuple(str(Access(code).label) for code in dict.fromkeys(codes) if code in ACCESS_CODES)


def _next_dates(services: tuple[ServiceView, ...], now: datetime) -> tuple[DateView, ...]:
    coming = [
        DateView(day, service.name, schedules.hours_in_words(item, gettext), service.where)
        for service in services
        for item in service.schedules
        for day in schedules.next_dates(item, now=now, limit=NEXT_DATES)
    ]
    return tuple(sorted(coming, key=lambda item: (item.day, item.hours, item.name))[:NEXT_DATES])


def _ties(group: Group) -> Iterator[Tie]:
    for row in map(TieRow._make, TIES_OF(group.pk)):
        if publishing.may_tell_tie(kind=row.kind, is_sensitive=row.is_sensitive):
            yield _tie(row, ours=row.by_id == group.pk)


def _tie(row: TieRow, *, ours: bool) -> Tie:
    note = "" if row.is_sensitive else row.note
    words = note or _relation_words(row.kind, ours=ours)
    if row.since:
        words = gettext("%(words)s, since %(year)d") % {"words": words, "year": row.since.year}
    return Tie(row.to_name, row.to_slug, words) if ours else Tie(row.by_name, row.by_slug, words)


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
