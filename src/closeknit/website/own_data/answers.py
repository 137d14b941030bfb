"""All that the hub holds about one person, as a file for machines and as one for people."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from closeknit.core.personal_data import sections_about


@dataclass(frozen=True, slots=True)
class Table:
    """A section with its rows laid out under the same headings."""

    title: str
    labels: tuple[str, ...]
    rows: list[list[str]]


class Encoder(DjangoJSONEncoder):
    """What JSON has no word for becomes text."""

    def default(self, o: Any) -> Any:
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def as_json(person: Any) -> str:
    sections = [
        {"title": str(section.title), "rows": [{str(name): row[name] for name in row} for row in section.rows]}
        for section in sections_about(person)
    ]
    told = {"made_at": timezone.now(), "number": person.uuid, "sections": sections}
    return json.dumps(told, cls=Encoder, ensure_ascii=False, indent=1)


def as_tables(person: Any) -> list[Table]:
    return [_table(str(section.title), section.rows) for section in sections_about(person)]


def _table(title: str, rows: Any) -> Table:
    labels = tuple(dict.fromkeys(str(name) for row in rows for name in row))
    by_label = [{str(name): value for name, value in row.items()} for row in rows]
    return Table(title, labels, [[in_words(row.get(label)) for label in labels] for row in by_label])


def in_words(value: Any) -> str:
    """A stored value as a person reads it; nothing is a dash."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, date | time):
        return _moment(value)
    if isinstance(value, dict | list) and not isinstance(value, Promise):
        return json.dumps(value, cls=Encoder, ensure_ascii=False)
    return str(value)


def _moment(value: date | time) -> str:
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    return time_format(value, "H:i") if isinstance(value, time) else date_format(value, "j F Y")
