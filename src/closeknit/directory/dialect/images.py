"""A group as it stands in all its tables: the picture that comparing, undoing and exporting start from.

Loading costs a constant number of queries for any number of groups.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import models

from closeknit.directory.models import (
    Coverage,
    Group,
    GroupIdentifier,
    GroupTheme,
    Photo,
    Relation,
    Rest,
    Schedule,
    Service,
    Theme,
    Venue,
)
from closeknit.places.models import Area, Point

Row = dict[str, Any]
CHILDREN: dict[str, tuple[type[models.Model], str]] = {  # in the order in which they may be stored
    "coverage": (Coverage, "group_id"),
    "themes": (GroupTheme, "group_id"),
    "identifiers": (GroupIdentifier, "group_id"),
    "services": (Service, "group_id"),
    "relations": (Relation, "offered_by_id"),
}


@dataclass(slots=True)
class Image:
    """The stored rows of one group, by table. ``schedules`` and ``venues`` are those of its services."""

    group: Row
    point: Row | None = None
    coverage: list[Row] = field(default_factory=list)
    themes: list[Row] = field(default_factory=list)
    identifiers: list[Row] = field(default_factory=list)
    services: list[Row] = field(default_factory=list)
    schedules: list[Row] = field(default_factory=list)
    relations: list[Row] = field(default_factory=list)
    photos: list[Row] = field(default_factory=list)
    rest: Row | None = None
    venues: dict[int, Row] = field(default_factory=dict)
    venue_points: dict[int, Row] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Names:
    """How areas, themes and related groups are called in a file."""

    areas: dict[int, str]
    themes: dict[int, str]
    groups: dict[int, str]


def load(ids: Collection[int]) -> dict[int, Image]:
    """The images of these groups, in the order of the ids."""
    rows = {row["id"]: row for row in Group.objects.filter(pk__in=ids).values()}
    images = {pk: Image(group=rows[pk]) for pk in ids if pk in rows}
    for name, (model, owner) in CHILDREN.items():
        for row in _of(model, owner, ids):
            getattr(images[row[owner]], name).append(row)
    _add_schedules(images)
    _add_rests_and_photos(images)
    _add_venues(images)
    points = _by_id(Point, [image.group["point_id"] for image in images.values()])
    for image in images.values():
        image.point = points.get(image.group["point_id"])
    return images


def names(images: Sequence[Image] | None = None) -> Names:
    """The names of all areas and themes, and of the groups that these images are related to."""
    related = {row["offered_to_id"] for image in images or () for row in image.relations}
    return Names(
        areas={pk: code or slug for pk, code, slug in Area.objects.values_list("pk", "code", "slug")},
        themes=dict(Theme.objects.values_list("pk", "slug")),
        groups={pk: str(key) for pk, key in Group.objects.filter(pk__in=related).values_list("pk", "uuid")},
    )


def _of(model: type[models.Model], owner: str, ids: Collection[int]) -> models.QuerySet[Any, Row]:
    return model._default_manager.filter(**{f"{owner}__in": ids}).order_by("pk").values()


def _by_id(model: type[models.Model], ids: Collection[int | None]) -> dict[int, Row]:
    wanted = {pk for pk in ids if pk is not None}
    return {row["id"]: row for row in model._default_manager.filter(pk__in=wanted).values()} if wanted else {}


def _add_rests_and_photos(images: dict[int, Image]) -> None:
    for rest in Rest.objects.filter(group__in=images).prefetch_related("topics"):
        topics = sorted(theme.slug for theme in rest.topics.all())
        images[rest.group_id].rest = {"since": rest.since, "streets": rest.streets, "topics": topics}
    for row in Photo.objects.filter(group__in=images).shown().values():
        images[row["group_id"]].photos.append(row)


def _add_schedules(images: dict[int, Image]) -> None:
    owners = {row["id"]: image for image in images.values() for row in image.services}
    for row in _of(Schedule, "service_id", list(owners)) if owners else ():
        owners[row["service_id"]].schedules.append(row)


def _add_venues(images: dict[int, Image]) -> None:
    used: dict[int, list[Image]] = defaultdict(list)
    for image in images.values():
        for row in image.services:
            used[row["venue_id"]].append(image)
    venues = _by_id(Venue, list(used))
    points = _by_id(Point, [row["point_id"] for row in venues.values()])
    for pk, row in venues.items():
        for image in used[pk]:
            image.venues[pk] = row
            if row["point_id"] in points:
                image.venue_points[row["point_id"]] = points[row["point_id"]]


def as_json(image: Image) -> dict[str, Any]:
    """The image as JSON keeps it."""
    kept = asdict(image)
    kept["venues"] = list(kept["venues"])
    del kept["venue_points"], kept["photos"]
    return kept
