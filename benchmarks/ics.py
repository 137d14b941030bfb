"""Writing and reading a calendar of 10,000 events, against the icalendar library alone.

Neither asks the database, so it is measured once: where the others are measured on SQLite.
"""

import tracemalloc
from datetime import UTC, datetime, timedelta
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
LONDON = ZoneInfo("Europe/London")
STAMP = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = "Bring a chair, a cup; and whoever lives next door.\n" * 3


def measure(bench: BenchHub) -> list[Result]:
    if bench.database != "sqlite":
        return []
    ours = min(milliseconds(_written) for _ in range(ROUNDS))
    theirs = min(milliseconds(_by_icalendar) for _ in range(ROUNDS))
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
