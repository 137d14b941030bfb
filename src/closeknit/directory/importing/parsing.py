"""A row of cells as a reading: the fields it speaks of, with all that can be told from this row alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from closeknit.algorithms import cells as spreadsheet
from closeknit.algorithms import postcodes, text
from closeknit.algorithms.schedule import Schedule, parse_opening_times
from closeknit.directory.dialect.fields import BY_NAME, Field, field_named, service_part
from closeknit.directory.dialect.records import PLACE
from closeknit.directory.importing.cleaning import Unclear, clean, nothing
from closeknit.directory.importing.missing import is_missing
from closeknit.directory.importing.options import Options
from closeknit.directory.importing.vocabulary import Vocabulary
from closeknit.directory.importing.words import KINDS
from closeknit.places.area_index import current_index

SUMMARY = 160
SHORT, MOST_KNOWN = 200, 2_000  # letters of a cell whose meaning is remembered, and how many of a column
Fields = dict[str, Any]


@dataclass(slots=True)
class Reading:
    """``fields`` holds only what the file speaks of. A ``problem`` means the row cannot be used."""

    fields: Fields = field(default_factory=dict)
    services: list[Fields] | None = None  # None: the file does not speak of services
    grid: tuple[float, float] | None = None  # easting and northing
    area: int | None = None  # it says to lie there
    is_placed: bool = False  # the file speaks of its place
    tells_address: bool = False  # ``covers_text`` is an address that we could not find
    remarks: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # words for a kind or theme that nobody knows
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Column:
    place: int  # -1 for a value that all rows share
    heading: str
    field: Field
    service: int  # 0 for the group itself
    constant: str = ""
    known: dict[str, tuple[Any, Unclear | None]] = field(default_factory=dict, compare=False, repr=False)


class Parser:
    """Reads rows of one file. ``is_exact`` is for files in our own dialect, which say what they mean."""

    def __init__(
        self, columns: Sequence[str], mapping: Mapping[str, str], options: Options, vocabulary: Vocabulary
    ) -> None:
        self.vocabulary = vocabulary
        self.is_exact = "uuid" in mapping.values()
        self.is_public = self.is_exact and "visibility" not in mapping.values()  # an export for everyone
        self._columns = [
            _Column(place, heading, known, _service_number(name))
            for place, heading in enumerate(columns)
            if (name := mapping.get(heading, "")) and (known := field_named(name))
        ]
        for name, value in options.constants.items():
            self._add_constant(name, value)
        self._speaks_of_services = any(c.service or c.field.name == "opening_times" for c in self._columns)
        self._names = {c.field.name for c in self._columns if not c.service}

    def places_of(self, *names: str) -> list[int]:
        """Where in a row these fields of the group stand."""
        return [
            c.place for name in names for c in self._columns if c.field.name == name and not c.service and c.place >= 0
        ]

    def says_nothing_in(self, name: str, cells: Sequence[str]) -> bool:
        """Whether no cell of this field, nor a value for all rows, says anything."""
        columns = [column for column in self._columns if column.field.name == name and not column.service]
        told = [self._cell(cells, column) for column in columns]
        return not any(cell if self.is_exact else not is_missing(cell) for cell in told)

    def read(self, cells: Sequence[str]) -> Reading:
        """The reading of one row."""
        reading = Reading(services=[] if self._speaks_of_services else None)
        services: dict[int, Fields] = {}
        words: Fields = {}
        for column in self._columns:
            value, unclear = self._understood(cells[column.place] if column.place >= 0 else "", column)
            if unclear:
                if unclear.is_fatal:
                    reading.problem = reading.problem or unclear.sentence
                    continue
                reading.remarks.append(unclear.sentence)
            if column.service:
                services.setdefault(column.service, {})[column.field.name] = value
            else:
                self._take(words, column, value)
        reading.fields = words
        self._finish(reading, services)
        return reading

    def _add_constant(self, name: str, value: str) -> None:
        known, number = field_named(name), _service_number(name)
        for index, column in enumerate(self._columns):
            if known is not None and column.field == known and column.service == number:
                self._columns[index] = _Column(column.place, column.heading, known, number, value)
                return
        if known is not None:
            self._columns.append(_Column(-1, name, known, number, value))

    def _cell(self, cells: Sequence[str], column: _Column) -> str:
        return _restored(cells[column.place] if column.place >= 0 else "", column)

    def _understood(self, cell: str, column: _Column) -> tuple[Any, Unclear | None]:
        """The value of a cell, and what was unclear about it. Lists say the same again and again,
        so what short cells mean is remembered."""
        found = column.known.get(cell)
        if found is None:
            try:
                found = (self._value(_restored(cell, column), column.field), None)
            except Unclear as unclear:
                found = (unclear.instead, unclear.with_traceback(None))
            if len(cell) <= SHORT and len(column.known) < MOST_KNOWN:
                column.known[cell] = found
        value, unclear = found
        return (list(value), unclear) if value.__class__ is list else found

    def _value(self, cell: str, known: Field) -> Any:
        if self.is_exact and known.holds in ("line", "text"):
            if len(cell) > known.limit:
                raise Unclear(
                    _("“%(field)s” is longer than %(limit)d letters.") % {"field": known.label, "limit": known.limit}
                )
            return cell
        if cell == "" or (is_missing(cell) and not self.is_exact):
            return nothing(known)
        return clean(cell, known)

    def _take(self, words: Fields, column: _Column, value: Any) -> None:
        """Put a value where its field is; several columns of one field are joined."""
        name = column.field.name
        if name == "note":
            value = f"{column.heading}: {value}" if value else ""
        if name not in words or not column.field.may_repeat:
            words[name] = value
        elif isinstance(value, list):
            words[name] = [*words[name], *(item for item in value if item not in words[name])]
        elif value:
            words[name] = f"{words[name]}\n{value}" if name == "note" else ", ".join(filter(None, (words[name], value)))

    def _finish(self, reading: Reading, services: dict[int, Fields]) -> None:
        fields = reading.fields
        if not fields.get("name"):
            reading.problem = reading.problem or _("It has no name.")
        _join_numbers(fields)
        _join_notes(fields)
        self._look_up(reading)
        self._find_place(reading)
        self._find_services(reading, services)
        if not self.is_exact:
            _settle_kind(fields)
            if "summary" not in self._names and fields.get("aims"):
                fields["summary"] = text.excerpt(fields["aims"], SUMMARY)
        fields.pop("correspondence_postcode", None)
        for name in ("kind", "state", "visibility", "is_sensitive"):  # an empty cell is no choice
            if fields.get(name) == "":
                del fields[name]

    def _look_up(self, reading: Reading) -> None:
        fields = reading.fields
        if "category" in fields or "themes" in fields:
            self._find_themes(reading, fields.pop("category", []))
        if "rest_topics" in fields:
            topics = [(word, self.vocabulary.theme(word)) for word in fields["rest_topics"]]
            fields["rest_topics"] = sorted({self.vocabulary.theme_names[pk] for _word, pk in topics if pk})
            if strange := [word for word, pk in topics if pk is None]:
                reading.remarks.append(_("We know no theme called %(names)s.") % {"names": ", ".join(strange)})
        covers = [(word, self.vocabulary.area(word)) for word in fields.get("covers", [])]
        if "covers" in fields:
            fields["covers"] = sorted({self.vocabulary.area_names[pk] for _word, pk in covers if pk})
            strange = [word for word, pk in covers if pk is None]
            if strange:
                reading.remarks.append(_("We know no area called %(names)s.") % {"names": ", ".join(strange)})
                if not fields.get("covers_text") and not self.is_exact:
                    fields["covers_text"] = ", ".join(strange)[:300]
        if fields.get("drawn_area") and not current_index().is_in_reach(fields["drawn_area"]):
            fields["drawn_area"] = None
            reading.remarks.append(_("The drawn area lies outside our place, so it was left out."))
        known = (self.vocabulary.area(word) for word in fields.pop("area", []))
        reading.area = next((pk for pk in known if pk), None)

    def _find_themes(self, reading: Reading, categories: Sequence[str]) -> None:
        """Themes by name; a category may also be a word for the kind. What is neither is remembered."""
        fields = reading.fields
        found: set[str] = set()
        for word in dict.fromkeys([*fields.get("themes", []), *categories]):
            pk = self.vocabulary.theme(word)
            kind = KINDS.get(" ".join(text.fold(word).split()))
            if pk:
                found.add(self.vocabulary.theme_names[pk])
            elif kind and word in categories:
                fields.setdefault("kind", kind)
            else:
                reading.unknown.append(word)
        if found or self.is_exact or "themes" in fields:
            fields["themes"] = sorted(found)

    def _find_place(self, reading: Reading) -> None:
        fields = reading.fields
        coordinates = fields.pop("coordinates", None)
        east, north = fields.pop("easting", None), fields.pop("northing", None)
        reading.is_placed = any(
            name in self._names for name in (*PLACE[:2], "coordinates", "easting", "address", "postcode")
        )
        if coordinates and fields.get("lat") is None:
            fields["lat"], fields["lng"] = coordinates
        if east is not None and north is not None and fields.get("lat") is None:
            reading.grid = (east, north)
        if not reading.is_placed:
            return
        for name in PLACE:
            fields.setdefault(name, None if name in ("lat", "lng") else "")
        fields["address"] = fields["address"][:300]
        if not fields["postcode"] and not self.is_exact:
            fields["postcode"] = next(iter(postcodes.find_postcodes(fields["address"])), "")

    def _find_services(self, reading: Reading, services: dict[int, Fields]) -> None:
        fields = reading.fields
        times, cost = fields.pop("opening_times", ""), fields.pop("cost", "")
        first = services.get(1, {})
        if times:
            services[1] = first = {"schedule_text": times, "schedule": _schedules(times)} | first
            first["name"] = first.get("name") or _("Opening times")
        if cost and first:
            first.setdefault("cost_text", cost[:200])
        elif cost:
            fields["aims"] = "\n\n".join(filter(None, (fields.get("aims", ""), _("Cost: %(cost)s") % {"cost": cost})))
        if reading.services is not None:
            reading.services = [services[number] for number in sorted(services) if services[number].get("name")]


def _restored(cell: str, column: _Column) -> str:
    cell = spreadsheet.restore(cell)
    return column.constant if column.constant and is_missing(cell) else cell


@lru_cache(maxsize=4096)
def _schedules(times: str) -> tuple[Schedule, ...]:
    """Lists say the same few times again and again."""
    return parse_opening_times(times)


def _service_number(name: str) -> int:
    part = service_part(name)
    return part[0] if part else 0


def _join_numbers(fields: Fields) -> None:
    more = [*fields.pop("charity_number", []), *fields.pop("company_number", [])]
    if more:
        fields["identifiers"] = sorted({*fields.get("identifiers", []), *more})


def _join_notes(fields: Fields) -> None:
    if note := fields.pop("note", ""):
        limit = BY_NAME["aims"].limit
        fields["aims"] = "\n\n".join(filter(None, (fields.get("aims", ""), note)))[:limit]


def _settle_kind(fields: Fields) -> None:
    """A number in a register of charities tells enough."""
    registers = ("GB-CHC-", "GB-SC-", "GB-NIC-")
    if fields.get("kind") in (None, "", "other") and any(
        number.startswith(registers) for number in fields.get("identifiers", [])
    ):
        fields["kind"] = "charity"
