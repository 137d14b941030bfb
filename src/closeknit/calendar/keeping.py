"""A rule as it lies in the database: plain values, read back as the same Recurrence."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from closeknit.algorithms.schedule.recurrence import Recurrence

_PLAIN = {"minutes": 0, "freq": "", "interval": 1, "count": None, "wkst": "MO"}
_TUPLES = ("byday", "bymonthday", "bymonth", "bysetpos")


def packed(its: Recurrence) -> dict[str, Any]:
    """All of it but the holidays, which are a table of their own; what is as usual is left out."""
    kept: dict[str, Any] = {"start": its.start.isoformat(), "zone": str(its.zone)}
    kept |= {name: getattr(its, name) for name, usual in _PLAIN.items() if getattr(its, name) != usual}
    kept |= {name: list(getattr(its, name)) for name in _TUPLES if getattr(its, name)}
    if its.until:
        kept["until"] = its.until.isoformat()
    for name, walls in (("dates", its.dates), ("without", sorted(its.without))):
        if walls:
            kept[name] = [wall.isoformat() for wall in walls]
    return kept


def unpacked(kept: Mapping[str, Any], skipped: tuple[tuple[date, date], ...] = ()) -> Recurrence:
    """The rule that was packed. ``skipped`` are the holidays in which it rests."""
    values: dict[str, Any] = {name: kept[name] for name in _PLAIN if name in kept}
    values |= {name: tuple(kept[name]) for name in _TUPLES if name in kept}
    return Recurrence(
        start=datetime.fromisoformat(kept["start"]),
        zone=_zone(kept["zone"]),
        until=date.fromisoformat(kept["until"]) if "until" in kept else None,
        dates=tuple(map(datetime.fromisoformat, kept.get("dates", ()))),
        without=frozenset(map(datetime.fromisoformat, kept.get("without", ()))),
        skipped=skipped,
        **values,
    )


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
