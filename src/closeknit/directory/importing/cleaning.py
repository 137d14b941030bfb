"""A cell as a value of its field: the reading half of ``dialect.flat``.

A rule returns the value or raises ``Unclear`` with a sentence; ``instead`` is what to go on with,
and without it the whole row cannot be used. Lists hold words, which ``vocabulary`` then looks up.
"""

import json
import re
import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlsplit

from dateutil import parser as dates
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.dateparse import parse_datetime
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from closeknit.algorithms import geo, postcodes, text
from closeknit.directory import drawn_areas
from closeknit.directory.dialect import timetable
from closeknit.directory.dialect.fields import Field
from closeknit.directory.dialect.records import identifier, split_identifier
from closeknit.directory.importing.words import (
    ACCESS,
    CONFIRMED_HOW,
    COST,
    FLAGS,
    KINDS,
    PRECISIONS,
    STATES,
    VISIBILITIES,
)
from closeknit.directory.vocabulary import RelationKind
from closeknit.places.outlines import Unsound

Rule = Callable[[str, Field], Any]
LISTS = ("words", "themes", "areas", "access", "identifiers", "relations", "charity_number", "company_number")
NOTHING: dict[str, Any] = {  # what an empty cell of each sort means; "" for all others
    **{sort: [] for sort in LISTS},
    **dict.fromkeys(("year", "age", "degrees", "metres", "date", "moment", "coordinates", "outline"), None),
    "timetable": (),
}
_UNKNOWN = object()
OLDEST_YEAR = 900
MOST_ITEMS = 200
MOST_AGE = 130
LONGEST_SCHEME, LONGEST_NUMBER = 40, 80


class Unclear(Exception):
    """A cell that does not say what its column is for."""

    def __init__(self, sentence: str, instead: Any = _UNKNOWN) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.instead = instead

    @property
    def is_fatal(self) -> bool:
        return self.instead is _UNKNOWN


def nothing(field: Field) -> Any:
    """The value of an empty cell."""
    empty = NOTHING.get(field.holds, "")
    return list(empty) if isinstance(empty, list) else empty


def clean(cell: str, field: Field) -> Any:
    """The value of a cell that says something."""
    return RULES.get(field.holds, _line)(cell, field)


def _line(cell: str, field: Field) -> str:
    return _short(text.clean_line(cell), field)


def _text(cell: str, field: Field) -> str:
    return _short(text.clean_text(cell), field)


def _short(value: str, field: Field) -> str:
    if len(value) <= field.limit:
        return value
    sentence = _("“%(field)s” is longer than %(limit)d letters") % {"field": field.label, "limit": field.limit}
    if field.name in ("name", "external_id"):
        raise Unclear(sentence + ".")
    raise Unclear(_("%(sentence)s: it was cut.") % {"sentence": sentence}, text.excerpt(value, field.limit))


def _unclear(cell: str, field: Field, instead: Any = "") -> Unclear:
    shown = {"cell": text.excerpt(cell, 60), "field": field.label}
    return Unclear(_("“%(cell)s” was not understood as: %(field)s.") % shown, instead)


def _uuid(cell: str, field: Field) -> str:
    try:
        return str(uuid.UUID(cell.strip()))
    except ValueError:
        raise _unclear(cell, field) from None


def _slug(cell: str, field: Field) -> str:
    value = cell.strip()
    if re.fullmatch(r"[-a-zA-Z0-9_]{1,200}", value):
        return value
    raise _unclear(cell, field)


def _one_of(words: dict[str, str]) -> Rule:
    """A code, or one of the words that people use for it."""

    def rule(cell: str, field: Field) -> str:
        code = words.get(_folded(cell))
        if code is None:
            raise _unclear(cell, field)
        return code

    return rule


def _kind(cell: str, field: Field) -> str:
    folded = _folded(cell)
    if folded in KINDS:
        return KINDS[folded]
    for word, code in KINDS.items():
        if re.search(rf"\b{re.escape(word)}\b", folded):
            return code
    raise _unclear(cell, field)


