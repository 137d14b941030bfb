"""What there is to look after: each room says here what it has, and /manage/ shows each person theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from closeknit.core.policy import may

Words = str | Promise
Count = Callable[[Any], int | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the page. ``address`` is a route's name; ``count`` says how many wait for this person."""

    label: Words
    address: str
    permission: str
    words: Words = ""
    count: Count | None = None


_entries: dict[str, Entry] = {}


def entry(label: Words, address: str, permission: str, *, words: Words = "", count: Count | None = None) -> None:
    """Called once for each page by its room, in ``AppConfig.ready()``. ``count`` costs one query at most."""
    _entries[address] = Entry(label, address, permission, words, count)


def entries_for(person: Any) -> list[tuple[Entry, int | None]]:
    """What this person may look after, and how much waits in each; in the order of the rooms."""
    mine = [one for one in _entries.values() if may(person, one.permission)]
    return [(one, one.count(person) if one.count else None) for one in mine]


def may_manage(person: Any) -> bool:
    """Whether there is anything that this person may look after."""
    return any(may(person, one.permission) for one in _entries.values())
