"""Open Referral UK (HSDS-UK 3.0, and the older 1.0): an organisation is a row, its services are columns.

A file may be a page or list of services, each with its organisation inside; a list of
organisations; or a single one of either. Services are first sorted by organisation in a temporary
database on disk, so that a feed of any size needs little memory.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

import ijson
from django.utils.translation import gettext as _

from closeknit.directory.importing.readers.geojson import NOT_JSON, items
from closeknit.directory.importing.readers.organisations import Json, cells_of
from closeknit.directory.importing.readers.table import MOST_COLUMNS, RawRow, Table, Unreadable

LISTS = ("contents", "content", "services", "organizations", "organisations", "items", "data", "results")
SIGNS_OF_A_SERVICE = ("organization", "organization_id", "service_at_locations", "schedules", "regular_schedules")


def read_open_referral(file: BinaryIO, size: int) -> Table:
    """The table of organisations in an Open Referral file."""
    notes: Counter[str] = Counter()
    spool = _Spool()
    for thing in items(file, _prefix(file)):
        if not isinstance(thing, dict):
            raise Unreadable(_("This JSON file is neither GeoJSON nor Open Referral."))
        spool.add(thing)
    columns = spool.fold(notes)
    if not columns:
        raise Unreadable(_("There are no services or organisations in the file."))
    return Table("oruk", columns, _rows(spool, columns), file, size, notes)


def _rows(spool: "_Spool", columns: list[str]) -> Iterator[RawRow]:
    for number, cells in spool.organisations():
        yield RawRow(number, [cells.get(column, "") for column in columns])


def _prefix(file: BinaryIO) -> str:
    """Where the things are: at the top, in the top list, or in a list of a page."""
    file.seek(0)
    found = None
    try:
        for prefix, event, value in ijson.parse(file, use_float=True):
            if prefix == "" and event == "start_array":
                found = "item"
                break
            if prefix == "" and event == "map_key" and value in ("name", "id"):
                found = ""
                break
            if event == "start_array" and prefix in LISTS and found is None:
                found = f"{prefix}.item"
    except NOT_JSON as error:
        raise Unreadable(_("The file is not valid JSON, so it cannot be read.")) from error
    finally:
        file.seek(0)
    return found or ""


class _Spool:
    """Organisations and their services, on disk, in the order in which they first came."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", check_same_thread=False)  # a nameless one lives in a temporary file
        self._db.execute("CREATE TABLE part (whose TEXT, number INTEGER PRIMARY KEY, is_service, body TEXT)")
        self._db.execute("CREATE INDEX by_organisation ON part (whose, number)")
        self._db.execute("CREATE TABLE organisation (number INTEGER PRIMARY KEY, cells TEXT)")

    def add(self, thing: dict[str, Json]) -> None:
        is_service = any(sign in thing for sign in SIGNS_OF_A_SERVICE)
        try:
            body = json.dumps(thing)
        except (RecursionError, ValueError) as error:
            raise Unreadable(_("The file is nested too deeply to be read.")) from error
        whose = _organisation_of(thing) if is_service else str(thing.get("id") or thing.get("name"))
        self._db.execute("INSERT INTO part (whose, is_service, body) VALUES (?, ?, ?)", (whose, is_service, body))

    def fold(self, notes: Counter[str]) -> list[str]:
        """Make one row of cells of each organisation; returns the columns they use."""
        columns: dict[str, None] = {}
        order = "SELECT whose FROM part GROUP BY whose ORDER BY min(number)"
        for number, (whose,) in enumerate(self._db.execute(order).fetchall(), start=1):
            organisation, services = self._parts(whose)
            notes[_("Services were read under their organisations.")] += len(services)
            cells = cells_of(organisation, services)
            columns.update(dict.fromkeys(cells))
            self._db.execute("INSERT INTO organisation VALUES (?, ?)", (number, json.dumps(cells)))
            if len(columns) > MOST_COLUMNS:
                raise Unreadable(_("An organisation in the file has too many services."))
        self._db.execute("DROP TABLE part")
        return sorted(columns, key=_by_service)

    def organisations(self) -> Iterator[tuple[int, dict[str, str]]]:
        for number, cells in self._db.execute("SELECT number, cells FROM organisation ORDER BY number"):
            yield number, json.loads(cells)

    def _parts(self, whose: str) -> tuple[dict[str, Json], list[dict[str, Json]]]:
        organisation: dict[str, Json] = {}
        services = []
        parts = self._db.execute("SELECT is_service, body FROM part WHERE whose = ? ORDER BY number", (whose,))
        for is_service, body in parts:
            thing = json.loads(body)
            if is_service:
                services.append(thing)
                inside = thing.pop("organization", None)
                organisation = organisation or (inside if isinstance(inside, dict) else {})
            else:
                organisation = thing
                services.extend(item for item in thing.pop("services", None) or [] if isinstance(item, dict))
        if not organisation and services:  # a service that nobody is said to run stands for its group
            organisation = {key: services[0].get(key) for key in ("id", "name", "description", "url", "email")}
        return organisation, services


def _organisation_of(service: dict[str, Json]) -> str:
    organisation = service.get("organization")
    if isinstance(organisation, dict) and (organisation.get("id") or organisation.get("name")):
        return str(organisation.get("id") or organisation.get("name"))
    return str(service.get("organization_id") or f"service {service.get('id')}")


def _by_service(column: str) -> tuple[int, str]:
    """Columns of the group first, then those of its first service, and so on."""
    number = 0
    with suppress(IndexError, ValueError):
        number = int(column.split("_")[1]) if column.startswith("service_") else 0
    return number, column
