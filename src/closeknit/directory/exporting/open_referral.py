"""Records as one page of Open Referral UK (HSDS-UK 3.0) services, each with its organisation inside.

A group that runs nothing gets one service that stands for it, for the standard knows only services.
What the standard has no words for rides along under ``closeknit``, and only that: the importer's own
reading of what we wrote says what is missing.
"""

import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from closeknit.algorithms.schedule import Schedule
from closeknit.directory.dialect.audience import Audience
from closeknit.directory.dialect.fields import SERVICE_FIELDS, service_column
from closeknit.directory.dialect.flat import flat
from closeknit.directory.dialect.records import Record, split_identifier
from closeknit.directory.drawn_areas import written
from closeknit.directory.importing.readers.organisations import OURS, cells_of, stand_in
from closeknit.directory.models import Theme
from closeknit.directory.querysets import GroupQuerySet
from closeknit.places.models import Hub

Json = dict[str, Any]
STATUS = {"active": "active", "quiet": "active", "dormant": "temporarily closed", "closed": "defunct"}
NAMESPACE = uuid.UUID("5f0c0d57-3c86-4a35-9f0e-8a3cf8b3a8d1")  # of the ids that we derive


def as_open_referral(records: Iterable[Record], groups: GroupQuerySet, _audience: Audience) -> Iterator[bytes]:
    """One page with all services."""
    total = _services_in(groups)
    page = {
        "total_items": total,
        "total_pages": 1,
        "page_number": 1,
        "size": total,
        "first_page": True,
        "last_page": True,
        "empty": not total,
    }
    themes = {
        slug: (str(key), name, about)
        for slug, key, name, about in Theme.objects.values_list("slug", "uuid", "name", "description")
    }
    city = Hub.current().name
    yield json.dumps(page, ensure_ascii=False).encode()[:-1] + b', "contents": ['
    number = 0
    for record in records:
        for service in services_of(record, themes, city):
            text = json.dumps(service, ensure_ascii=False)
            yield (b",\n" if number else b"\n") + text.encode("utf-8", "replace")
            number += 1
    yield b"\n]}\n"


def services_of(record: Record, themes: dict[str, tuple[str, str, str]], city: str) -> list[Json]:
    """The services of one group, ready to be written; each carries the organisation."""
    organisation = _organisation(record, themes)
    services = [_service(record, service, city) for service in record["services"]] or [_stand_in(record)]
    _add_what_is_missing(record, organisation, services)
    return [service | {"organization": organisation} for service in services]


def _services_in(groups: GroupQuerySet) -> int:
    counted = groups.annotate(services_run=Count("services"))
    return sum(max(1, number) for number in counted.values_list("services_run", flat=True).iterator())


def _organisation(record: Record, themes: dict[str, tuple[str, str, str]]) -> Json:
    return _told(
        {
            "id": record["uuid"],
            "name": record["name"],
            "description": record["aims"] or record["summary"] or record["name"],
            "website": record["website"],
            "email": record.get("contact_email"),
            "organization_identifiers": [_identifier(record["uuid"], text) for text in record["identifiers"]],
            "attributes": [_attribute(record["uuid"], themes[slug]) for slug in record["themes"]],
        }
    )


def _identifier(organisation: str, text: str) -> Json:
    scheme, number = split_identifier(text)
    return {
        "id": _derived(organisation, text),
        "organization_id": organisation,
        "identifier_scheme": scheme,
        "identifier_type": scheme,
        "identifier": number,
    }


def _attribute(organisation: str, theme: tuple[str, str, str]) -> Json:
    key, name, about = theme
    return {
        "id": _derived(organisation, key),
        "link_id": organisation,
        "link_type": "organization",
        "taxonomy_term_id": key,
        "taxonomy_term": {"id": key, "name": name, "description": about or name},
    }


def _service(record: Record, service: Record, city: str) -> Json:
    key = service["uuid"]
    running = service["is_running"] and record["state"] != "closed"
    return _told(
        {
            "id": key,
            "organization_id": record["uuid"],
            "name": service["name"],
            "description": service["summary"],
            "status": STATUS[record["state"]] if running else "inactive",
            "minimum_age": service["minimum_age"],
            "maximum_age": service["maximum_age"],
            "schedules": [_schedule(key, n, schedule) for n, schedule in enumerate(service["schedule"])],
            "cost_options": [_cost(key, service)] if service["cost_kind"] == "free" or service["cost_text"] else [],
            "contacts": [_told({"id": _derived(key, "contact"), "service_id": key, "name": record["speak_to"]})]
            if record["speak_to"]
            else [],
            "languages": [{"id": _derived(key, name), "service_id": key, "name": name} for name in record["languages"]],
            "service_areas": _areas(key, record),
            "service_at_locations": _locations(key, service, city),
        }
    )


