"""People at work: 500 of them signed in, who read (70 of 100 requests), search (20) and write (10).

Each thinks for five seconds on average between two requests, as in a busy hour of a borough. The
generator is one patient process at the lowest priority: it shares the machine with the hub, so what it
measures is rather too slow than too quick. ``SECONDS`` can be set longer by CLOSEKNIT_BENCH_SECONDS.
"""

import asyncio
import json
import multiprocessing
import os
import random
import secrets
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from benchmarks.hubs import BenchHub
from benchmarks.results import Result, at_most, no_less, told
from benchmarks.timing import percentile
from tests.support.hub import serving

PEOPLE = 500
THINKING = 5.0  # seconds, on average
SECONDS = float(os.environ.get("CLOSEKNIT_BENCH_SECONDS", "60"))
WARM_UP = 10.0
PATIENCE = 10.0  # then a request has failed
RATE, P95, P99 = 80, 400, 1000  # requests a second, milliseconds
READ, SEARCH, WRITE = "read", "search", "write"
MIX = {READ: 70, SEARCH: 20, WRITE: 10}
WORDS = ("singing", "repair", "garden", "walking", "bread", "tenants", "youth", "choir", "near LW1 4TT", "singign")
GROUPS = 200


@dataclass
class Kept:
    """What the people saw: how long each sort of request took, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=lambda: {sort: [] for sort in MIX})
    faults: Counter[str] = field(default_factory=Counter)

    @property
    def all(self) -> list[float]:
        return [one for times in self.times.values() for one in times]


def measure(bench: BenchHub) -> list[Result]:
    made = json.loads(bench.python("-m", "benchmarks.inside", "signed_in", "people"))
    with serving(bench.hub), multiprocessing.get_context("fork").Pool(1, os.nice, (19,)) as generator:
        kept = generator.apply(_everybody_at_work, (bench.hub.url, made))
    log = (bench.hub.folder / "serve.log").read_text(errors="replace")
    return list(_results(bench, kept, log.count("database is locked")))


def _results(bench: BenchHub, kept: Kept, locked: int) -> Iterator[Result]:
    name = f"{PEOPLE} people signed in"
    yield no_less(bench.case(f"{name}, rate held"), len(kept.all) / SECONDS, "requests/s", RATE)
    yield at_most(bench.case(f"{name}, 95 of 100 answered in"), percentile(kept.all, 95), "ms", P95)
    yield at_most(bench.case(f"{name}, 99 of 100 answered in"), percentile(kept.all, 99), "ms", P99)
    for sort, times in kept.times.items():
        yield told(bench.case(f"{name}, {sort}, 95 of 100 answered in"), percentile(times, 95), "ms")
    yield at_most(bench.case(f"{name}, failed"), sum(kept.faults.values()), "requests", 0)
    yield at_most(bench.case(f"{name}, “database is locked”"), locked, "times", 0)
    if kept.faults:
        print(f"  what failed: {dict(kept.faults.most_common(5))}", flush=True)


def _everybody_at_work(url: str, made: dict[str, Any]) -> Kept:
    return asyncio.run(_at_work(url, made))


async def _at_work(url: str, made: dict[str, Any]) -> Kept:
    kept, begun = Kept(), time.monotonic() + WARM_UP
    deeds = [_Person(url, session, made["groups"], kept, begun) for session in made["sessions"]]
    await asyncio.gather(*(person.work() for person in deeds))
    return kept


class _Person:
    """Somebody with a browser: a line that is kept open, a session, and a way of choosing."""

    def __init__(self, url: str, session: str, groups: Sequence[Sequence[str]], kept: Kept, begun: float) -> None:  # noqa: PLR0917 - all different
        self._host, self._port = urlsplit(url).hostname, urlsplit(url).port
        self._token = secrets.token_hex(16)
        self._cookies = f"{session}; csrftoken={self._token}"
        self._groups, self._kept, self._begun = groups, kept, begun
        self._dice = random.Random(session)
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def work(self) -> None:
        end = self._begun + SECONDS
        await asyncio.sleep(self._dice.uniform(0, 2 * THINKING))
        while time.monotonic() < end:
            sort = self._dice.choices(list(MIX), list(MIX.values()))[0]
            await self._ask(sort)
            await asyncio.sleep(self._dice.uniform(0, 2 * THINKING))
        if self._line:
            self._line[1].close()

    async def _ask(self, sort: str) -> None:
        method, path, body = self._wish(sort)
        began = time.monotonic()
        try:
            status = await asyncio.wait_for(self._answer(method, path, body), PATIENCE)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            status, self._line = 0, None
            fault = type(error).__name__
        else:
            fault = "" if status == (303 if method == "POST" else 200) else f"{status} {path.partition('?')[0]}"
        if began < self._begun:
            return
        self._kept.times[sort].append((time.monotonic() - began) * 1000)
        if fault:
            self._kept.faults[fault] += 1

    def _wish(self, sort: str) -> tuple[str, str, str]:
        address, thing = self._dice.choice(self._groups)
        if sort == SEARCH:
            page = self._dice.choice((1, 1, 1, 2, 3))
            return "GET", f"/find/?{urlencode({'q': self._dice.choice(WORDS), 'page': page})}", ""
        if sort == WRITE:
            wish = {"thing": thing, "level": self._dice.choice(("digest", "important", "")), "next": address}
            return "POST", "/follow/", urlencode(wish | {"csrfmiddlewaretoken": self._token})
        return "GET", self._dice.choice((address, address, address, "/", "/my/", "/notices/", "/areas/")), ""

    async def _answer(self, method: str, path: str, body: str) -> int:
        if self._line is None:
            self._line = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._line
        head = f"{method} {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\nCookie: {self._cookies}\r\n"
        if body:
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        writer.write(f"{head}\r\n{body}".encode())
        await writer.drain()
        told = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        await _read_body(reader, told.lower())
        return int(told[9:12])


async def _read_body(reader: asyncio.StreamReader, head: str) -> None:
    if "transfer-encoding: chunked" in head:
        while size := int((await reader.readline()).strip() or b"0", 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    elif "content-length:" in head:
        await reader.readexactly(int(head.partition("content-length:")[2].partition("\r\n")[0]))


def people() -> dict[str, Any]:
    """Inside the hub: everybody with a session, and what they look at. Made once, found again."""
    from django.conf import settings  # noqa: I001 - Django is set up before its rooms are loaded
    from closeknit.accounts.models import Person
    from closeknit.directory.models import Group
    from closeknit.journal.things import form_name

    groups = Group.objects.public().order_by("pk")[:GROUPS]
    known = {person.email: person for person in Person.objects.filter(email__startswith="busy-")}
    told = []
    for number in range(PEOPLE):
        email = f"busy-{number}@loomwick.example"
        person = known.get(email) or Person.objects.create_person(name=f"Busy {number}", email=email)
        told.append(f"{settings.SESSION_COOKIE_NAME}={_session_of(person)}")
    return {"sessions": told, "groups": [(one.get_absolute_url(), form_name(one)) for one in groups]}


def _session_of(person: Any) -> str:
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)