def _flag(cell: str, field: Field) -> bool:
    flag = FLAGS.get(_folded(cell))
    if flag is None:
        raise _unclear(cell, field, field.name == "is_running")
    return flag


def _items(cell: str, field: Field) -> list[str]:
    """Several words in one cell, however they are set apart; each once."""
    if cell.lstrip()[:1] == "[":
        try:
            parts = [item for item in json.loads(cell) if isinstance(item, str)]
        except (ValueError, RecursionError):
            parts = [cell]
    else:
        parts = re.split(r"[;|\n]" if ";" in cell else r"[,|\n]" if field.holds != "areas" else r"[|\n]", cell)
    words = dict.fromkeys(text.clean_line(part)[: field.limit] for part in parts)
    return [word for word in words if word][:MOST_ITEMS]


def _access(cell: str, field: Field) -> list[str]:
    found = [ACCESS.get(_folded(item)) for item in _items(cell, field)]
    known = [code for code in dict.fromkeys(found) if code]
    if None in found:
        raise _unclear(cell, field, known)
    return known


def _whole(low: int, high: int) -> Rule:
    def rule(cell: str, field: Field) -> int:
        found = re.fullmatch(r"\s*(\d{1,4})(?:\.0+)?\s*", cell)
        if not found or not low <= int(found[1]) <= high:
            raise _unclear(cell, field, None)
        return int(found[1])

    return rule


def _year(cell: str, field: Field) -> int:
    found = re.search(r"(?<!\d)(\d{3,4})(?!\d)", cell)
    if not found or not OLDEST_YEAR <= int(found[1]) <= date.today().year + 1:  # noqa: DTZ011 - the year is enough
        raise _unclear(cell, field, None)
    return int(found[1])


def _number(cell: str, field: Field) -> float:
    try:
        value = float(cell.strip().rstrip("°"))
    except ValueError:
        raise _unclear(cell, field, None) from None
    if value != value or abs(value) > 10_000_000:  # noqa: PLR0124, PLR2004 - NaN; metres of the whole Earth
        raise _unclear(cell, field, None)
    return value


def _coordinates(cell: str, field: Field) -> tuple[float, float]:
    found = geo.parse_coordinates(cell)
    if found is None:
        raise _unclear(cell, field, None)
    return found


def _postcode(cell: str, field: Field) -> str:
    value = postcodes.normalise(cell) or postcodes.normalise_outcode(cell)
    if value:
        return value
    found = postcodes.find_postcodes(cell)
    if found:
        return found[0]
    raise _unclear(cell, field)


def _address(cell: str, field: Field) -> str:
    """A web address; the scheme may be missing, as people leave it out."""
    value = cell.strip()
    if "//" not in value and re.match(r"[\w-]+(\.[\w-]+)+(/|$|\?)", value):
        value = f"https://{value}"
    try:
        parts = urlsplit(value)
        is_good = (
            parts.scheme.lower() in ("http", "https") and "." in (parts.hostname or "") and "@" not in parts.netloc
        )
    except ValueError:
        is_good = False
    if not is_good or len(value) > field.limit or re.search(r"[\s<>\"\\^`{|}]", value):
        raise _unclear(cell, field)
    return value


def _email(cell: str, field: Field) -> str:
    value = cell.strip()
    try:
        validate_email(value)
    except ValidationError:
        raise _unclear(cell, field) from None
    return value


def _date(cell: str, field: Field) -> date:
    value = cell.strip()
    try:
        return (
            date.fromisoformat(value[:10])
            if re.match(r"\d{4}-\d\d-\d\d", value)
            else dates.parse(value[:40], dayfirst=True).date()
        )
    except (ValueError, OverflowError):
        raise _unclear(cell, field, None) from None


def _moment(cell: str, field: Field) -> datetime:
    try:
        value = parse_datetime(cell.strip())
    except ValueError:
        value = None
    if value is None:
        raise _unclear(cell, field, None)
    return (value if value.tzinfo else make_aware(value)).astimezone(timezone(timedelta(0)))


