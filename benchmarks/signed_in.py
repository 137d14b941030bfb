"""People at work: 500 of them signed in, who read (70 of 100 requests), search (20) and write (10).

First at a steady 80 requests a second, whatever the hub does with them (an open loop): each is due at a
moment drawn beforehand, and its time counts from then. Then a few people who ask again as soon as they
were answered (a closed loop), to see how much there is beyond. The generator is one patient process: on
cores of its own where there are more than two, else at the lowest priority beside the hub, and then what
it measures is rather too slow than too quick.
"""

import asyncio
import json
import multiprocessing
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.crowd import Kept, Person
from benchmarks.hubs import BenchHub
from benchmarks.processor import seconds_below
from benchmarks.results import Result, at_most, no_less, told
from benchmarks.timing import percentile
from tests.support.hub import serving

PEOPLE = 500
RATE = int(os.environ.get("BENCH_RATE", "80"))  # requests a second
P95, P99 = 400, 1000  # milliseconds
SECONDS = float(os.environ.get("BENCH_SECONDS", "60"))
WARM_UP = min(10.0, SECONDS)
AT_ONCE = 8  # people of the closed loop
GRACE = 1.0  # seconds after its end in which an answer still belongs to the minute
CORES = 2
GROUPS = 100


@dataclass
class Shift:
    """One loop: what was seen, how long it took, what the hub and its database used of the processor."""

    kept: Kept
    seconds: float
    processor: float

    @property
    def each(self) -> float:
        """Milliseconds of the processor for one request."""
        return 1000 * self.processor / max(1, len(self.kept.all))


def measure(bench: BenchHub) -> list[Result]:
    bench.hub.run("worker", "--until-done")  # what a new hub looks through once, such as groups that may be the same
    made = json.loads(bench.python("-m", "benchmarks.inside", "signed_in", "people"))
    behind_proxy = bench.hub.environment | {"CLOSEKNIT_TRUSTED_PROXIES": "127.0.0.1"}  # so that each has an address
    with (
        _two_cores(),
        serving(replace(bench.hub, environment=behind_proxy), "--workers", str(CORES)) as hub,
        multiprocessing.get_context("fork").Pool(1, _step_back) as generator,
    ):
        steady, pressed = generator.apply(_everybody_at_work, (hub.url, made, os.getpid()))
    log = (bench.hub.folder / "serve.log").read_text(errors="replace")
    return list(_results(bench, steady, pressed, log.count("database is locked")))


def _results(bench: BenchHub, steady: Shift, pressed: Shift, locked: int) -> Iterator[Result]:
    name, kept = f"{PEOPLE} people signed in, {RATE} requests a second", steady.kept
    done = len(kept.all) - sum(kept.faults.values())
    yield no_less(bench.case(f"{name}, answered"), done / max(SECONDS, steady.seconds - GRACE), "requests/s", RATE)
    yield at_most(bench.case(f"{name}, 95 of 100 answered in"), percentile(kept.all, 95), "ms", P95)
    yield at_most(bench.case(f"{name}, 99 of 100 answered in"), percentile(kept.all, 99), "ms", P99)
    for sort, times in kept.times.items():
        yield told(bench.case(f"{name}, {sort}, 95 of 100 answered in"), percentile(times or [0.0], 95), "ms")
    yield at_most(bench.case(f"{name}, failed"), sum(kept.faults.values()), "requests", 0)
    yield at_most(bench.case(f"{name}, “database is locked”"), locked, "times", 0)
    yield told(bench.case(f"{name}, processor of hub and database for each"), steady.each, "ms")
    yield told(bench.case(f"{name}, 95 of 100 asked late by at most"), percentile(kept.late, 95), "ms")
    name = f"{AT_ONCE} people signed in, without a rest"
    yield told(bench.case(f"{name}, answered"), len(pressed.kept.all) / pressed.seconds, "requests/s")
    yield told(bench.case(f"{name}, 95 of 100 answered in"), percentile(pressed.kept.all, 95), "ms")
    for shift in (kept, pressed.kept):
        for fault, count in shift.faults.most_common():
            print(f"  failed {count} times: {fault}", flush=True)


@contextmanager
def _two_cores() -> Iterator[None]:
    """What is started in here runs on the first two cores, where it matters."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    mine = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(mine)[:CORES])
    try:
        yield
    finally:
        os.sched_setaffinity(0, mine)


def _step_back() -> None:
    """The generator leaves the hub's cores to it, or at least goes first at nothing."""
    os.nice(19)
    if hasattr(os, "sched_setaffinity") and (others := set(range(os.cpu_count() or 1)) - os.sched_getaffinity(0)):
        os.sched_setaffinity(0, others)


