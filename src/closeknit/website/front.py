"""What the front page shows: the neighbourhoods, what people do, what is on this week, who is new."""

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from closeknit.calendar.sections import this_week
from closeknit.directory.coming import coming
from closeknit.directory.search import GroupQuery, Results, bitmaps, search
from closeknit.directory.search.cards import cards, group_address
from closeknit.directory.search.columns import day_number
from closeknit.directory.search.facets import Option
from closeknit.directory.search.matching import match
from closeknit.directory.search.ordering import lately_confirmed
from closeknit.directory.search.snapshot import Snapshot
from closeknit.directory.vocabulary import GroupState, Weekday

NEWEST = 6
THIS_WEEK = 5
ASKED_FOR_WEEK = 60  # groups whose times are looked at
WEEK = timedelta(days=6)
YEAR = timedelta(days=365)
MOST_THEMES = 12
AWAKE = (GroupState.ACTIVE.value, GroupState.QUIET.value)


def front(now: datetime, version: int | str | None) -> dict[str, Any]:
    """The context of the front page. Three queries, whatever the number of groups, and three for the calendar."""
    results = search(GroupQuery(order="confirmed"), now=now, version=version)
    snapshot, today = results.snapshot, now.date()
    return {
        "total": results.total,
        "newest": cards(results.ids[:NEWEST], snapshot, today=today),
        "neighbourhoods": _neighbourhoods(results),
        "themes": _themes(results),
        "week": _in_the_calendar() or _this_week(snapshot, now),
        "freshness_share": _freshness(snapshot, today),
    }


def _options(results: Results, name: str) -> tuple[Option, ...]:
    return next((facet.options for facet in results.facets if facet.name == name), ())


def _neighbourhoods(results: Results) -> list[tuple[str, int, str, int]]:
    """The areas right below the whole place: name, groups, address, selvedge."""
    known = results.snapshot.catalogue.areas_by_slug
    return [
        (str(option.label), option.count, reverse("places:area", args=[option.slug]), known[option.slug].pattern)
        for option in _options(results, "area")
    ]


def _themes(results: Results) -> list[tuple[str, int, str]]:
    """What most groups care about: name, groups, address."""
    widest = sorted(_options(results, "theme"), key=lambda option: -option.count)[:MOST_THEMES]
    find = reverse("website:find")
    return [
        (str(option.label), option.count, f"{find}?{GroupQuery(theme=(option.slug,)).address}") for option in widest
    ]


def _in_the_calendar() -> list[tuple[date, str, str, str, str, str, str, str]]:
    """A few dates of the coming week."""
    return [
        (line.day, line.title, line.host, line.hours, line.place, line.cost, ", ".join(line.access[:2]), line.address)
        for line in this_week()
    ]


def _this_week(snapshot: Snapshot, now: datetime) -> list[tuple[date, str, str, str, str, str, str, str]]:
    """A few regular things of groups that were lately confirmed, soonest first."""
    meeting = match(GroupQuery(day=tuple(Weekday.values), state=AWAKE), snapshot).found
    ids = lately_confirmed(meeting, snapshot, ASKED_FOR_WEEK)
    return [
        (one.day, one.service, one.group, one.hours, one.venue, one.cost, one.access, group_address(one.slug))
        for one in coming(ids, now=now, within=WEEK, most=THIS_WEEK)
    ]


def _freshness(snapshot: Snapshot, today: date) -> str:
    """How many of a hundred listings were confirmed within a year, as a sentence."""
    awake = bitmaps.ids_of(match(GroupQuery(state=AWAKE), snapshot).found)
    if not len(awake):
        return ""
    fresh = np.count_nonzero(snapshot.columns.confirmed[awake] >= day_number(today - YEAR))
    share = round(100 * int(fresh) / len(awake))
    return format_html(_("<b>{share} of every 100</b> listings were confirmed in the last 12 months."), share=share)
