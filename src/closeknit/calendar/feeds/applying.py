"""A reading that is believed becomes the series of its group: all of it in one transaction, or nothing.

What the feed still has keeps its series, so its page, its answers and its place in other people's
calendars; done twice with the same reading, the second time does nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from closeknit.algorithms.ics.feed import Calendar, FeedEvent
from closeknit.algorithms.ics.keeping import unpacked
from closeknit.algorithms.schedule.recurrence import Recurrence, split
from closeknit.algorithms.text import slugify_name
from closeknit.calendar import hosts, upcoming
from closeknit.calendar.actions import editing, effects
from closeknit.calendar.feeds.items import Items
from closeknit.calendar.feeds.planning import (
    Planned,
    PlannedDate,
    changed_dates,
    followed,
    gone_dates,
    same_rule,
    without_private,
)
from closeknit.calendar.feeds.ripples import Ripples
from closeknit.calendar.feeds.whereabouts import where_of
from closeknit.calendar.models import Change, Feed, FeedItem, Series
from closeknit.calendar.vocabulary import SeriesState, Sight

AT_ONCE = 200
OF_CHANGE = ("starts", "minutes", "title", "place_words")


@dataclass(frozen=True, slots=True)
class Touched:
    """How many series are new, are not as they were, or have ended."""

    new: int = 0
    changed: int = 0
    ended: int = 0

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.ended)


def live(feed: Feed) -> Calendar:
    """What the feed held when it was last believed. One query."""
    return Calendar(tuple(unpacked(kept) for kept in _living(feed).values_list("kept", flat=True)), feed.name)


def apply(feed: Feed, calendar: Calendar, now: datetime) -> Touched:
    """Take over what the calendar says. The caller has locked the feed, and then the hub."""
    items = Items(feed, calendar, now)
    items.pair()
    work = _Work(feed, now)
    series = list(calendar.series())
    known = items.series_of([main.key for main, _overrides in series if not main.is_private])
    changes = _changes_of(known.values())
    for main, overrides in series:
        if main.is_private:
            continue
        found = known.get(main.key)
        if found is None:
            items.by_key[main.key].series = work.begin(main, overrides)
        else:
            before = items.before.get(main.key)
            had = changes.get(found.pk, {})
            items.by_key[main.key].series = work.follow(found, before, (main, overrides), had)
    standing = {items.by_key[main.key].series_id for main, _overrides in series if not main.is_private}
    private = {items.by_key[main.key].series_id for main, _overrides in series if main.is_private}
    for gone in items.left_over(standing):
        (work.hide if gone.pk in private else work.end)(gone)
    work.save()
    items.save()
    work.ripples.spread(now)
    return work.touched


class _Work:
    """What has to be written, gathered first and written together."""

    def __init__(self, feed: Feed, now: datetime) -> None:
        self.feed, self.now, self.where = feed, now, where_of(feed.group)
        self.touched = Touched()
        self.new: list[Series] = []
        self.changed: dict[int, Series] = {}
        self.dates_put: list[Change] = []
        self.dates_taken: list[int] = []
        self.ripples = Ripples()
        self._slugs: set[str] | None = None

    def begin(self, event: FeedEvent, overrides: Sequence[FeedEvent]) -> Series:
        """A series for an event that is new to us."""
        planned = Planned.of(event, self.where)
        rule = without_private(event.recurrence, overrides)
        series = Series(
            slug=self._slug(planned.title),
            author=self.feed.by,
            feed=self.feed,
            **hosts.columns_of(self.feed.group),
            **_columns(planned),
        )
        effects.take_rule(series, rule)
        self.new.append(series)
        for date in changed_dates(event, overrides, rule, self.where):
            self.dates_put.append(_put(Change(series=series, original=date.original), date, self.now))
        return series

    def follow(
        self,
        series: Series,
        before: FeedEvent | None,
        after: tuple[FeedEvent, Sequence[FeedEvent]],
        had: Mapping[str, Change],
    ) -> Series:
        """The series as the feed has it now; another one that goes on from it if it is by another rule."""
        event, overrides = after
        told = without_private(event.recurrence, overrides)
        way = followed(series.recurrence(), before and before.recurrence, told, self.now)
        if way.is_another:
            series, had = self._another(series, way.rule)
        is_other = self._take_rule(series, way.rule) if not way.is_another else False
        dates = {date.original: date for date in changed_dates(event, overrides, way.rule, self.where)}
        if way.put_off:
            dates.setdefault(way.put_off.original, way.put_off)
        was_cancelled = series.is_cancelled
        if series.sight == Sight.REMOVED:  # private until now
            series.sight, is_other = Sight.SHOWN, True
            self._put(_before(series), Sight.REMOVED, Sight.SHOWN)
        is_other = _take(series, Planned.of(event, self.where)) or is_other
        is_other = self._take_dates(series, dates, had) or is_other
        if was_cancelled != series.is_cancelled:
            self.ripples.series_changed(series)
        if is_other:
            self._change(series)
        if is_other or way.is_another:
            self.touched = replace(self.touched, changed=self.touched.changed + 1)
        return series

    def _another(self, series: Series, rule: Recurrence) -> tuple[Series, dict[str, Change]]:
        """By another rule from now on. What is over stays in the series that was."""
        wall = self.now.astimezone(rule.zone).replace(tzinfo=None)
        rest = split(rule, wall)[1]
        found = editing.edit_all(series, by=None, rule=rest or rule)
        return found, _changes_of([found]).get(found.pk, {})

    def _take_rule(self, series: Series, rule: Recurrence) -> bool:
        kept = series.recurrence()
        if same_rule(kept, rule):
            return False
        self.ripples.gone(series, gone_dates(kept, rule, self.now))
        effects.take_rule(series, rule)
        return True

    def hide(self, series: Series) -> None:
        """It was for everybody, and is private now: not even that it is cancelled is for others to know, nor what
        was of it by another rule."""
        if self._put([series, *_before(series)], Sight.SHOWN, Sight.REMOVED):
            self.touched = replace(self.touched, ended=self.touched.ended + 1)

    def _put(self, rows: Iterable[Series], before: Sight, after: Sight) -> bool:
        """Whether there were any; what moderators hid stays as it is."""
        found = [row for row in rows if row.sight == before]
        for row in found:
            row.sight = after
            self._change(row)
        return bool(found)

    def end(self, series: Series) -> None:
        """It is in the feed no more: what was stays, what was to come does not."""
        rule = series.recurrence()
        past = [one.original for one in rule.happenings(_long_ago(rule), self.now)]
        if past:
            self._take_rule(series, _until(rule, past[-1]))
            coming = [change for change in _changes_of([series]).get(series.pk, {}).values() if change.starts]
            self.dates_taken += [change.pk for change in coming if change.starts and change.starts > self.now]
        else:
            series.state, series.note = SeriesState.CANCELLED, str(_("It is no longer in the group’s own calendar."))
            self.ripples.series_changed(series)
        self._change(series)
        self.touched = replace(self.touched, ended=self.touched.ended + 1)

    def _take_dates(self, series: Series, dates: Mapping[str, PlannedDate], had: Mapping[str, Change]) -> bool:
        """Dates that are as the series says again lose their change."""
        usual = [change for name, change in had.items() if name not in dates]
        self.dates_taken += [change.pk for change in usual]
        for one in usual:
            self.ripples.date_changed(series, one.original, was_cancelled=one.is_cancelled)
        other = [date for name, date in dates.items() if name not in had or _differs(had[name], date)]
        for date in other:
            change = had.get(date.original) or Change(series=series, original=date.original)
            self.ripples.date_changed(series, date.original, change.is_cancelled, is_cancelled=date.is_cancelled)
            self.dates_put.append(_put(change, date, self.now))
        return bool(usual or other)

    def _change(self, series: Series) -> None:
        series.sequence += 1
        series.changed_at = self.now
        self.changed[series.pk] = series

    def _slug(self, title: str) -> str:
        if self._slugs is None:
            self._slugs = {*effects.RESERVED, *Series.objects.order_by().values_list("slug", flat=True)}
        slug = slugify_name(title, self._slugs, fallback="event", limit=80)
        self._slugs.add(slug)
        return slug

    def save(self) -> None:
        """Some twenty queries for each two hundred series."""
        self.touched = replace(self.touched, new=len(self.new))
        Series.objects.bulk_create(self.new, batch_size=AT_ONCE)
        Series.objects.bulk_update(self.changed.values(), OF_SERIES, batch_size=AT_ONCE)
        _link(self.new, self.feed)
        Change.objects.filter(pk__in=self.dates_taken).delete()
        Change.objects.bulk_create([one for one in self.dates_put if one.pk is None], batch_size=AT_ONCE)
        Change.objects.bulk_update([one for one in self.dates_put if one.pk], OF_DATES, batch_size=AT_ONCE)
        for some in _batches([*self.new, *self.changed.values()]):
            upcoming.refresh(some, self.now)


OF_SERIES = (
    "title", "text", "place_words", "online_link", "is_all_day", "state", "note", "sight", "rule", "first_on",
    "last_on", "sequence", "changed_at",
)  # fmt: skip
OF_DATES = (*OF_CHANGE, "is_cancelled", "sequence", "at")


def _before(series: Series) -> Iterator[Series]:
    """What it goes on from, where it was split as its rule changed, the latest first. One query for each."""
    while series.follows_id and series.feed_id:
        rows = Series.objects.filter(pk=series.follows_id, feed=series.feed_id).select_related("group", "venue")
        found = rows.first()
        if found is None:
            return
        yield found
        series = found


def _living(feed: Feed) -> Any:
    return FeedItem.objects.filter(feed=feed, gone_at=None).order_by("pk")


def _take(series: Series, planned: Planned) -> bool:
    columns = _columns(planned)
    if all(getattr(series, name) == value for name, value in columns.items()):
        return False
    for name, value in columns.items():
        setattr(series, name, value)
    return True


def _columns(planned: Planned) -> dict[str, Any]:
    columns = asdict(planned)
    is_cancelled = columns.pop("is_cancelled")
    columns["note"] = ""
    return {**columns, "state": SeriesState.CANCELLED if is_cancelled else SeriesState.PLANNED}


def _put(change: Change, date: PlannedDate, now: datetime) -> Change:
    """The change that says what the feed says of this date."""
    change.starts, change.minutes, change.title = date.starts, date.minutes, date.title
    change.place_words, change.is_cancelled, change.at = date.place_words, date.is_cancelled, now
    change.sequence = change.sequence + 1 if change.pk else 0
    return change


def _differs(change: Change, date: PlannedDate) -> bool:
    return any(getattr(change, name) != getattr(date, name) for name in (*OF_CHANGE, "is_cancelled"))


def _changes_of(rows: Iterable[Series]) -> dict[int, dict[str, Change]]:
    found: dict[int, dict[str, Change]] = {}
    for some in _batches(list(rows)):
        for change in Change.objects.filter(series__in=some):
            found.setdefault(change.series_id, {})[change.original] = change
    return found


def _link(rows: Sequence[Series], feed: Feed) -> None:
    """New series are where their group is, and about what it is about."""
    areas, themes = list(hosts.areas_of(feed.group)), list(hosts.themes_of(feed.group))
    for through, column, numbers in (
        (Series.areas.through, "area_id", areas),
        (Series.themes.through, "theme_id", themes),
    ):
        links = [through(series_id=row.pk, **{column: number}) for row in rows for number in numbers]
        through._default_manager.bulk_create(links, batch_size=500)


def _until(rule: Recurrence, last: datetime) -> Recurrence:
    """The rule as far as that date."""
    dates = tuple(wall for wall in rule.dates if wall <= last)
    if not rule.freq:
        return replace(rule, dates=dates)
    return replace(rule, until=last.date(), count=None, dates=dates)


def _long_ago(rule: Recurrence) -> datetime:
    return datetime.combine(min((rule.start, *rule.dates)), rule.start.time(), rule.zone) - timedelta(days=1)


def _batches(rows: Sequence[Series]) -> Iterator[list[Series]]:
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        yield some
