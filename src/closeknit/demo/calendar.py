"""What is on in Loomwick, through the same actions as anybody’s."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from closeknit.algorithms.schedule import LONDON
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.algorithms.schedule.recurrence_reading import read
from closeknit.calendar import actions, reads
from closeknit.calendar.models import Series
from closeknit.demo.known import SOURCE, Known, named_uuid
from closeknit.demo.loomwick.events import EVENTS, HOLIDAYS, DemoChange, DemoEvent
from closeknit.directory.models import Group, Venue
from closeknit.journal.models import Entry, Notice

GOING_FOR = timedelta(days=182)
YEARS = (-1, 0, 1, 2)


@transaction.atomic
def load_calendar(known: Known, today: date) -> int:
    """How many events are new; those that are there stay as people have left them."""
    there = set(Series.objects.values_list("client_id", flat=True))
    new = [one for one in EVENTS if named_uuid("event", one.key) not in there]
    if not new:
        return 0
    actions.add_holidays(_holidays(today))
    groups = {group.external_id: group for group in Group.objects.filter(source=SOURCE)}
    for told in new:
        _tell(told, groups[told.group], known, today)
    return len(new)


def _tell(told: DemoEvent, group: Group, known: Known, today: date) -> None:
    series = actions.publish_series(
        by=None,
        host=group,
        rule=_rule(told, today),
        client_id=named_uuid("event", told.key),
        title=told.title,
        summary=told.summary,
        text=told.text,
        skips_school_holidays=told.rests,
        venue=Venue.objects.get(pk=known.venue_ids[told.venue]) if told.venue else None,
        place_words=told.place_words,
        online_link=told.online,
        cost_kind=told.cost_kind,
        cost_text=told.cost_text,
        audience=told.audience,
        capacity=told.capacity,
        most_guests=told.most_guests,
    )
    for change in told.changes:
        _change(series, change, _start_of(today))
    began = _start_of(min(today, series.first_on))
    Series.objects.filter(pk=series.pk).update(created_at=began, changed_at=began)
    entries = Entry.objects.filter(about_kind="calendar.series", about_id=series.pk)
    Notice.objects.filter(entry__in=entries).delete()
    entries.update(at=began)


def _rule(told: DemoEvent, today: date) -> Recurrence:
    if told.in_days is None:
        return read(told.when, today - GOING_FOR, LONDON)
    day = today + timedelta(days=told.in_days)
    return read(f"{day.day} {day:%B %Y} {told.when}", min(day, today), LONDON)


def _change(series: Series, told: DemoChange, now: datetime) -> None:
    date_ = reads.next_dates(series, now, told.nth + 1)[told.nth]
    if told.moved_days is None:
        actions.cancel_date(series, date_.original, by=None, note=told.note)
        return
    day = timezone.localdate(date_.starts, LONDON) + timedelta(days=told.moved_days)
    starts = datetime.combine(day, time(told.hour), LONDON)
    actions.change_date(series, date_.original, by=None, starts=starts, note=told.note)


def _holidays(today: date) -> Iterator[tuple[str, date, date]]:
    for year in (today.year + more for more in YEARS):
        for name, first, last in HOLIDAYS:
            begins = date(year, *first)
            yield name, begins, date(year + (last < first), *last)


def _start_of(day: date) -> Any:
    return datetime.combine(day, time(0), LONDON)
