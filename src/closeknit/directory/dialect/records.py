"""A group as the dialect tells it: a plain dictionary of the fields, and ``services`` below it.

The same shape is read from a file and from the tables, so that the two can be compared.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import reverse

from closeknit.algorithms.schedule import Schedule
from closeknit.directory.dialect.fields import GROUP_FIELDS, SERVICE_FIELDS
from closeknit.directory.dialect.images import Image, Names, Row
from closeknit.directory.models import Group

Record = dict[str, Any]
PLACE = ("lat", "lng", "precision", "address", "postcode")
REST = ("rest_since", "rest_streets", "rest_topics")
NESTED = ("themes", "covers", "identifiers", "relations", "services", "photos")
APART = (*PLACE, *NESTED, *REST, "uuid", "languages")
OF_THE_GROUP = tuple(field.name for field in GROUP_FIELDS if field.name not in APART)
OF_THE_SERVICE = tuple(
    field.name
    for field in SERVICE_FIELDS
    if not field.name.startswith("venue_") and field.name not in ("uuid", "schedule", "access")
)
OF_THE_VENUE = ("name", "slug", "access_text", "is_confidential", "source", "external_id")
NO_VENUE: Record = {"venue_is_confidential": False, "venue_access": [], "venue_lat": None, "venue_lng": None}

COUNTRY_CODE = 2  # letters, ISO 3166


def record_of(image: Image, named: Names) -> Record:
    """What the tables say, in the dialect's words. Lists are in one order, so records compare."""
    row = image.group
    record = {name: row[name] for name in OF_THE_GROUP}
    record["uuid"] = str(row["uuid"])
    record["languages"] = list(row["languages"])
    record.update(place_of(image.point))
    record["themes"] = sorted(named.themes[item["theme_id"]] for item in image.themes)
    record["covers"] = sorted(named.areas[item["area_id"]] for item in image.coverage if not item["is_drawn"])
    record["identifiers"] = sorted(identifier(item["scheme"], item["identifier"]) for item in image.identifiers)
    record["relations"] = relations_of(image.relations, named)
    record["services"] = services_of(image)
    record["photos"] = [picture_of(row) for row in image.photos]
    record.update(rest_of(image))
    return record


def place_of(point: Row | None) -> Record:
    """The place's fields; all empty without a point."""
    if point is None:
        return {"lat": None, "lng": None, "precision": "", "address": "", "postcode": ""}
    return {name: point[name] for name in PLACE}


def rest_of(image: Image) -> Record:
    """Since when it sleeps and what would wake it; all empty for a group that is awake."""
    told = image.rest or {"since": None, "streets": "", "topics": []}
    return {f"rest_{name}": value for name, value in told.items()}


def picture_of(row: Row) -> Record:
    """Where anyone may fetch the picture, what it shows and who took it."""
    address = reverse("directory:photo", args=[row["uuid"], row["widths"][-1], "jpeg"])
    return {"address": f"{settings.PUBLIC_URL}{address}", "alt": row["alt"], "credit": row["credit"]}


def identifier(scheme: str, number: str) -> str:
    """``GB-CHC-123456``; a scheme that is no org-id list is set apart by a colon."""
    return f"{scheme}-{number}" if is_register(scheme) else f"{scheme}:{number}"


def split_identifier(text: str) -> tuple[str, str]:
    """The scheme and the number that ``identifier`` put together."""
    country, _, rest = text.partition("-")
    code, _, number = rest.partition("-")
    if number and is_register(f"{country}-{code}"):
        return f"{country}-{code}", number
    scheme, _, number = text.partition(":")
    return scheme, number


def is_register(scheme: str) -> bool:
    """Whether it is named like a list of org-id.guide: a country and a code."""
    country, _, code = scheme.partition("-")
    return (
        len(country) == COUNTRY_CODE and country.isalpha() and country.isupper() and code.isalnum() and code.isupper()
    )


def relations_of(rows: Iterable[Row], named: Names) -> list[Record]:
    """The ties that this group offered, each to the uuid of the other."""
    told = [
        {
            "kind": row["kind"],
            "to": named.groups[row["offered_to_id"]],
            "note": row["note"],
            "since": row["since"] and row["since"].isoformat(),
            "until": row["until"] and row["until"].isoformat(),
            "confirmed_at": row["confirmed_at"] and row["confirmed_at"].isoformat(),
        }
        for row in rows
    ]
    return sorted(told, key=lambda tie: (tie["to"], tie["kind"]))


def services_of(image: Image) -> list[Record]:
    """The services with their venues and schedules, in a stable order."""
    timetable: dict[int, list[Schedule]] = defaultdict(list)
    for row in image.schedules:
        timetable[row["service_id"]].append(schedule_of(row))
    services = [
        {name: row[name] for name in OF_THE_SERVICE}
        | {
            "uuid": str(row["uuid"]),
            "access": list(row["access"]),
            "schedule": tuple(timetable[row["id"]]),
            **venue_of(image, row["venue_id"]),
        }
        for row in image.services
    ]
    return sorted(services, key=lambda service: (service["name"], service["uuid"]))


def venue_of(image: Image, pk: int | None) -> Record:
    """The venue's fields, all empty without one."""
    row = image.venues.get(pk) if pk is not None else None
    if row is None:
        return {f"venue_{name}": "" for name in ("uuid", *OF_THE_VENUE, *PLACE)} | NO_VENUE
    place = place_of(image.venue_points.get(row["point_id"]))
    return (
        {f"venue_{name}": row[name] for name in OF_THE_VENUE}
        | {f"venue_{name}": value for name, value in place.items()}
        | {"venue_uuid": str(row["uuid"]), "venue_access": list(row["access"])}
    )


def schedule_of(row: Row) -> Schedule:
    """The plain schedule that the algorithms know."""
    return Schedule(
        freq=row["freq"],
        interval=row["interval"],
        byday=row["byday"],
        opens_at=row["opens_at"],
        closes_at=row["closes_at"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        description=row["description"],
    )


def empty_record() -> Record:
    """A group about which nothing is known, with the model's own defaults."""
    return _blank() | {"languages": [], "rest_topics": []} | {name: [] for name in NESTED}


@cache
def _blank() -> Record:
    fresh = Group()
    empty: Record = {"rest_since": None, "rest_streets": "", "uuid": "", "created_at": None}
    return {name: getattr(fresh, name) for name in OF_THE_GROUP} | place_of(None) | empty
