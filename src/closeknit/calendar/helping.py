"""Events that somebody writes for a person whom they help: by that person's right, never by the helper's own.

Only for a group that may be shown to all: the form of an event tells where it is, and nobody runs a network
through a helper. See docs/decisions 0030.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from closeknit.accounts import with_help
from closeknit.calendar.models import Series
from closeknit.calendar.policies import place_is_open
from closeknit.core.policy import may, require
from closeknit.directory.models import Group
from closeknit.directory.policies import groups_of


@dataclass(frozen=True, slots=True)
class Writers:
    """From whom an event, or a change of it, can be: the person who writes, and those they help."""

    person: Any
    is_own: bool
    helped: Sequence[Any]

    def ask(self, form: forms.Form) -> None:
        with_help.ask(form, self.person, among=self.helped, or_me=self.is_own)


def writers(person: Any, permission: str, thing: Any) -> Writers:
    """Nobody at all is a refusal. One query, and what the rights of each cost."""
    is_own = may(person, permission, thing)
    helped = [one for one in with_help.helped_by(person) if may(one, permission, thing)] if _is_open(thing) else []
    if not helped:
        require(person, permission, thing)
    return Writers(person, is_own, helped)


def groups_for(person: Any) -> list[Group]:
    """Groups that this person, or somebody they help, looks after."""
    own = list(groups_of(person))
    known = {group.pk for group in own}
    for one in with_help.helped_by(person):
        own += [group for group in groups_of(one) if group.pk not in known and _is_open(group)]
        known |= {group.pk for group in own}
    return sorted(own, key=lambda group: (group.name.casefold(), group.pk))


def can_be_changed_with_help(person: Any, series: Series) -> bool:
    """Whether a page shows the way to change it. One query for somebody who helps nobody."""
    helped: Iterable[Any] = with_help.helped_by(person) if person is not None and _is_open(series) else ()
    return any(may(one, "calendar.change_series", series) for one in helped)


def _is_open(thing: Any) -> bool:
    group = thing.group if isinstance(thing, Series) else thing
    is_kept_safe = not isinstance(group, Group) or group.is_sensitive
    return not is_kept_safe and (not isinstance(thing, Series) or place_is_open(thing, thing.venue))
