"""What became of a person's own words and deeds: each room tells of its own, and my page shows all.

Received, read by, published or not and why, answered, done: each step has a day, and a sentence
where one is due.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """How far a contribution has come. TAKEN_BACK is the person's own doing."""

    RECEIVED = "received", _("Received")
    READ = "read", _("Read")
    PUBLISHED = "published", _("Shown to all")
    NOT_PUBLISHED = "not-published", _("Not shown")
    ANSWERED = "answered", _("Answered")
    DONE = "done", _("Done")
    TAKEN_BACK = "taken-back", _("Taken back")


@dataclass(frozen=True, slots=True)
class Contribution:
    """One thing that a person brought, and how far it has come. ``words`` says by whom, or why."""

    title: str
    address: str
    state: Stage
    since: datetime
    words: str = ""


Teller = Callable[[Any], Iterable[Contribution]]

MOST = 20  # of each room; the newest

_tellers: dict[str, Teller] = {}


def register(name: str, teller: Teller) -> None:
    """Called in ``AppConfig.ready()``: ``teller(person)`` gives the newest of one kind, in one query."""
    _tellers[name] = teller


def contributions_of(person: Any) -> list[Contribution]:
    """All that this person brought, what moved last first. The queries are those of the rooms."""
    told = [one for teller in _tellers.values() for one in teller(person)]
    return sorted(told, key=lambda one: one.since, reverse=True)
