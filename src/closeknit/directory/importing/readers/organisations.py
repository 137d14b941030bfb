"""An Open Referral organisation with its services as cells of the dialect. Reads 3.0 and 1.0.

What our own export cannot say in the standard's words rides along under ``closeknit``, as cells.
"""

import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, time
from typing import Any

from closeknit.algorithms.schedule import Schedule
from closeknit.directory.dialect import timetable
from closeknit.directory.dialect.fields import MOST_SERVICES, SERVICE_BY_NAME, field_named, service_column
from closeknit.directory.dialect.flat import listed
from closeknit.directory.dialect.records import identifier
from closeknit.directory.importing.readers.geojson import text_of

Json = Any
Cells = dict[str, str]
OURS = "closeknit"
LOW_COST = 3  # pounds
REGISTERS = {"charity": "GB-CHC", "company": "GB-COH", "companies": "GB-COH"}


def cells_of(organisation: dict[str, Json], services: list[dict[str, Json]]) -> Cells:
    """The row of this organisation."""
    ours = organisation.get(OURS)
    cells = _organisation(organisation)
    if isinstance(ours, dict):
        cells["uuid"] = cells.pop("external_id", "")
    told = [service for service in services if not is_stand_in(service, organisation)][:MOST_SERVICES]
    for number, service in enumerate(told, start=1):
        for part, text in _service(service, is_ours=isinstance(ours, dict)).items():
            cells[service_column(number, part)] = text
    cells |= _shared(told, cells)
    if isinstance(ours, dict):
        cells |= {key: text_of(value) for key, value in ours.items() if field_named(key)}
    return {name: text for name, text in cells.items() if text}


