"""What a row changes in a group that is there already.

Three ways: *exact* (our own dialect: the file says all; an export for everyone says nothing about what
it does not show), *list* (the list the group came from: only
what changed in the list since it was last read; what people changed here stays), and *fill* (a
list that a person said names the same group: only what is empty).
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from enum import Enum
from typing import Any

from closeknit.algorithms.text import fold
from closeknit.directory.dialect.fields import SERVICE_FIELDS
from closeknit.directory.dialect.records import NO_VENUE, PLACE, Record
from closeknit.directory.importing.cleaning import nothing
from closeknit.directory.importing.parsing import Fields, Reading

OF_THE_ROW = ("uuid", "external_id", "source")  # whose row it is; only an exact file may tell
NO_SERVICE: Record = {field.name: nothing(field) for field in SERVICE_FIELDS} | NO_VENUE | {"is_running": True}


class Way(Enum):
    EXACT = "exact"
    LIST = "list"
    FILL = "fill"


def merged(  # noqa: PLR0917 - read in this order
    current: Record, reading: Reading, way: Way, previous: Reading | None = None, shown: Record | None = None
) -> Record:
    """The record after the row; equal to ``current`` when the row changes nothing.

    ``previous`` is what the list said before, ``shown`` what the public sees of ``current``.
    """
    if shown is not None:
        reading = _beyond_what_is_shown(reading, current, shown)
    told = _told(reading, way)
    if current["is_sensitive"] and (reading.tells_address or way is not Way.EXACT):
        told.pop("covers_text", None)
        told.pop("confirmed_by", None)
    before = _told(previous, way) if previous else None
    record = copy(current)
    place = {name: told.pop(name) for name in PLACE if name in told}
    if place and _may_move(current, place, before, way):
        record |= place
    for name, value in told.items():
        record[name] = _value(current[name], value, before.get(name) if before else None, way, is_first=before is None)
    if reading.services is not None:
        record["services"] = _services(current["services"], reading, previous, way)
    return record


def full_service(told: Fields) -> Record:
    """A new service with what is not told left empty."""
    service = NO_SERVICE | told
    return (
        service
        if service["venue_name"]
        else service | {name: NO_SERVICE[name] for name in service if name.startswith("venue_")}
    )


def _beyond_what_is_shown(reading: Reading, current: Record, shown: Record) -> Reading:
    """What a public export says otherwise than we showed; the rest is as it is, hidden parts too."""
    fields = {name: value for name, value in reading.fields.items() if name not in shown or value != shown[name]}
    if any(name in fields for name in PLACE):
        fields |= {name: reading.fields[name] for name in PLACE if name in reading.fields}
    if "relations" in fields:
        fields["relations"] = _ties_beyond(fields["relations"], current["relations"], shown["relations"])
    seen = {service["uuid"]: service for service in shown["services"]}
    stored = {service["uuid"]: service for service in current["services"]}
    services = [
        {
            name: stored[key][name] if key in seen and value == seen[key].get(name) else value
            for name, value in service.items()
        }
        for service in reading.services or ()
        for key in (service.get("uuid", ""),)
    ]
    return replace(reading, fields=fields, services=None if reading.services is None else services)


def _ties_beyond(told: Sequence[Record], current: Sequence[Record], shown: Sequence[Record]) -> list[Record]:
    """Those that the file names: as they are where it says what we showed; and those that we did not show."""
    stored, seen = _by_other(current), _by_other(shown)
    named = {key: stored[key] if tie == seen.get(key) else tie for key, tie in _by_other(told).items()}
    hidden = {key: tie for key, tie in stored.items() if key not in seen}
    return [tie for _key, tie in sorted({**hidden, **named}.items())]


def _by_other(ties: Sequence[Record]) -> dict[tuple[str, str], Record]:
    return {(tie["to"], tie["kind"]): tie for tie in ties}


def _told(reading: Reading, way: Way) -> Fields:
    skipped = () if way is Way.EXACT else OF_THE_ROW
    return {name: value for name, value in reading.fields.items() if name not in skipped}


def _value(current: Any, told: Any, before: Any, way: Way, *, is_first: bool) -> Any:
    if way is Way.EXACT:
        return told
    if way is Way.FILL or is_first:
        if isinstance(told, list) and way is Way.LIST:
            return _sorted({*current, *told}) if told else current
        return current if _is_told(current) and way is Way.FILL else told if _is_told(told) else current
    if told == before:
        return current
    if isinstance(told, list) and all(isinstance(item, str) for item in [*told, *current]):
        gone = set(before or ()) - set(told)
        return _sorted({*(item for item in current if item not in gone), *told})
    return told


def _sorted(items: set[str]) -> list[str]:
    return sorted(items)


def _is_told(value: Any) -> bool:
    return value is not None and value not in ("", [], ())


def _may_move(current: Record, told: Fields, before: Fields | None, way: Way) -> bool:
    """A place is one thing: it changes as a whole, and never gives way to nothing by itself."""
    if way is Way.EXACT:
        return True
    if told["lat"] is None:
        return False
    if current["lat"] is None:
        return True
    if way is Way.FILL:
        return False
    was_told = [before.get(name) for name in PLACE] if before else None
    is_as_listed = all(current[name] == told[name] for name in ("address", "postcode"))
    return was_told != [told[name] for name in PLACE] or is_as_listed


def _services(current: Sequence[Record], reading: Reading, previous: Reading | None, way: Way) -> list[Record]:
    told = reading.services or []
    if way is Way.FILL and current:
        return list(current)
    if way is Way.EXACT:
        return in_order(_matched(service, current, way) for service in told)
    earlier = {_key(service): service for service in (previous.services or [] if previous else [])}
    if previous is not None and list(earlier.values()) == told:
        return list(current)
    gone = earlier.keys() - {_key(service) for service in told}
    named = {_key(service) for service in told}
    kept = [service for service in current if _key(service) not in gone | named]
    return in_order([*kept, *(_matched(service, current, way) for service in told)])


def in_order(services: Any) -> list[Record]:
    """By name, as the tables' record has them."""
    return sorted(services, key=lambda service: (service["name"], service["uuid"]))


def _matched(told: Fields, current: Sequence[Record], way: Way) -> Record:
    """The service of the group that is meant, with what the row says of it; or a new one."""
    same = next((one for one in current if told.get("uuid") and one["uuid"] == told["uuid"]), None)
    same = same or next((one for one in current if _key(one) == _key(told)), None)
    if same is None:
        return full_service(told)
    told = {name: value for name, value in told.items() if way is Way.EXACT or _is_told(value)}
    if way is Way.EXACT and not told.get("uuid"):
        told["uuid"] = same["uuid"]
    return full_service({**same, **told})


def _key(service: Mapping[str, Any]) -> str:
    return str(service.get("external_id") or fold(service["name"]))