def _stand_in(record: Record) -> Json:
    key = stand_in(record["uuid"])
    return _told(
        {
            "id": key,
            "organization_id": record["uuid"],
            "name": _("Membership and meetings"),
            "description": record["summary"],
            "status": STATUS[record["state"]],
            "service_areas": _areas(key, record),
        }
    )


def _areas(key: str, record: Record) -> list[Json]:
    """Those that were ticked, by their codes; what was drawn is an extent."""
    drawn = {
        "id": _derived(key, "drawn area"),
        "service_id": key,
        "name": _("Drawn on the map"),
        "extent": written(record["drawn_area"]),
        "extent_type": "geojson",
    }
    return ([drawn] if record["drawn_area"] else []) + [
        {
            "id": _derived(key, code),
            "service_id": key,
            "name": code,
            "uri": f"http://statistics.data.gov.uk/id/statistical-geography/{code}",
        }
        for code in record["covers"]
    ]


def _schedule(service: str, number: int, schedule: Schedule) -> Json:
    return _told(
        {
            "id": _derived(service, f"schedule {number}"),
            "service_id": service,
            "freq": schedule.freq,
            "interval": schedule.interval,
            "byday": schedule.byday,
            "opens_at": schedule.opens_at and schedule.opens_at.isoformat(),
            "closes_at": schedule.closes_at and schedule.closes_at.isoformat(),
            "valid_from": schedule.valid_from and schedule.valid_from.isoformat(),
            "valid_to": schedule.valid_to and schedule.valid_to.isoformat(),
            "description": schedule.description,
        }
    )


def _cost(key: str, service: Record) -> Json:
    told = {"id": _derived(key, "cost"), "service_id": key, "amount_description": service["cost_text"]}
    return _told(told) | ({"amount": 0} if service["cost_kind"] == "free" else {})


def _locations(key: str, service: Record, city: str) -> list[Json]:
    if not service["venue_name"]:
        return []
    place = service["venue_uuid"] or _derived(key, "venue")
    location = _told(
        {
            "id": place,
            "location_type": "physical",
            "name": service["venue_name"],
            "latitude": service["venue_lat"],
            "longitude": service["venue_lng"],
            "addresses": [_address(place, service, city)]
            if service["venue_postcode"] or service["venue_address"]
            else [],
            "accessibility": [
                {"id": _derived(place, "access"), "location_id": place, "description": service["venue_access_text"]}
            ]
            if service["venue_access_text"]
            else [],
        }
    )
    return [{"id": _derived(key, place), "service_id": key, "location_id": place, "location": location}]


def _address(place: str, service: Record, city: str) -> Json:
    """All six are required: what we do not know is the hub's own place, in this country."""
    return {
        "id": _derived(place, "address"),
        "location_id": place,
        "address_1": service["venue_address"] or service["venue_name"],
        "city": city,
        "state_province": city,
        "postal_code": service["venue_postcode"] or "-",
        "country": "GB",
        "address_type": "physical",
    }


def _add_what_is_missing(record: Record, organisation: Json, services: list[Json]) -> None:
    """Compare what an importer would read with what is true, and say the rest in cells of our own."""
    truth = flat(record)
    own_parts = {field.name for field in SERVICE_FIELDS}
    organisation[OURS] = {}
    read = cells_of(organisation, services)
    for number, service in enumerate(services if record["services"] else (), start=1):
        told = {
            part: (truth.get(column, ""), read.get(column, ""))
            for part in own_parts
            for column in (service_column(number, part),)
        }
        extra = {part: mine for part, (mine, theirs) in sorted(told.items()) if mine != theirs}
        if extra:
            service[OURS] = extra
    names = {name for name in {*truth, *read} if not name.startswith("service_")}
    organisation[OURS] = {
        name: truth.get(name, "") for name in sorted(names) if truth.get(name, "") != read.get(name, "")
    }


def _told(thing: Json) -> Json:
    """Without what has no value: the standard wants it left out."""
    return {name: value for name, value in thing.items() if value not in (None, "", [])}


def _derived(*parts: str) -> str:
    """An id that stays the same from one export to the next."""
    return str(uuid.uuid5(NAMESPACE, "\x1f".join(parts)))