def _timetable(cell: str, field: Field) -> tuple[Any, ...]:
    try:
        return timetable.read(cell)
    except ValueError:
        raise _unclear(cell, field, ()) from None


def _identifiers(cell: str, field: Field) -> list[str]:
    """Each number once, however it is spelled: ``GB-CHC:1`` is ``GB-CHC-1``."""
    told = [[part.strip() for part in split_identifier(item)] for item in _items(cell, field)]
    return sorted(
        {
            identifier(scheme, number)
            for scheme, number in told
            if 0 < len(scheme) <= LONGEST_SCHEME and 0 < len(number) <= LONGEST_NUMBER
        }
    )


def _charity_number(cell: str, field: Field) -> list[str]:
    """GB-CHC for England and Wales, GB-SC for Scotland, GB-NIC for Northern Ireland."""
    value = _folded(cell).replace(" ", "").upper()
    if found := re.fullmatch(r"(?:GBCHC)?(\d{5,8})(?:0)?", value):
        return [f"GB-CHC-{found[1]}"]
    if re.fullmatch(r"SC\d{6}", value):
        return [f"GB-SC-{value}"]
    if re.fullmatch(r"NIC\d{6}", value):
        return [f"GB-NIC-{value[3:]}"]
    raise _unclear(cell, field, [])


def _company_number(cell: str, field: Field) -> list[str]:
    value = _folded(cell).replace(" ", "").upper()
    if re.fullmatch(r"(\d{6,8}|[A-Z]{2}\d{6})", value):
        return [f"GB-COH-{value.zfill(8)}"]
    raise _unclear(cell, field, [])


def _as_list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _relations(cell: str, field: Field) -> list[dict[str, Any]]:
    try:
        ties = {(tie["to"], tie["kind"]): tie for tie in map(_tie, _as_list(json.loads(cell)))}  # each once
        return [ties[key] for key in sorted(ties)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise _unclear(cell, field, []) from None


def _outline(cell: str, field: Field) -> dict[str, Any]:
    try:
        return drawn_areas.parse(cell)
    except Unsound as reason:
        raise Unclear(f"“{field.label}”: {reason}", None) from None


def _tie(tie: dict[str, Any]) -> dict[str, Any]:
    days = {name: date.fromisoformat(tie[name]).isoformat() if tie.get(name) else None for name in ("since", "until")}
    confirmed = datetime.fromisoformat(tie["confirmed_at"]).isoformat() if tie.get("confirmed_at") else None
    kind, to = RelationKind(tie["kind"]).value, str(uuid.UUID(tie["to"]))
    return {"kind": kind, "to": to, "note": str(tie.get("note") or "")[:200], **days, "confirmed_at": confirmed}


def _folded(cell: str) -> str:
    return " ".join(re.sub(r"[^\w£/+]+", " ", text.fold(cell)).replace("_", " ").split())


RULES: dict[str, Rule] = {
    "text": _text,
    "uuid": _uuid,
    "slug": _slug,
    "kind": _kind,
    "state": _one_of(STATES),
    "visibility": _one_of(VISIBILITIES),
    "precision": _one_of(PRECISIONS),
    "cost_kind": _one_of(COST),
    "confirmed_how": _one_of(CONFIRMED_HOW),
    "flag": _flag,
    "words": _items,
    "themes": _items,
    "areas": _items,
    "access": _access,
    "identifiers": _identifiers,
    "charity_number": _charity_number,
    "company_number": _company_number,
    "relations": _relations,
    "outline": _outline,
    "year": _year,
    "age": _whole(0, MOST_AGE),
    "degrees": _number,
    "metres": _number,
    "coordinates": _coordinates,
    "postcode": _postcode,
    "address": _address,
    "email": _email,
    "date": _date,
    "moment": _moment,
    "timetable": _timetable,
}