def _everybody_at_work(url: str, made: dict[str, Any], parent: int) -> tuple[Shift, Shift]:
    return asyncio.run(_at_work(url, made, parent))


async def _at_work(url: str, made: dict[str, Any], parent: int) -> tuple[Shift, Shift]:
    people = [Person(url, number, made) for number in range(PEOPLE)]
    await _without_a_rest(people[:AT_ONCE], WARM_UP / 2)
    await _at_the_rate(people, WARM_UP / 2)
    steady = await _watched(parent, _at_the_rate(people, SECONDS))
    pressed = await _watched(parent, _without_a_rest(people[:AT_ONCE], SECONDS / 4))
    for person in people:
        person.close()
    return steady, pressed


async def _watched(parent: int, loop: Any) -> Shift:
    begun, used = time.monotonic(), seconds_below(parent, but=os.getpid())
    kept = await loop
    return Shift(kept, kept.last - begun, seconds_below(parent, but=os.getpid()) - used)


async def _at_the_rate(people: list[Person], seconds: float) -> Kept:
    """So many requests as the rate asks for, at moments drawn beforehand; the people take turns."""
    kept, dice, begun = Kept(), random.Random(seconds), time.monotonic()
    asked = []
    for number, due in enumerate(sorted(dice.uniform(0, seconds) for _ in range(round(RATE * seconds)))):
        await asyncio.sleep(begun + due - time.monotonic())
        asked.append(asyncio.create_task(people[number % len(people)].ask(kept, begun + due)))
    await asyncio.gather(*asked)
    return kept


async def _without_a_rest(people: list[Person], seconds: float) -> Kept:
    kept, end = Kept(), time.monotonic() + seconds

    async def work(person: Person) -> None:
        while time.monotonic() < end:
            await person.ask(kept)

    await asyncio.gather(*map(work, people))
    return kept


def people() -> dict[str, Any]:
    """Inside the hub: everybody with a session, and what they look at. Made once, found again."""
    from django.conf import settings  # noqa: I001 - Django is set up before its rooms are loaded
    from closeknit.accounts.models import Person as Row
    from closeknit.directory.models import Group
    from tests.support.sessions import session_of

    settings.ALLOWED_HOSTS += ["testserver"]
    known = {person.email: person for person in Row.objects.filter(email__startswith="busy-")}
    emails = [f"busy-{number}@loomwick.example" for number in range(PEOPLE)]
    rows = [known.get(email) or Row.objects.create_person(name=email[:8], email=email) for email in emails]
    sessions = [f"{settings.SESSION_COOKIE_NAME}={session_of(person)}" for person in rows]
    groups = list(Group.objects.public().filter(is_sensitive=False).exclude(state="closed").order_by("pk")[:GROUPS])
    _let_them_be_known(rows, groups)
    area = groups[0].point.areas.order_by("-path").first()
    pages = ["/", "/my/", "/notices/", "/areas/", area.get_absolute_url()]
    return {"sessions": sessions, "pages": pages, "groups": [_told(group, sessions[0]) for group in groups]}


def _told(group: Any, session: str) -> dict[str, Any]:
    """A group's addresses, and its page as a form, filled in with what it says now."""
    from django.test import Client

    from closeknit.journal.things import form_name
    from tests.support.page_forms import forms_of

    address = group.get_absolute_url()
    html = Client(headers={"cookie": session}).get(f"{address}suggest/").content.decode()
    form = next(one for one in forms_of(html, f"{address}suggest/") if "number" in one.fields)
    said = {name: one.value for name, one in form.fields.items() if one.value or one.is_typed}
    said.pop("times", None)  # the button that opens a grid of times rather than sending it
    talk = f"/talk/directory.group/{group.uuid}/"
    return {"address": address, "talk": talk, "thing": form_name(group), "form": said}


def _let_them_be_known(rows: list[Any], groups: list[Any]) -> None:
    """Each has written before, long enough ago to be new here no more."""
    from datetime import timedelta
    from uuid import uuid4

    from django.utils import timezone

    from closeknit.conversation.models import Comment, Thread

    old = timezone.now() - timedelta(days=30)
    threads = [Thread.objects.get_or_create(about_kind="directory.group", about_id=group.pk)[0] for group in groups]
    known = set(Comment.objects.filter(author__in=rows, created_at__lte=old).values_list("author_id", flat=True))
    Comment.objects.bulk_create(
        Comment(thread=threads[place % len(threads)], author=person, text="Well!", created_at=old, client_id=uuid4())
        for place, person in enumerate(rows)
        if person.pk not in known
    )
