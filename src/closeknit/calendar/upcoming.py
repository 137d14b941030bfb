"""The kept dates: from a month ago to 13 months ahead. Made again for a series whenever it changes, and
for all of them every night; to make them twice changes nothing."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from closeknit.calendar import whereabouts
from closeknit.calendar.dates import Happening, changes_by_series, dates_of, holidays
from closeknit.calendar.models import Series, Upcoming

BEFORE, AHEAD = timedelta(days=31), timedelta(days=396)
SURE_BEFORE, SURE_AHEAD = timedelta(days=29), timedelta(days=366)  # what a night later is still kept
AT_ONCE = 200


def holds(since: datetime, until: datetime, now: datetime) -> bool:
    """Whether all dates of this window are kept."""
    return now - SURE_BEFORE <= since and until <= now + SURE_AHEAD


def refresh(rows: Sequence[Series], now: datetime) -> None:
    """Keep the dates of these again. Five queries at most, whatever their number."""
    kept: dict[tuple[int, str], Upcoming] = {(row.series_id, row.original): row for row in _kept(rows)}
    fresh = {(one.series.pk, one.original): one for one in dates_within(rows, (now - BEFORE, now + AHEAD))}
    gone = [row.pk for key, row in kept.items() if key not in fresh]
    changed = [_take(kept[key], one) for key, one in fresh.items() if key in kept and _differs(kept[key], one)]
    new = [_take(Upcoming(series=one.series, original=one.original), one) for k, one in fresh.items() if k not in kept]
    if gone:
        Upcoming.objects.filter(pk__in=gone).delete()
    Upcoming.objects.bulk_update(changed, ["starts", "ends", "is_cancelled", "is_moved"], batch_size=500)
    Upcoming.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)


def refresh_all(now: datetime) -> int:
    """The same for every series, and its areas, some at a time, so that nobody waits long. Returns how many."""
    numbers = list(Series.objects.order_by("pk").values_list("pk", flat=True))
    for begins in range(0, len(numbers), AT_ONCE):
        with transaction.atomic():
            rows = list(Series.objects.for_cards().filter(pk__in=numbers[begins : begins + AT_ONCE]))
            refresh(rows, now)
            whereabouts.refresh(rows)
    return len(numbers)


def dates_within(rows: Iterable[Series], window: tuple[datetime, datetime]) -> list[Happening]:
    """Their dates that begin in the window, by the rules themselves. Two queries at most."""
    found = list(rows)
    resting = holidays() if any(series.skips_school_holidays for series in found) else ()
    changes = changes_by_series(found)
    return [one for series in found for one in dates_of(series, changes.get(series.pk, ()), window, resting)]


def _kept(rows: Sequence[Series]) -> Iterable[Upcoming]:
    return Upcoming.objects.filter(series__in=rows)


def _differs(row: Upcoming, one: Happening) -> bool:
    return (row.starts, row.ends, row.is_cancelled, row.is_moved) != (
        one.starts, one.ends, one.is_cancelled, one.is_moved,
    )  # fmt: skip


def _take(row: Upcoming, one: Happening) -> Upcoming:
    row.starts, row.ends, row.is_cancelled, row.is_moved = one.starts, one.ends, one.is_cancelled, one.is_moved
    return row
