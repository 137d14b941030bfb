"""A month of 5,000 series: expanded from their rules alone, and as a page gets it from the kept dates."""

import json
from datetime import datetime, timedelta
from uuid import uuid4

from benchmarks.hubs import BenchHub
from benchmarks.results import Result, at_most
from benchmarks.timing import milliseconds
from closeknit.algorithms.schedule import LONDON
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.algorithms.schedule.rule import DAYS
from closeknit.calendar import keeping

SERIES = 5_000
MOST_EXPANDED_MS, MOST_READ_MS = 100, 500
ROUNDS = 5
MONTH, HALF_A_YEAR = timedelta(days=31), timedelta(days=182)


def measure(bench: BenchHub) -> list[Result]:
    took = json.loads(bench.python("-m", "benchmarks.inside", "calendar"))
    return [
        at_most(bench.case("a month of 5,000 series, expanded"), took["expanded"], "ms", MOST_EXPANDED_MS),
        at_most(bench.case("a month of 5,000 series, a page of it read"), took["read"], "ms", MOST_READ_MS),
    ]


def figures() -> dict[str, float]:
    """Inside the hub: the best of some rounds. The series are taken back."""
    from django.db import transaction  # noqa: I001 - Django is set up before its rooms are loaded
    from django.utils import timezone
    from closeknit.calendar.listing import Wanted

    today = timezone.localdate()
    rules = [_rule(number, datetime.combine(today, datetime.min.time()) - HALF_A_YEAR) for number in range(SERIES)]
    since = timezone.now()
    expanded = min(milliseconds(lambda: _month_of(rules, since)) for _ in range(ROUNDS))
    with transaction.atomic():
        _store(rules)
        wanted = Wanted(None, today)
        read = min(milliseconds(lambda: wanted.dates(today, 31)) for _ in range(ROUNDS))
        transaction.set_rollback(True)
    return {"expanded": expanded, "read": read}


def _month_of(rules: list[Recurrence], since: datetime) -> int:
    return sum(1 for rule in rules for _one in rule.happenings(since, since + MONTH))


def _store(rules: list[Recurrence]) -> None:
    from django.utils import timezone

    from closeknit.calendar import upcoming
    from closeknit.calendar.models import Series
    from closeknit.directory.models import Group

    groups = list(Group.objects.public().order_by("pk")[:100])
    Series.objects.bulk_create(
        Series(
            slug=f"bench-{uuid4()}",
            title=f"Evening {number}",
            group=groups[number % len(groups)],
            rule=keeping.packed(rule),
            first_on=rule.start.date(),
            last_on=None if rule.freq else rule.start.date(),
        )
        for number, rule in enumerate(rules)
    )
    upcoming.refresh_all(timezone.now())


def _rule(number: int, first: datetime) -> Recurrence:
    """Weekly, fortnightly, monthly and single ones, as in a borough."""
    start = first + timedelta(days=number % 28, hours=9 + number % 12)
    day = DAYS[start.weekday()]
    match number % 4:
        case 0 | 1:
            return Recurrence(start, 90, LONDON, freq="WEEKLY", byday=(day,), interval=1 + number % 4)
        case 2:
            nth = (start.day - 1) // 7 + 1
            return Recurrence(start, 120, LONDON, freq="MONTHLY", byday=(f"{nth}{day}",))
        case _:
            return Recurrence(start + timedelta(days=number % 365), 60, LONDON)
