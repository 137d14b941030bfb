"""What there is to look after: each room says here what it has, and /manage/ shows each person theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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


def waiting_for(person: Any) -> list[tuple[Entry, int]]:
    """Where something waits for this person, and how much. One query for each entry of theirs that counts."""
    counting = (one for one in _entries.values() if one.count and may(person, one.permission))
    return [(one, many) for one in counting if (many := one.count(person))]


@dataclass(frozen=True, slots=True)
class Trail:
    """Where a page stands below /manage/: ``crumbs`` are addresses and words, widest first; ``here``
    is empty for a page deeper than those that the menu names."""

    crumbs: list[tuple[str, Words]]
    here: Words = ""


def trail_of(path: str) -> Trail | None:
    """The way back to the menu from a page of its entries or below one; None for the menu itself and elsewhere."""
    menu = reverse("website:manage")
    if path == menu or not path.startswith(menu):
        return None
    above = [(reverse(one.address), one.label) for one in _entries.values()]
    address, label = max(
        (pair for pair in above if path.startswith(pair[0])), default=("", ""), key=lambda pair: len(pair[0])
    )
    crumbs: list[tuple[str, Words]] = [(menu, _("To look after"))]
    if path == address or not address:
        return Trail(crumbs, label)
    return Trail([*crumbs, (address, label)])


def may_manage(person: Any) -> bool:
    """Whether there is anything that this person may look after."""
    return any(may(person, one.permission) for one in _entries.values())