def stand_in(organisation_id: str) -> str:
    """The id of the service that speaks for a group which runs none: the standard knows only services."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:uuid:{organisation_id}#membership"))


def is_stand_in(service: dict[str, Json], organisation: dict[str, Json]) -> bool:
    return service.get("id") == stand_in(str(organisation.get("id")))


def _organisation(thing: dict[str, Json]) -> Cells:
    return {
        "external_id": text_of(thing.get("id")),
        "name": text_of(thing.get("name")),
        "aims": text_of(thing.get("description")),
        "website": text_of(thing.get("website") or thing.get("url")),
        "contact_email": text_of(thing.get("email")),
        "identifiers": listed(_identifiers(thing)),
        "category": listed(_terms(thing)),
        **_contact(thing),
        **next((_place(item) for item in _all(thing, "locations")), {}),
    }


def _shared(services: list[dict[str, Json]], cells: Cells) -> Cells:
    """What the standard says of services and we say of the group: languages, areas, a contact, a place."""
    found: Cells = {}
    languages = dict.fromkeys(
        _either(item, "name", "code", "language") for s in services for item in _all(s, "languages")
    )
    areas = [item for s in services for item in _all(s, "service_areas")]
    drawn = [text_of(item.get("extent")) for item in areas if item.get("extent_type") == "geojson"]
    named = [_either(item, "name", "service_area") for item in areas if item.get("extent_type") != "geojson"]
    found["languages"] = listed(name for name in languages if name)
    found["covers_text"] = ", ".join(name for name in dict.fromkeys(named) if name)[:300]
    found["drawn_area"] = next(filter(None, drawn), "")
    found["category"] = listed(dict.fromkeys(term for s in services for term in _terms(s))) or cells["category"]
    for service in services:
        for name, text in _contact(service).items():
            found[name] = found.get(name) or text
        if not cells.get("lat") and "lat" not in found:
            found |= next((_place(item) for item in _locations(service)), {})
    return {name: text for name, text in found.items() if text and (not cells.get(name) or name == "category")}


def _service(thing: dict[str, Json], *, is_ours: bool) -> Cells:
    timed, told = _schedules(thing)
    cells = {
        "uuid" if is_ours else "external_id": text_of(thing.get("id")),
        "name": text_of(thing.get("name")),
        "summary": text_of(thing.get("description")),
        "schedule": timed,
        "schedule_text": told[:300],
        "minimum_age": text_of(thing.get("minimum_age")),
        "maximum_age": text_of(thing.get("maximum_age")),
        "audience": ", ".join(_either(item, "eligibility") for item in _all(thing, "eligibilitys"))[:300],
        "is_running": "no" if thing.get("status") in ("inactive", "defunct", "temporarily closed") else "yes",
        **_cost(thing),
        **_venue(thing, is_ours=is_ours),
    }
    ours = thing.get(OURS)
    if isinstance(ours, dict):
        cells |= {key: text_of(value) for key, value in ours.items() if key in SERVICE_BY_NAME}
    return cells


def _schedules(thing: dict[str, Json]) -> tuple[str, str]:
    """The schedules that we can hold, and the words of those that we cannot."""
    items = [*_all(thing, "schedules"), *_all(thing, "regular_schedules")]
    for place in _all(thing, "service_at_locations"):
        items += [*_all(place, "schedules"), *_all(place, "regular_schedules")]
    kept, told = [], []
    for item in items:
        try:
            kept.append(_schedule(item))
        except (ValueError, TypeError):
            told.append(_either(item, "description", "notes"))
    return timetable.write(kept), "; ".join(text for text in told if text)


def _schedule(item: dict[str, Json]) -> Schedule:
    return Schedule(
        freq=text_of(item.get("freq")),
        interval=int(item.get("interval") or 1),
        byday=text_of(item.get("byday")),
        opens_at=_time(item.get("opens_at")),
        closes_at=_time(item.get("closes_at")),
        valid_from=_date(item.get("valid_from")),
        valid_to=_date(item.get("valid_to")),
        description=text_of(item.get("description"))[:200],
    )


def _time(value: Json) -> time | None:
    return time.fromisoformat(str(value).rstrip("Z")).replace(tzinfo=None) if value else None


def _date(value: Json) -> date | None:
    return date.fromisoformat(str(value)[:10]) if value else None


def _cost(thing: dict[str, Json]) -> Cells:
    option: dict[str, Json] = next(_all(thing, "cost_options"), {})
    words = _either(option, "amount_description", "option") or text_of(thing.get("fees"))
    kind = ""
    with suppress(TypeError, ValueError):
        amount = float(option["amount"]) if "amount" in option else None
        if amount is not None:
            kind = "free" if amount == 0 else "low_cost" if amount <= LOW_COST else "paid"
    return {"cost_kind": kind, "cost_text": words[:200]}


def _venue(thing: dict[str, Json], *, is_ours: bool) -> Cells:
    place = next((item for item in _locations(thing) if item.get("location_type") != "virtual"), None)
    if place is None:
        return {}
    told = "; ".join(_either(item, "description", "accessibility", "details") for item in _access(place))
    cells = {f"venue_{name}": text for name, text in _place(place).items()}
    cells["venue_name"] = _either(place, "name") or cells.get("venue_address", "").split(",")[0]
    cells["venue_access_text"] = told[:500]
    cells["venue_uuid" if is_ours else "venue_external_id"] = text_of(place.get("id"))
    return cells if cells["venue_name"] else {}


def _access(place: dict[str, Json]) -> Iterator[dict[str, Json]]:
    yield from _all(place, "accessibility")
    yield from _all(place, "accessibility_for_disabilities")


def _locations(thing: dict[str, Json]) -> Iterator[dict[str, Json]]:
    for item in _all(thing, "service_at_locations"):
        place = item.get("location")
        if isinstance(place, dict):
            yield place
    yield from _all(thing, "locations")


def _place(location: dict[str, Json]) -> Cells:
    address: dict[str, Json] = next(_all(location, "addresses"), None) or next(_all(location, "physical_addresses"), {})
    lines = [_either(address, name) for name in ("address_1", "address_2", "city")]
    return {
        "lat": text_of(location.get("latitude")),
        "lng": text_of(location.get("longitude")),
        "address": ", ".join(line for line in lines if line),
        "postcode": _either(address, "postal_code"),
    }


def _contact(thing: dict[str, Json]) -> Cells:
    contact: dict[str, Json] = next(_all(thing, "contacts"), {})
    phones = [*_all(contact, "phones"), *_all(thing, "phones")]
    return {
        "speak_to": _either(contact, "name"),
        "contact_phone": _either(phones[0], "number") if phones else "",
    }


def _identifiers(thing: dict[str, Json]) -> list[str]:
    found = []
    for item in _all(thing, "organization_identifiers"):
        number = text_of(item.get("identifier"))
        scheme = _either(item, "identifier_scheme", "identifier_type")
        for word, register in REGISTERS.items():
            if word in scheme.casefold():
                scheme = register
        if number and scheme:
            found.append(identifier(scheme, number.removeprefix(f"{scheme}-")))
    return sorted(set(found))


def _terms(thing: dict[str, Json]) -> list[str]:
    terms = [item.get("taxonomy_term") for item in _all(thing, "attributes")]
    terms += [item.get("taxonomy") for item in _all(thing, "service_taxonomys")]
    return list(dict.fromkeys(_either(term, "name") for term in terms if isinstance(term, dict) and term.get("name")))


def _all(thing: dict[str, Json], key: str) -> Iterator[dict[str, Json]]:
    """The objects in a list of the thing; anything else there is passed over."""
    listed_things = thing.get(key)
    if isinstance(listed_things, list):
        yield from (item for item in listed_things if isinstance(item, dict))


def _either(thing: dict[str, Json], *keys: str) -> str:
    """The first of these that is there, as text."""
    return next((text_of(thing[key]) for key in keys if thing.get(key)), "")
