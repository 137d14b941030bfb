"""A record as a row of cells, and as GeoJSON properties: the writing half of ``cleaning``."""

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from closeknit.directory.dialect import timetable
from closeknit.directory.dialect.fields import GROUP_FIELDS, OUTPUT_FIELDS, SERVICE_FIELDS, Field, service_column
from closeknit.directory.dialect.records import Record
from closeknit.directory.drawn_areas import written


def flat(record: Record) -> dict[str, str]:
    """The cells of a record by their column, without the empty ones."""
    cells = {field.name: _written(field, record.get(field.name)) for field in (*GROUP_FIELDS, *OUTPUT_FIELDS)}
    for number, service in enumerate(record["services"], start=1):
        for field in SERVICE_FIELDS:
            if field.name.startswith("venue_") and not service.get("venue_name"):
                continue
            cells[service_column(number, field.name)] = _written(field, service.get(field.name))
    return {name: text for name, text in cells.items() if text}


def listed(items: Iterable[str]) -> str:
    """Several values in a cell; as JSON should one of them hold a separator."""
    items = list(items)
    if any(set(item) & set(";,|\n") or item[:1] == "[" or item != item.strip() for item in items):
        return json.dumps(items, ensure_ascii=False)
    return "; ".join(items)


def _written(field: Field, value: Any) -> str:
    if value is None or value in ("", [], ()):
        return ""
    return _WRITERS.get(field.holds, str)(value)


def _moment(value: date | datetime) -> str:
    return value.isoformat()


_WRITERS: dict[str, Callable[[Any], str]] = {
    "words": listed,
    "themes": listed,
    "areas": listed,
    "access": listed,
    "identifiers": listed,
    "flag": lambda value: "yes" if value else "no",
    "degrees": repr,
    "date": _moment,
    "moment": _moment,
    "timetable": timetable.write,
    "outline": written,
    "relations": lambda value: json.dumps(value, ensure_ascii=False),
    "pictures": lambda value: json.dumps(value, ensure_ascii=False),
}
