"""What happens next at some groups: the coming dates of their regular things."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from closeknit.algorithms import schedule as schedules
from closeknit.directory import publishing
from closeknit.directory.models import Schedule
from closeknit.directory.reads import access_labels
from closeknit.directory.vocabulary import CostKind

FIELDS = (
    "service__name", "service__group_id", "service__group__name", "service__group__slug",
    "service__group__is_sensitive", "service__venue__name", "service__venue__is_confidential",
    "service__cost_kind", "service__access", "service__venue__access",
)  # fmt: skip
RULE = ("freq", "byday", "interval", "opens_at", "closes_at", "valid_from", "valid_to", "description")
MOST_ACCESS = 2  # that one line has room for; the group's page tells all

Found = tuple[date, schedules.Schedule, dict[str, Any]]  # a day, by which rule, and of what


@dataclass(frozen=True, slots=True)
class Coming:
    """One coming date of a service, as anyone may know it."""

    day: date
    service: str
    group: str
    slug: str
    hours: str
    venue: str
    cost: str
    access: str


def coming(group_ids: Collection[int], *, now: datetime, within: timedelta, most: int) -> list[Coming]:
    """The next dates of public groups, the soonest first, one for each group, spread over the days.
    One query."""
    rows = Schedule.objects.filter(
        service__group_id__in=group_ids, service__is_running=True, service__group__visibility="public"
    )
    found: list[Found] = []
    for row in rows.values(*FIELDS, *RULE):
        rule = schedules.Schedule(**{name: row[name] for name in RULE})
        found += [
            (day, rule, row) for day in schedules.next_dates(rule, now=now, limit=1) if day <= now.date() + within
        ]
    found.sort(key=lambda one: (one[0], one[1].opens_at or time.max, one[2]["service__group_id"]))
    soonest: dict[int, Found] = {}
    for one in found:
        soonest.setdefault(one[2]["service__group_id"], one)
    return [_told(*one) for one in _spread(list(soonest.values()), most)]


def _spread(dates: list[Found], most: int) -> list[Found]:
    """So many of these dates, in their order, from as many days as there are."""
    nth, turns = Counter[date](), []
    for place, (day, *_) in enumerate(dates):
        turns.append((nth[day], place))
        nth[day] += 1
    return [dates[place] for place in sorted(place for _, place in sorted(turns)[:most])]


def _told(day: date, rule: schedules.Schedule, row: dict[str, Any]) -> Coming:
    may_tell_venue = publishing.may_name_place(
        is_sensitive=row["service__group__is_sensitive"],
        is_confidential=bool(row["service__venue__is_confidential"]),
    )
    venue_access = (row["service__venue__access"] or []) if may_tell_venue else []
    access = access_labels((*venue_access, *row["service__access"]))
    cost = row["service__cost_kind"]
    return Coming(
        day,
        row["service__name"],
        row["service__group__name"],
        row["service__group__slug"],
        schedules.hours_in_words(rule),
        (row["service__venue__name"] or "") if may_tell_venue else "",
        str(CostKind(cost).label) if cost else "",
        ", ".join(access[:MOST_ACCESS]),
    )
