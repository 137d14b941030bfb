"""All that the hub holds about one person, as a file for machines and as one for people."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from closeknit.accounts.personal_data import written_by_others
from closeknit.core.personal_data import Section, sections_about

MOST_COLUMNS = 4  # more of them are read better below each other


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section as a person reads it: a table where its ``labels`` are few, else a list for each row.
    What is empty in every row is left out of a table, and what is empty at all out of a list."""

    title: str
    labels: tuple[str, ...]
    rows: list[list[tuple[str, str]]]  # label and value

    @property
    def is_table(self) -> bool:
        return len(self.labels) <= MOST_COLUMNS


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


def as_chapters(person: Any) -> list[Chapter]:
    return _chapters(sections_about(person), person)


def as_chapters_for_paper(person: Any) -> list[Chapter]:
    """For whoever prints it for somebody without e-mail: all, or what others wrote of them once they have signed in
    themselves. What one says, reports or is told here is for one's own eyes."""
    sections = sections_about(person) if person.last_login is None else written_by_others(person)
    return _chapters(sections, person)


def _chapters(sections: Sequence[Section], person: Any) -> list[Chapter]:
    return [_chapter(str(section.title), section.in_words(person)) for section in sections]


def _chapter(title: str, rows: Any) -> Chapter:
    told = [{str(name): in_words(value) for name, value in row.items()} for row in rows]
    labels = tuple(dict.fromkeys(name for row in told for name, words in row.items() if words))
    chapter = Chapter(title, labels, [[(label, row.get(label, "")) for label in labels] for row in told])
    if chapter.is_table:
        return chapter
    return Chapter(title, labels, [[(label, words) for label, words in row if words] for row in chapter.rows])


def in_words(value: Any) -> str:
    """A stored value as a person reads it; empty for nothing."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, date | time):
        return _moment(value)
    if isinstance(value, list | tuple) and not isinstance(value, Promise):
        return "\n".join(in_words(item) for item in value)
    return str(value)


def _moment(value: date | time) -> str:
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    return time_format(value, "H:i") if isinstance(value, time) else date_format(value, "j F Y")
