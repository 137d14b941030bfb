"""What devices send, read with care: one batch of items, each with a number made on the device.

The shape is told in docs/decisions. Nothing here asks the database.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from closeknit.networks.meeting_vocabulary import ItemSort, Outcome

MARK = "hall-1"  # says that an answer is ours, and not that of a wifi that wants to be paid
MOST_ITEMS = 100
LONGEST = 262_144  # bytes


class NotABatch(ValueError):
    """The whole of it cannot be read. The message is a sentence."""


@dataclass(frozen=True, slots=True)
class Item:
    """``fields`` are checked by the form of its sort. ``base`` is the version of the note that was changed."""

    client_id: UUID
    sort: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    base: int | None = None
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    number: str
    device: UUID | None
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Answer:
    """``note`` is the number of the note that now holds the words: another one where both were kept."""

    client_id: UUID
    outcome: str
    version: int = 1
    note: UUID | None = None
    sentence: str = ""

    def told(self) -> dict[str, Any]:
        return {
            "client_id": str(self.client_id),
            "outcome": self.outcome,
            "version": self.version,
            "note": str(self.note or self.client_id),
            "sentence": self.sentence,
        }


def refused(item: Item, sentence: str) -> Answer:
    return Answer(item.client_id, Outcome.REFUSED, sentence=str(sentence))


def read(raw: bytes) -> Batch:
    """The batch in the body of a request, or ``NotABatch``."""
    if len(raw) > LONGEST:
        raise NotABatch(_("That is too much at once."))
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise NotABatch(_("This cannot be read.")) from error
    if not isinstance(said, dict) or not str(said.get("closeknit", "")).startswith("hall-"):
        raise NotABatch(_("This is not from one of our pages."))
    items = said.get("items")
    if not isinstance(items, list) or len(items) > MOST_ITEMS:
        raise NotABatch(_("This is not a list of notes, or too long a one."))
    number = said.get("batch")
    return Batch(number if isinstance(number, str) else "", _uuid(said.get("device")), tuple(_items(items)))


def _items(items: list[Any]) -> Iterator[Item]:
    for one in items:
        number = _uuid(one.get("client_id")) if isinstance(one, dict) else None
        if number is None:
            raise NotABatch(_("One of the notes has no number."))
        yield _item(number, one)


def _item(number: UUID, one: dict[str, Any]) -> Item:
    payload, base = one.get("payload"), one.get("base_version")
    return Item(
        number,
        str(one.get("sort", ""))[:10],
        {str(name)[:40]: _plain(value) for name, value in payload.items()} if isinstance(payload, dict) else {},
        base if isinstance(base, int) and not isinstance(base, bool) else None,
        _time(one.get("written_at")),
    )


def _plain(value: Any) -> Any:
    """As a form would send it. What no database takes (a NUL, half a sign) goes; the words around it stay."""
    if isinstance(value, bool) or value is None:
        return "on" if value else ""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    return repr(value) if isinstance(value, int | float) else ""


def _uuid(said: Any) -> UUID | None:
    try:
        return UUID(said) if isinstance(said, str) else None
    except ValueError:
        return None


def _time(said: Any) -> datetime | None:
    """What the device's clock said. It may be years off, so nothing is ordered by it."""
    try:
        time = parse_datetime(said) if isinstance(said, str) and len(said) <= 40 else None  # noqa: PLR2004 - the longest one
        return time.astimezone(UTC) if time is not None and time.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


SORTS = frozenset(ItemSort.values)
