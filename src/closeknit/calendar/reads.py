"""What is on: for pages, lists, feeds and the rooms above."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from closeknit.calendar import upcoming
from closeknit.calendar.dates import Happening, date_named, holidays_for
from closeknit.calendar.hosts import GROUP
from closeknit.calendar.models import Change, FormerDate, Series, Upcoming
from closeknit.calendar.vocabulary import Sight
from closeknit.core.prepared import PreparedRows
from closeknit.journal.things import key_of

__all__ = ["Happening", "date_of", "happenings", "next_dates", "now_at"]

ONE_DAY = timedelta(days=1)


def happenings(
    since: datetime,
    until: datetime,
    *,
    groups: Collection[int] | None = None,
    areas: Collection[int] | None = None,
    themes: Collection[int] | None = None,
    hosts: Iterable[Any] | None = None,
    series: Collection[int] | None = None,
    person: Any = None,
) -> list[Happening]:
    """The dates that begin in the window and that this person may know of, soonest first. Cancelled ones
    are among them, and say so. Two or three queries within the coming year, whatever their number."""
    rows = Series.objects.listed_for(person)
    if groups is not None:
        rows = rows.filter(group__in=groups)
    if areas is not None:
        rows = rows.in_area(areas)
    if themes is not None:
        rows = rows.about(themes)
    if hosts is not None:
        rows = rows.filter(_of_hosts(hosts))
    if series is not None:
        rows = rows.filter(pk__in=series)
    return dates_of_rows(rows, since, until)


def dates_of_rows(rows: Any, since: datetime, until: datetime, most: int | None = None) -> list[Happening]:
    """The same for any query set of series, and no more than ``most`` of them."""
    if upcoming.holds(since, until, timezone.now()):
        found = _kept(rows, since, until, most)
    else:
        found = upcoming.dates_within(_may_be_on(rows, since, until).for_cards(), (since, until))
    return sorted(found, key=lambda one: (one.starts, one.series.title, one.series.pk, one.original))[:most]


def next_of_group(group: int, since: datetime, until: datetime) -> list[Happening]:
    """The next five dates of a group that its reader may know of, as ``happenings`` gives them, for less: what
    is asked with each page of a group. One query, one more if there are any. Within the coming year."""
    kept = NEXT_OF_GROUP(group, since, until)
    changes = _changes(kept)
    found = [_happening(row, row.series, changes) for row in kept]
    return sorted(found, key=lambda one: (one.starts, one.series.title, one.series.pk, one.original))


NEXT_OF_GROUP = PreparedRows(
    lambda group, since, until: (
        Upcoming.objects.filter(series__group=group, series__sight=Sight.SHOWN)
        .filter(starts__gte=since, starts__lt=until)
        .select_related("series__group", "series__venue__point")
        .order_by("starts", "pk")[:5]
    )
)


def next_dates(series: Series, now: datetime, most: int = 6) -> list[Happening]:
    """Those of one series that are not over, however far off. Two queries or three."""
    ahead = timedelta(days=366)
    for years in (1, 3, 10):
        found = upcoming.dates_within([series], (now - ONE_DAY, now + years * ahead))
        coming = sorted((one for one in found if one.ends > now or one.starts >= now), key=lambda one: one.starts)
        if len(coming) >= most:
            break
    return coming[:most]


def last_dates(series: Series, now: datetime, most: int = 6) -> list[Happening]:
    """Those that are over, the last first, of the last year."""
    found = upcoming.dates_within([series], (now - timedelta(days=366), now))
    return sorted((one for one in found if one.ends <= now), key=lambda one: one.starts, reverse=True)[:most]


def date_of(series: Series, original: str) -> Happening:
    """One date by its name. ``dates.NoSuchDate`` if it has none. Two queries at most."""
    change = Change.objects.filter(series=series, original=original).select_related("venue__point").first()
    return date_named(series, original, change, holidays_for(series))


def now_at(series: Series, original: str) -> FormerDate | None:
    """What became of a date that the rule gives no more. One query."""
    return FormerDate.objects.filter(series=series, original=original).select_related("to_series").first()


def _kept(rows: Any, since: datetime, until: datetime, most: int | None) -> list[Happening]:
    """From the kept dates. A query for them, one for their series, one for what is otherwise about some."""
    wanted = Upcoming.objects.filter(starts__gte=since, starts__lt=until, series__in=rows.order_by())
    kept = list(wanted.order_by("starts", "pk")[:most])
    known = Series.objects.for_cards().in_bulk({row.series_id for row in kept})
    changes = _changes(kept)
    return [_happening(row, known[row.series_id], changes) for row in kept]


def _happening(row: Upcoming, series: Series, changes: Mapping[tuple[int, str], Change]) -> Happening:
    change = changes.get((row.series_id, row.original))
    return Happening(series, row.original, row.starts, row.ends, row.is_cancelled, row.is_moved, change)


def _changes(kept: Sequence[Upcoming]) -> dict[tuple[int, str], Change]:
    if not kept:
        return {}
    names = [row.original for row in kept]
    found = Change.objects.filter(
        series__in={row.series_id for row in kept}, original__gte=min(names), original__lte=max(names)
    )
    return {(one.series_id, one.original): one for one in found.select_related("venue__point")}


def _may_be_on(rows: Any, since: datetime, until: datetime) -> Any:
    """Those that may have a date in the window, a day more for the clocks of the world."""
    moved = Change.objects.filter(series=OuterRef("pk"), starts__gte=since, starts__lt=until)
    first, last = (since - 2 * ONE_DAY).date(), (until + ONE_DAY).date()
    on = Q(last_on=None) | Q(last_on__gte=first)
    return rows.filter(Q(Exists(moved)) | (on & Q(first_on__lte=last)))


def _of_hosts(things: Iterable[Any]) -> Q:
    found = Q(pk__in=())
    for thing in things:
        kind, number = key_of(thing)
        found |= Q(group=number) if kind == GROUP else Q(host_kind=kind, host_id=number)
    return found
