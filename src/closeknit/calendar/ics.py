"""Our events as every calendar program takes them: all series of a query, or one date alone.

What was cancelled stays in for a month and says so, for programs that look seldom. Where a confidential
place is stands in none of it, whoever asks.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from closeknit.algorithms.ics.writing import OutEvent
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import originals, policies
from closeknit.calendar.dates import Happening, Holidays, changes_by_series, date_named, holidays
from closeknit.calendar.models import Change, Series

KEPT_CANCELLED = timedelta(days=30)
AT_ONCE = 200
CONFIRMED, CANCELLED, TENTATIVE = "CONFIRMED", "CANCELLED", "TENTATIVE"


def still_told(rows: Any, now: datetime) -> Any:
    """Those of these series that a calendar still holds: not what was over a month ago, or cancelled by then."""
    since = now - KEPT_CANCELLED
    moved = Change.objects.filter(series=OuterRef("pk"), starts__gte=since)
    lasting = Q(last_on=None) | Q(last_on__gte=since.date()) | Q(Exists(moved))
    return rows.filter(lasting).exclude(state="cancelled", changed_at__lt=since)


def events_of(rows: Any, now: datetime) -> Iterator[OutEvent]:
    """Three queries for each two hundred series, one more for the holidays; memory for two hundred."""
    resting = holidays()
    for some in _batches(rows):
        changes = changes_by_series(some)
        for series in some:
            yield from _events(series, changes.get(series.pk, ()), resting, now)


def event_of_date(one: Happening, status: str = "") -> OutEvent:
    """One date by itself, under a name of its own, so that it can stand beside its series."""
    series = one.series
    usual = CANCELLED if one.is_cancelled else CONFIRMED
    address = reverse("calendar:happening", args=[series.slug, one.original])
    rule = _once(one.starts, one.ends, series.recurrence())
    whole = _event(series, one, address, rule)
    return replace(
        whole,
        uid=f"{uid_of(series)}-{one.original}",
        sequence=_sequence(series, one.change),
        stamped=max(series.changed_at, one.change.at) if one.change else series.changed_at,
        status=status or usual,
    )


def uid_of(series: Series) -> str:
    """The same for ever: in calendars everywhere the series is known by it."""
    return series.uid or str(series.uuid)


def _events(series: Series, changes: Sequence[Change], resting: Holidays, now: datetime) -> Iterator[OutEvent]:
    """The series and its changed dates. What is on once is simply as it is now."""
    rule = series.recurrence(resting)
    usual = _event(series, series, series.get_absolute_url(), rule)
    if not (rule.freq or rule.dates):
        change = next((one for one in changes if originals.read(one.original) == rule.start), None)
        yield _changed(usual, series, change, rule) if change else usual
        return
    forgotten = {one.original for one in changes if one.is_cancelled and one.at < now - KEPT_CANCELLED}
    told = [one for one in changes if one.original not in forgotten]
    yield replace(usual, recurrence=_with(rule, told, forgotten))
    for change in told:
        date = _changed(usual, series, change, rule)
        yield replace(date, recurrence_id=originals.read(change.original))


def _with(rule: Recurrence, told: Iterable[Change], forgotten: Iterable[str]) -> Recurrence:
    """The rule with every date that is told of by itself, and without those cancelled long ago."""
    walls = (originals.read(change.original) for change in told)
    more = tuple(wall for wall in walls if not rule.holds(wall))
    return replace(rule, dates=(*rule.dates, *more), without=rule.without | set(map(originals.read, forgotten)))


def _event(series: Series, of: Series | Happening, address: str, rule: Recurrence) -> OutEvent:
    """What is the same for a series and for one date of it."""
    venue, place_words = of.venue, of.place_words
    is_open = policies.place_is_open(series, venue)
    link = public(address)
    return OutEvent(
        uid=uid_of(series),
        recurrence=rule,
        stamped=series.changed_at,
        summary=of.title,
        description="\n\n".join(filter(None, [series.summary, series.text, link])),
        location=_place(venue if is_open else None, place_words if is_open else ""),
        where=_where(venue) if is_open else None,
        url=link,
        categories=tuple(theme.name for theme in series.themes.all()),
        status=CANCELLED if series.is_cancelled else CONFIRMED,
        sequence=series.sequence,
        all_day=series.is_all_day,
    )


def _changed(usual: OutEvent, series: Series, change: Change, rule: Recurrence) -> OutEvent:
    """The date as it is now: at another time, elsewhere, or not at all."""
    one = date_named(series, change.original, change, ())
    its = _event(series, one, series.get_absolute_url(), _once(one.starts, one.ends, rule))
    return replace(
        its,
        sequence=_sequence(series, change),
        stamped=max(series.changed_at, change.at),
        description="\n\n".join(filter(None, [change.note, its.description])),
        status=CANCELLED if one.is_cancelled else usual.status,
    )


def _once(starts: datetime, ends: datetime, rule: Recurrence) -> Recurrence:
    begins, over = starts.astimezone(rule.zone), ends.astimezone(rule.zone)
    lasting = over.replace(tzinfo=None) - begins.replace(tzinfo=None)
    return Recurrence(begins.replace(tzinfo=None, fold=0), max(0, lasting // timedelta(minutes=1)), rule.zone)


def _sequence(series: Series, change: Change | None) -> int:
    return max(series.sequence, change.sequence) if change else series.sequence


def _place(venue: Any, words: str) -> str:
    if venue is None:
        return words
    point = venue.point
    return ", ".join(
        dict.fromkeys(filter(None, [venue.name, point and point.address, point and point.postcode, words]))
    )


def _where(venue: Any) -> tuple[float, float] | None:
    point = venue.point if venue is not None else None
    return (point.lat, point.lng) if point is not None and point.precision == "exact" else None


def public(path: str) -> str:
    return settings.PUBLIC_URL.rstrip("/") + path


def _batches(rows: Any) -> Iterator[list[Series]]:
    """By their numbers, so that a long calendar is never all in memory."""
    last = 0
    wanted = rows.select_related("group", "venue__point").prefetch_related("themes").order_by("pk")
    while some := list(wanted.filter(pk__gt=last)[:AT_ONCE]):
        last = some[-1].pk
        yield some
