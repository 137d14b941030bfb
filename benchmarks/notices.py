"""The weekly letters of 10,000 people, written and put into the outbox: how long, and with how many queries.

Each person follows five of 200 groups, to which four things happened that week.
"""

import json
import os
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.hubs import BenchHub, empty_hub
from benchmarks.results import Case, Result, at_most

PEOPLE, GROUPS, FOLLOWED, HAPPENINGS = 10_000, 200, 5, 4
SMALL = 10_000  # the size at which this part is measured, for it needs no filled hub
MINUTE = 60
MOST_MEMORY = 64  # MB; the letters are written and let go some at a time
QUERIES_A_BATCH = 13  # with the one that looks who is next


def measure(bench: BenchHub) -> list[Result]:
    """Once for each database; the size of the bench's own hub plays no part."""
    if bench.n > SMALL:
        return []
    with empty_hub(bench.database, "notices") as hub:
        hub.run("migrate", "--verbosity", "0")
        got = json.loads(BenchHub(bench.database, PEOPLE, hub).python("-m", "benchmarks.inside", "notices"))
    assert got["letters"] == got["people"], got
    case = lambda name: Case(name, bench.database, got["people"])
    return [
        at_most(case("weekly letters"), got["seconds"], "s", MINUTE),
        at_most(case("weekly letters, memory more than before"), got["memory"], "MB", MOST_MEMORY),
        at_most(case("weekly letters, queries"), got["queries"], "queries", (got["batches"] + 1) * QUERIES_A_BATCH),
    ]


def figures() -> dict[str, float]:
    """One run over everybody. `BENCH_PEOPLE=500` tries it out."""
    from datetime import timedelta

    from django.db import connection
    from django.utils import timezone

    from closeknit.journal import weekly

    people = int(os.environ.get("BENCH_PEOPLE", PEOPLE))
    _fill(people)
    asked: Counter[str] = Counter()

    def count(execute: Any, *words: Any) -> Any:
        asked["queries"] += 1
        return execute(*words)

    before, begun = _peak(forget=True), time.perf_counter()
    with connection.execute_wrapper(count):
        letters = weekly.write_digests(timezone.now() + timedelta(days=8))
    seconds, memory = time.perf_counter() - begun, _peak() - before
    batches = -(-people // weekly.AT_A_TIME)
    return {"people": people, "letters": letters, "batches": batches, "seconds": seconds, "memory": memory, **asked}


def _peak(*, forget: bool = False) -> float:
    """The most memory that this process has held, in MB; since the last time it was told to ``forget``.
    Where there is no /proc, 0."""
    status = Path("/proc/self/status")
    if forget and status.exists():
        Path("/proc/self/clear_refs").write_text("5")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def _fill(people: int) -> None:
    from closeknit.accounts.models import Person
    from closeknit.directory.models import Group
    from closeknit.journal.models import Follow
    from closeknit.journal.recording import record
    from closeknit.journal.verbs import verb
    from closeknit.journal.vocabulary import Level
    from tests.support import factories as make

    changed = verb("bench.changed", "%(who)s changed the page of %(what)s")
    make.make_hub()
    groups = [make.make_group(f"Group {number}", slug=f"group-{number}") for number in range(GROUPS)]
    Person.objects.bulk_create(Person(name=f"Ada {n}", email=f"ada-{n}@loomwick.example") for n in range(people))
    everybody = Person.objects.order_by("pk").values_list("pk", flat=True)
    Follow.objects.bulk_create(
        Follow(
            person_id=person,
            kind="directory.group",
            thing_id=groups[(place * 7 + step) % GROUPS].pk,
            level=Level.DIGEST,
        )
        for place, person in enumerate(everybody)
        for step in range(FOLLOWED)
    )
    assert Group.objects.count() == GROUPS
    for group in groups:
        for _ in range(HAPPENINGS):
            record(changed, about=group)
