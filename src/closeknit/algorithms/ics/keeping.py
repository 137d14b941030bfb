"""Events of a feed as plain values, to be kept as JSON from one reading to the next."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from closeknit.algorithms.ics.feed import FeedEvent
from closeknit.algorithms.schedule.recurrence import Recurrence

_TUPLES = ("byday", "bymonthday", "bymonth", "bysetpos")
_NUMBERS_AND_WORDS = ("minutes", "freq", "interval", "count", "wkst")
_OWN = tuple(field.name for field in fields(FeedEvent) if field.name not in {"recurrence", "recurrence_id", "modified"})


def packed(event: FeedEvent) -> dict[str, Any]:
    """All of it in strings, numbers and lists."""
    return {
        **{name: getattr(event, name) for name in _OWN},
        "recurrence_id": event.recurrence_id.isoformat() if event.recurrence_id else None,
        "modified": event.modified.astimezone(UTC).isoformat() if event.modified else None,
        "recurrence": _packed(event.recurrence),
    }


def unpacked(kept: Mapping[str, Any]) -> FeedEvent:
    """The event that was packed."""
    original, modified = kept["recurrence_id"], kept["modified"]
    return FeedEvent(
        recurrence=_unpacked(kept["recurrence"]),
        recurrence_id=datetime.fromisoformat(original) if original else None,
        modified=datetime.fromisoformat(modified) if modified else None,
        **{name: kept[name] for name in _OWN},
    )


def _packed(its: Recurrence) -> dict[str, Any]:
    return {
        **{name: getattr(its, name) for name in _NUMBERS_AND_WORDS},
        **{name: list(getattr(its, name)) for name in _TUPLES},
        "start": its.start.isoformat(),
        "zone": str(its.zone),
        "until": its.until.isoformat() if its.until else None,
        "dates": [wall.isoformat() for wall in its.dates],
        "without": sorted(wall.isoformat() for wall in its.without),
    }


def _unpacked(kept: Mapping[str, Any]) -> Recurrence:
    values: dict[str, Any] = {name: kept[name] for name in _NUMBERS_AND_WORDS}
    values |= {name: tuple(kept[name]) for name in _TUPLES}
    return Recurrence(
        start=datetime.fromisoformat(kept["start"]),
        zone=ZoneInfo(kept["zone"]),
        until=date.fromisoformat(kept["until"]) if kept["until"] else None,
        dates=tuple(map(datetime.fromisoformat, kept["dates"])),
        without=frozenset(map(datetime.fromisoformat, kept["without"])),
        **values,
    )
