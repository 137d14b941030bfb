"""Writing and reading a calendar of 10,000 events, against the icalendar library alone.

Neither asks the database, so it is measured once: where the others are measured on SQLite. What a hub sends is
measured on each: 10,000 events of its own, from the database to the last byte, against the library that has
the values in memory already.
"""

import json
import tracemalloc
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import icalendar

from benchmarks.hubs import BenchHub
from benchmarks.results import Result, at_most, times
from benchmarks.timing import milliseconds
from closeknit.algorithms.ics.reading import read
from closeknit.algorithms.ics.writing import OutCalendar, OutEvent, write
from closeknit.algorithms.schedule.recurrence import Recurrence

EVENTS, READ = 10_000, 5_000
FACTOR = 1.5
MOST_READ_MS, MOST_MB = 5_000, 10
ROUNDS = 3
MARK = "bench-ics"
LONDON = ZoneInfo("Europe/London")
STAMP = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = "Bring a chair, a cup; and whoever lives next door.\n" * 3


def measure(bench: BenchHub) -> list[Result]:
    theirs = min(milliseconds(_by_icalendar) for _ in range(ROUNDS))
    took = json.loads(bench.python("-m", "benchmarks.inside", "ics"))
    sent = times(bench.case("calendar of 10,000 events sent"), took["sent"], "ms", ceiling=theirs, factor=FACTOR)
    return [sent, *_alone(bench, theirs)]


def figures() -> dict[str, float]:
    """Inside the hub: the best of some rounds. The events are taken back."""
    from django.db import transaction  # noqa: I001 - Django is set up before its rooms are loaded
    from closeknit.calendar import ics
    from closeknit.calendar.models import Series

    with transaction.atomic():
        _store()
        rows = Series.objects.filter(slug__startswith=MARK)
        sent = min(
            milliseconds(lambda: sum(map(len, write(OutCalendar("All of Loomwick", ics.events_of(rows, STAMP))))))
            for _ in range(ROUNDS)
        )
        transaction.set_rollback(True)
    return {"sent": sent}


def _store() -> None:
    """Each with a place, words and two themes, as those of a real borough have."""
    from closeknit.calendar import keeping
    from closeknit.calendar.models import Series
    from closeknit.directory.models import Group, Theme, Venue

    venue = Venue.objects.filter(is_confidential=False, point__isnull=False).first()
    group, themes = Group.objects.public().first(), list(Theme.objects.order_by("pk")[:2])
    rows = Series.objects.bulk_create(
        Series(
            slug=f"{MARK}-{uuid4()}",
            title=event.summary,
            text=event.description,
            group=group,
            venue=venue,
            rule=keeping.packed(event.recurrence),
            first_on=event.recurrence.start.date(),
            last_on=event.recurrence.start.date(),
        )
        for event in _events(EVENTS)
    )
    through = Series.themes.through
    through._default_manager.bulk_create(through(series_id=row.pk, theme=theme) for row in rows for theme in themes)


def _alone(bench: BenchHub, theirs: float) -> list[Result]:
    if bench.database != "sqlite":
        return []
    ours = min(milliseconds(_written) for _ in range(ROUNDS))
    data = b"".join(write(OutCalendar("All of Loomwick", _events(READ))))
    reading = min(milliseconds(lambda: read(data, zone=LONDON, now=STAMP)) for _ in range(ROUNDS))
    return [
        times(bench.case("calendar of 10,000 events written"), ours, "ms", ceiling=theirs, factor=FACTOR),
        at_most(bench.case("calendar of 10,000 events written, memory"), _megabytes(), "MB", MOST_MB),
        at_most(bench.case("calendar of 5,000 events read"), reading, "ms", MOST_READ_MS),
    ]


def _written() -> int:
    return sum(map(len, write(OutCalendar("All of Loomwick", _events(EVENTS)))))


def _by_icalendar() -> int:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Closeknit//Calendar 1//EN")
    calendar.add("version", "2.0")
    for event in _events(EVENTS):
        calendar.add_component(_of_theirs(event))
    return len(calendar.to_ical())


def _of_theirs(event: OutEvent) -> icalendar.Event:
    made = icalendar.Event()
    start = event.recurrence.start.replace(tzinfo=LONDON)
    for name, value in (
        ("uid", event.uid),
        ("dtstamp", event.stamped),
        ("dtstart", start),
        ("dtend", start + timedelta(minutes=event.recurrence.minutes)),
        ("summary", event.summary),
        ("status", event.status),
        ("sequence", event.sequence),
        ("description", event.description),
        ("location", event.location),
        ("geo", event.where),
        ("url", event.url),
        ("categories", list(event.categories)),
    ):
        made.add(name, value)
    return made


def _events(number: int):
    first = datetime(2026, 1, 1, 10)  # noqa: DTZ001 - a wall clock has no zone
    for place in range(number):
        yield OutEvent(
            f"{place}@loomwick.example",
            Recurrence(first + timedelta(hours=place), 90),
            STAMP,
            f"Open evening {place}",
            description=WORDS,
            location="The Hall, 3 Weft Row, Weftbridge, LW1 2AB",
            where=(51.5, -0.01),
            url=f"https://loomwick.example/events/{place}/",
            categories=("Singing", "Tea, cake"),
        )


def _megabytes() -> float:
    tracemalloc.start()
    _written()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 2**20
