"""A list of groups as somebody might send one: the borough's generated groups in a CSV file."""

import csv
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from closeknit.demo.loomwick.generator import generate_groups
from closeknit.demo.loomwick.records import GeneratedGroup, GeneratedService
from closeknit.demo.loomwick.themes import THEMES
from closeknit.demo.loomwick.venues import venues

GROUP = [
    "id",
    "name",
    "kind",
    "summary",
    "aims",
    "who_for",
    "languages",
    "since",
    "state",
    "themes",
    "covers",
    "covers_text",
    "lat",
    "lng",
    "precision",
    "address",
    "postcode",
    "contact_email",
    "contact_phone",
    "website",
    "confirmed_on",
    "confirmed_by",
    "confirmed_how",
]
SERVICE = [
    "name",
    "summary",
    "schedule",
    "schedule_text",
    "cost_kind",
    "cost_text",
    "audience",
    "minimum_age",
    "maximum_age",
    "access",
    "venue_name",
    "venue_lat",
    "venue_lng",
    "venue_precision",
    "venue_address",
    "venue_postcode",
]
MOST_SERVICES = 2

_THEMES = {theme.slug: theme.name for theme in THEMES}
_VENUES = {venue.key: venue for venue in venues()}


def write_list(path: Path, count: int) -> None:
    """The first ``count`` generated groups, each with its place and what it runs."""
    headings = [f"service_{number}_{name}" for number in range(1, MOST_SERVICES + 1) for name in SERVICE]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([*GROUP, *headings])
        writer.writerows(map(_row, generate_groups(count)))


def _row(group: GeneratedGroup) -> list[object]:
    services = chain.from_iterable(_service(service, group.venue) for service in group.services)
    return [
        group.number, group.name, group.kind, group.summary, group.aims, group.who_for, "; ".join(group.languages),
        group.since, group.state, "; ".join(_THEMES[slug] for slug in group.themes), "; ".join(group.covers),
        group.covers_text, group.lat, group.lng, group.precision, group.address, group.postcode,
        group.email, group.phone,
        group.website, group.confirmed_on, group.confirmed_by, group.confirmed_how,
        *(list(services) + [""] * len(SERVICE) * MOST_SERVICES)[: len(SERVICE) * MOST_SERVICES],
    ]  # fmt: skip


def _service(service: GeneratedService, venue: str) -> Iterator[object]:
    hours = f"{service.opens_at}-{service.closes_at}" if service.closes_at else service.opens_at
    yield from (
        service.name, service.summary, f"{service.freq} {service.byday} {hours}" if service.freq else "",
        service.schedule_text, service.cost_kind, service.cost_text, service.audience, service.minimum_age,
        service.maximum_age, "; ".join(service.access),
    )  # fmt: skip
    if not venue:
        yield from [""] * 6
        return
    place = _VENUES[venue].place
    yield from (_VENUES[venue].name, place.lat, place.lng, place.precision, place.address, place.postcode)
