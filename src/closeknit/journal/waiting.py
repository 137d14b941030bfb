"""What waits for a person to do: each room tells of its own, and my page shows all, the oldest first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do, as a link. ``group_id`` names the group it is for, if it is for one."""

    words: str
    address: str
    since: datetime
    group_id: int | None = None


Teller = Callable[[Any], Iterable[Waiting]]

_tellers: dict[str, Teller] = {}


def register(name: str, teller: Teller) -> None:
    """Called in ``AppConfig.ready()``: ``teller(person)`` gives what waits of one kind, in one query."""
    _tellers[name] = teller


def waiting_for(person: Any) -> list[Waiting]:
    """All that waits for this person, what waits longest first. The queries are those of the rooms."""
    return sorted((one for teller in _tellers.values() for one in teller(person)), key=lambda one: one.since)
