"""Which column holds what: guessed from its heading and its cells, for a person to correct."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from closeknit.algorithms import postcodes, text
from closeknit.core.errors import Refused
from closeknit.directory.dialect.fields import BY_NAME, OUTPUT_FIELDS, Field, field_named
from closeknit.directory.importing.missing import is_missing

SAMPLE = 200  # rows that the guess looks at
SHARE = 0.8  # of the cells that must look alike
PICTURES = tuple(field.name for field in OUTPUT_FIELDS)
WHY_HELD = "why_held"  # our own column in a file of held rows, never read back
Mapping_ = dict[str, str]

_LETTERS = (
    "contact",
    "correspondence",
    "correspondent",
    "trustee",
    "secretary",
    "treasurer",
    "registered office",
    "home",
)
_OF_PLACE = ("postcode", "post code", "address", "lat", "lng", "lon", "latitude", "longitude", "town", "street")
_ENDINGS: tuple[tuple[str, str], ...] = (  # what a heading ends with or contains, in order of trust
    (r"\bpost ?code$", "postcode"),
    (r"\b(web|website|url)$", "website"),
    (r"\bcharity (number|no)\b", "charity_number"),
    (r"\bcompany (number|no)\b", "company_number"),
    (r"\bopening (times|hours)\b", "opening_times"),
    (r"\baddress( \d)?$", "address"),
    (r"\b(category|theme)$", "category"),
    (r"\b(phone|telephone)$", "contact_phone"),
    (r"\be ?mail$", "contact_email"),
    (r"\b(description|activities|aims)$", "aims"),
    (r"\bname$", "name"),
)


@dataclass(frozen=True, slots=True)
class Guess:
    """``field`` is empty for a column that is left out; ``why`` is a sentence about it, if any."""

    column: str
    field: str
    why: str = ""


def guess(columns: Sequence[str], sample: Sequence[Sequence[str]]) -> list[Guess]:
    """A guess for each column. Exact names first, then known headings, then the looks of the cells."""
    taken: set[str] = set()
    found: dict[str, Guess] = {}
    cells = {column: _told(sample, place) for place, column in enumerate(columns)}
    for rule in (_by_name, _for_letters, _by_heading, _by_ending, _by_looks):
        for column in columns:
            if column in found:
                continue
            one = rule(column, cells[column])
            if one is not None and _is_free(one.field, taken):
                found[column] = one
                taken.add(one.field)
    if "name" not in taken and (column := _likeliest_name(columns, found, cells)):
        found[column] = Guess(column, "name", _("It looks like names."))
    return [found.get(column, Guess(column, "")) for column in columns]


def mapping_of(guesses: Sequence[Guess]) -> Mapping_:
    return {one.column: one.field for one in guesses}


def corrected(mapping: Mapping_, wishes: Mapping[str, str]) -> Mapping_:
    """The mapping with what a person said instead; headings are matched whatever their case."""
    by_folded = {text.fold(column): column for column in mapping}
    result = dict(mapping)
    for heading, name in wishes.items():
        column = heading if heading in mapping else by_folded.get(text.fold(heading))
        if column is None:
            known = ", ".join(mapping)
            raise Refused(
                _("There is no column “%(column)s”. The file has: %(known)s.") % {"column": heading, "known": known}
            )
        field = field_named(name) if name else None
        if name and field is None:
            raise Refused(_("There is no field “%(field)s”. See docs/imports.md for their names.") % {"field": name})
        if field is not None and not field.may_repeat:
            result = {other: "" if of == name else of for other, of in result.items()}
        result[column] = name
    return result


def checked(mapping: Mapping_) -> Mapping_:
    """The mapping, if a group's name can be found with it."""
    if "name" not in mapping.values():
        raise Refused(_("Which column holds the groups’ names? Please say so: --map COLUMN=name."))
    return mapping


def _is_free(name: str, taken: set[str]) -> bool:
    field = field_named(name)
    return not name or name not in taken or (field is not None and field.may_repeat)


def _by_name(column: str, _cells: Sequence[str]) -> Guess | None:
    if column == WHY_HELD:
        return Guess(column, "", _("Our own note on why the row was held."))
    if column in PICTURES:
        return Guess(column, "", _("Pictures are never fetched from a list: add them on the page of the group."))
    if column in ("_lat", "_lng"):
        return Guess(column, column[1:])
    return Guess(column, column) if field_named(column) else None


def _for_letters(column: str, cells: Sequence[str]) -> Guess | None:
    """A correspondent's address is where letters go, often somebody's home: never a meeting place."""
    heading = _folded(column)
    if not any(word in heading for word in _LETTERS) or not any(
        word in heading.split() or word in heading for word in _OF_PLACE[:3]
    ):
        return None
    why = _("Where letters go, often somebody’s home: never put on the map.")
    if "post" in heading or _share(cells, postcodes.normalise) >= SHARE:
        return Guess(column, "correspondence_postcode", why)
    return Guess(column, "", why)


def _by_heading(column: str, _cells: Sequence[str]) -> Guess | None:
    heading = _folded(column)
    for field in BY_NAME.values():
        if heading in field.also or heading == _folded(field.name):
            return Guess(column, field.name)
    return None


def _by_ending(column: str, cells: Sequence[str]) -> Guess | None:
    heading = _folded(column)
    for pattern, name in _ENDINGS:
        if re.search(pattern, heading) and (name != "postcode" or not cells or _share(cells, _is_postcode) > 0):
            return Guess(column, name)
    return None


def _by_looks(column: str, cells: Sequence[str]) -> Guess | None:
    looks: tuple[tuple[str, Callable[[str], object], str], ...] = (
        ("postcode", _is_postcode, _("It looks like postcodes.")),
        ("website", _is_address, _("It looks like web addresses.")),
        ("contact_email", _is_email, _("It looks like e-mail addresses.")),
    )
    return next(
        (Guess(column, name, why) for name, is_like, why in looks if cells and _share(cells, is_like) >= SHARE), None
    )


def _likeliest_name(
    columns: Sequence[str], found: Mapping[str, Guess], cells: Mapping[str, Sequence[str]]
) -> str | None:
    """The first unclaimed column whose cells are short words and mostly different."""
    for column in columns:
        told = cells[column]
        if column in found or len(told) < 1:
            continue
        are_words = _share(told, lambda cell: 2 < len(cell) <= 120 and any(map(str.isalpha, cell))) >= SHARE  # noqa: PLR2004 - a name's length
        if are_words and len(set(told)) > len(told) / 2:
            return column
    return None


def _told(sample: Sequence[Sequence[str]], place: int) -> list[str]:
    cells = (row[place].strip() for row in sample[:SAMPLE] if place < len(row))
    return [cell for cell in cells if not is_missing(cell)]


def _share(cells: Sequence[str], is_like: Callable[[str], object]) -> float:
    return sum(1 for cell in cells if is_like(cell)) / len(cells) if cells else 0.0


def _folded(heading: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.fold(heading)).split())


def _is_postcode(cell: str) -> bool:
    return postcodes.normalise(cell) is not None


def _is_address(cell: str) -> bool:
    return cell.startswith("www.") or (urlsplit(cell).scheme in ("http", "https") if "//" in cell else False)


def _is_email(cell: str) -> bool:
    return re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", cell) is not None


def fields_for_choice() -> list[Field]:
    """What a person may choose for a column, besides the columns of services."""
    return [field for field in BY_NAME.values() if field.name not in ("uuid", "slug", "source", "created_at")]
