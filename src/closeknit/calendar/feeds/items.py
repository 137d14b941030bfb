"""The rows of a feed's events, matched with a new reading of it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from closeknit.algorithms.ics.feed import Calendar, FeedEvent, Key
from closeknit.algorithms.ics.keeping import packed, unpacked
from closeknit.algorithms.ics.pairing import paired
from closeknit.calendar.models import Feed, FeedItem, Series

COLUMNS = ("uid", "original", "kept", "series", "gone_at")


class Items:
    """What is kept of each event, matched with the new reading."""

    def __init__(self, feed: Feed, calendar: Calendar, now: datetime) -> None:
        rows = list(FeedItem.objects.filter(feed=feed).select_related("series__group", "series__venue"))
        self.feed, self.calendar, self.now = feed, calendar, now
        self.was = {row.pk: _columns_of(row) for row in rows}
        self.living = {_key(row): row for row in rows if row.gone_at is None}
        self.gone = {_key(row): row for row in rows if row.gone_at is not None}
        self.by_key: dict[Key, FeedItem] = {}
        self.before: dict[Key, FeedEvent] = {}
        self.lost: list[FeedItem] = []

    def pair(self) -> None:
        """Each event with its row: the one it had, the one it had before it left, or a new one."""
        for old, new in paired([unpacked(row.kept) for row in self.living.values()], self.calendar.events):
            row = self.living[old.key] if old else self.gone.get(new.key) if new else None
            if new is None:
                if row is not None:
                    self.lost.append(row)
                continue
            if old:
                self.before[new.key] = old
            self.by_key[new.key] = self._with(row or FeedItem(feed=self.feed), new)

    def _with(self, row: FeedItem, event: FeedEvent) -> FeedItem:
        row.uid, row.original = event.uid, event.recurrence_id.isoformat() if event.recurrence_id else ""
        row.kept, row.gone_at = packed(event), None
        return row

    def series_of(self, keys: Iterable[Key]) -> dict[Key, Series]:
        """The series of these events, where they have one."""
        rows = {key: self.by_key[key] for key in keys}
        return {key: row.series for key, row in rows.items() if row.series is not None}

    def left_over(self, standing: set[int | None]) -> Iterator[Series]:
        """Series that no event of the feed stands for any more."""
        rows = [*self.lost, *(row for row in self.by_key.values() if row.series_id not in standing)]
        found = {row.series_id: row.series for row in rows if row.series is not None and row.series_id not in standing}
        yield from found.values()

    def save(self) -> None:
        for row in self.lost:
            row.gone_at = self.now
        rows = [*self.by_key.values(), *self.lost]
        other = [row for row in rows if row.pk is not None and self.was[row.pk] != _columns_of(row)]
        FeedItem.objects.bulk_create([row for row in rows if row.pk is None], batch_size=500)
        FeedItem.objects.bulk_update(other, COLUMNS, batch_size=200)


def _columns_of(row: FeedItem) -> tuple[Any, ...]:
    return row.uid, row.original, row.kept, row.series and row.series.pk, row.gone_at


def _key(row: FeedItem) -> Key:
    return row.uid, datetime.fromisoformat(row.original) if row.original else None
