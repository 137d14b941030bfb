"""What letters with news are made of: one part for each thing, with what happened to it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from closeknit.accounts.models import Person
from closeknit.journal.models import Notice
from closeknit.journal.sentences import Key, Line, about_of, gathered, keys_of
from closeknit.journal.things import Shown, bunch_of, shown_to_each


@dataclass(frozen=True, slots=True)
class Part:
    """One thing and what happened to it; ``address`` is absolute."""

    name: str
    address: str
    lines: Sequence[Line]


def unread(notices: Iterable[Notice]) -> list[Notice]:
    """What somebody saw on the hub need not come by letter too."""
    new = [notice for notice in notices if notice.read_at is None]
    return sorted(new, key=lambda notice: notice.entry_id)


def parts_of(notices: Collection[Notice], shown: Mapping[Key, Shown]) -> list[Part]:
    """One for each thing; comments about a group, and other parts of one thing, share one."""
    bunches: dict[tuple[str, int | str], list[Notice]] = {}
    for notice in notices:
        key = about_of(notice.entry)
        if key in shown:
            bunches.setdefault(bunch_of(key, shown[key].name), []).append(notice)
    return [
        Part(first.name, _absolute(first.address), lines)
        for some in bunches.values()
        if (lines := gathered(some, shown)) and (first := shown[about_of(some[0].entry)])
    ]


def shown_for(notices: Iterable[Notice]) -> dict[Person, dict[Key, Shown]]:
    wanted: dict[Any, set[Key]] = {}
    for notice in notices:
        keys = wanted.setdefault(notice.person, set())
        keys |= keys_of([notice.entry])
        if notice.via_kind:
            keys.add((notice.via_kind, notice.via_id))
    return shown_to_each(wanted)


def _absolute(address: str) -> str:
    return settings.PUBLIC_URL + address if address.startswith("/") else address


def choices_address() -> str:
    return settings.PUBLIC_URL + reverse("journal:choices")
