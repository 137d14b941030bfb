"""Dates as lists and pages tell them. Nothing here says where a confidential place is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.calendar import hosts, policies, wording
from closeknit.calendar.dates import Happening
from closeknit.directory.reads import access_labels
from closeknit.directory.vocabulary import CostKind


@dataclass(frozen=True, slots=True)
class Line:
    """One date in a list."""

    happening: Happening
    day: date
    title: str
    address: str
    hours: str
    host: str
    host_address: str
    place: str
    cost: str
    access: tuple[str, ...]

    @property
    def is_cancelled(self) -> bool:
        return self.happening.is_cancelled

    @property
    def is_moved(self) -> bool:
        return self.happening.is_moved

    @property
    def note(self) -> str:
        return self.happening.note


def lines(found: Sequence[Happening]) -> list[Line]:
    """All of these. One query for each kind of host above the groups."""
    names = hosts.names_of({one.series.pk: one.series for one in found}.values())
    return [_line(one, *names.get(one.series.pk, ("", ""))) for one in found]


def by_day(found: Iterable[Line]) -> list[tuple[date, list[Line]]]:
    return [(day, list(some)) for day, some in groupby(found, key=lambda line: line.day)]


def address_of(one: Happening) -> str:
    return reverse("calendar:happening", args=[one.series.slug, one.original])


def place_words(one: Happening) -> str:
    """Where it is in a few words."""
    if not policies.place_is_open(one.series, one.venue):
        return _("Whoever comes is told where")
    words = ", ".join(filter(None, [one.venue.name if one.venue else "", one.place_words]))
    return words or (_("Online") if one.series.online_link else "")


def cost_words(series: Any) -> str:
    return series.cost_text or (str(CostKind(series.cost_kind).label) if series.cost_kind else "")


def access_words(one: Happening) -> tuple[str, ...]:
    """What the place and the event offer; nothing of a place that is not told."""
    is_open = policies.place_is_open(one.series, one.venue)
    codes = [*(one.venue.access if one.venue and is_open else ()), *one.series.access]
    return access_labels(dict.fromkeys(codes))


def _line(one: Happening, host: str, host_address: str) -> Line:
    return Line(
        happening=one,
        day=timezone.localdate(one.starts),
        title=one.title,
        address=address_of(one),
        hours="" if one.series.is_all_day else wording.hours(one.starts, one.ends),
        host=host,
        host_address=host_address,
        place=place_words(one),
        cost=cost_words(one.series),
        access=access_words(one),
    )
