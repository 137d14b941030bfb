"""Ready agendas, and when each item of one begins."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from closeknit.networks.meeting_vocabulary import ItemKind


@dataclass(frozen=True, slots=True)
class Planned:
    """An item of a ready agenda."""

    title: Any
    minutes: int
    kind: str


@dataclass(frozen=True, slots=True)
class ReadyAgenda:
    key: str
    name: Any
    words: Any
    items: tuple[Planned, ...]

    @property
    def minutes(self) -> int:
        return sum(item.minutes for item in self.items)


REPORTS = Planned(_("Each table reports back"), 15, ItemKind.REPORTING)
NEXT_STEPS = Planned(_("Next steps: who does what by when"), 15, ItemKind.ACTIONS)

READY = (
    ReadyAgenda(
        "first",
        _("First network meeting"),
        _("For people who do not know each other yet: meet, talk at tables, choose together."),
        (
            Planned(_("Welcome, and how this evening works"), 10, ItemKind.WELCOME),
            Planned(_("Who is in the room: each says who they are and what they do"), 20, ItemKind.INTRODUCTIONS),
            Planned(_("Tables: what matters most to us?"), 40, ItemKind.TABLES),
            REPORTS,
            Planned(_("Dots: what comes first?"), 10, ItemKind.DOTS),
            NEXT_STEPS,
            Planned(_("Tea, and time to talk"), 10, ItemKind.BREAK),
        ),
    ),
    ReadyAgenda(
        "usual",
        _("Usual network meeting"),
        _("Begins with what was promised last time, then goes on with the priorities."),
        (
            Planned(_("Welcome, and who is new"), 10, ItemKind.INTRODUCTIONS),
            Planned(_("What was promised last time, and how it stands"), 15, ItemKind.ACTIONS),
            Planned(_("Tables: the next step for each priority"), 40, ItemKind.TABLES),
            REPORTS,
            Planned(_("Dots: what do we do first?"), 10, ItemKind.DOTS),
            NEXT_STEPS,
        ),
    ),
    ReadyAgenda(
        "guest",
        _("With a guest who answers questions"),
        _("Somebody comes to tell and to answer, such as a council officer. Then tables, and what follows."),
        (
            Planned(_("Welcome, and who is here"), 10, ItemKind.INTRODUCTIONS),
            Planned(_("Our guest tells"), 20, ItemKind.TALK),
            Planned(_("Tables: what do we ask, and what do we offer?"), 25, ItemKind.TABLES),
            Planned(_("Questions from the tables, and answers"), 30, ItemKind.REPORTING),
            NEXT_STEPS,
        ),
    ),
)


def ready(key: str) -> ReadyAgenda | None:
    return next((agenda for agenda in READY if agenda.key == key), None)


@dataclass(frozen=True, slots=True)
class Timed:
    """An item with its number from 1 and the time it is to begin and end."""

    number: int
    item: Any
    starts: datetime
    ends: datetime


def timed(items: Iterable[Any], starts: datetime) -> Iterator[Timed]:
    """Items (with ``minutes``) one after the other. Counted in real minutes, whatever clocks are put forward."""
    for number, item in enumerate(items, start=1):
        ends = starts + timedelta(minutes=item.minutes)
        yield Timed(number, item, starts, ends)
        starts = ends


def seconds_left(minutes: int, began: datetime | None, now: datetime) -> int | None:
    """Of the item that is on: below nought when it runs over, None if nothing is on."""
    if began is None:
        return None
    return int((began + timedelta(minutes=minutes) - now).total_seconds())
