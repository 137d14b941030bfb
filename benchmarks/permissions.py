"""What asking for a right costs: for each sort of person the checks of one group page, in time and queries.

The person is read anew for each round, as each request reads them; without that nothing would be asked.
"""

import json
import time
from collections.abc import Callable
from typing import Any

from benchmarks.hubs import BenchHub
from benchmarks.results import Result, at_most, told
from benchmarks.timing import percentile

ROUNDS = 200
CHECKS = ("directory.see_group", "directory.edit_group", "directory.vouch_for_group", "directory.merge_groups")
MOST_MS, MOST_QUERIES = 5.0, 6  # for all checks of a page together


def measure(bench: BenchHub) -> list[Result]:
    results = []
    for who, (milliseconds, queries) in json.loads(bench.python("-m", "benchmarks.inside", "permissions")).items():
        name = f"rights of a {who}, all checks of a page"
        results.append(at_most(bench.case(name), milliseconds, "ms", MOST_MS))
        results.append(at_most(bench.case(f"{name}, queries"), queries, "queries", MOST_QUERIES))
    return [*results, told(bench.case("rights, checks of a page"), len(CHECKS), "checks")]


def figures() -> dict[str, tuple[float, int]]:
    """Inside the hub: the median time and the queries. Whoever is made for it is taken back."""
    from django.db import transaction  # noqa: I001 - Django is set up before its rooms are loaded
    from closeknit.directory.models import Group

    with transaction.atomic():
        group = Group.objects.public().exclude(point=None).order_by("pk")[0]
        found = {who: _cost(person, group) for who, person in _cast(group).items()}
        transaction.set_rollback(True)
    return found


def _cast(group: Any) -> dict[str, Any]:
    from closeknit.accounts.models import Grant, Person

    area = group.point.areas.order_by("pk")[0]
    roles = {
        "member": (),
        "group steward": ("group_steward", "group", group.pk),
        "area organiser": ("network_organiser", "area", area.pk),
        "hub admin": ("hub_admin", "hub", 0),
    }
    cast: dict[str, Any] = {"visitor": None}
    for number, (who, held) in enumerate(roles.items()):
        cast[who] = Person.objects.create_person(name=who, email=f"rights-{number}@loomwick.example")
        Person.objects.filter(pk=cast[who].pk).update(has_second_factor=True)
        if held:
            role, scope, key = held
            Grant.objects.create(person=cast[who], role=role, scope_kind=scope, scope_id=key, reason="to measure")
    return cast


def _cost(person: Any, group: Any) -> tuple[float, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def check() -> None:
        _ask(_again(person), group)

    with CaptureQueriesContext(connection) as asked:
        check()
    read = 1 if person else 0
    bare = percentile([_seconds(lambda: _again(person)) for _ in range(ROUNDS)], 50)
    whole = percentile([_seconds(check) for _ in range(ROUNDS)], 50)
    return max(0.0, whole - bare) * 1000, len(asked) - read


def _again(person: Any) -> Any:
    return person and type(person).objects.get(pk=person.pk)


def _ask(person: Any, group: Any) -> None:
    from closeknit.core.policy import may

    for name in CHECKS:
        may(person, name, group)


def _seconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun
