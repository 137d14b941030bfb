"""Five halls at once, 40 tablets in each, a note from each every five seconds, while all ask what is new; on the
wall of each hall is the screen for the room.

An open loop: each note is due at a moment drawn beforehand, and its time counts from then. One answer in fifty
is thrown away, and the note sent again, as bad wifi does. Ten minutes by HALL_SECONDS=600, else a minute. The
generator is one patient process, as in ``signed_in``.
"""

import asyncio
import json
import multiprocessing
import os
import random
import secrets
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from benchmarks.hubs import BenchHub
from benchmarks.results import Result, at_most, told
from benchmarks.signed_in import CORES, _step_back, _two_cores
from benchmarks.timing import percentile
from tests.support.hub import serving

HALLS, TABLETS, EVERY = 5, 40, 5.0  # halls, tablets in each, seconds between the notes of one
LOOK_EVERY, WALL_EVERY = 5.0, 2.5
P95, CONVERGED = 500, 3.0  # milliseconds, seconds
LOST_ANSWERS = 50  # one in so many
PATIENCE = 10.0
SECONDS = float(os.environ.get("HALL_SECONDS", os.environ.get("BENCH_SECONDS", "60")))


@dataclass
class Seen:
    """What the tablets saw."""

    times: list[float] = field(default_factory=list)
    looks: list[float] = field(default_factory=list)
    unchanged: int = 0
    faults: dict[str, int] = field(default_factory=dict)
    sent: set[str] = field(default_factory=set)
    at_table: dict[str, set[str]] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)  # of each hall, as far as anybody was told
    late: list[float] = field(default_factory=list)
    converged: float = 0.0


def measure(bench: BenchHub) -> list[Result]:
    bench.hub.run("worker", "--until-done")  # what a new hub looks through once, such as groups that may be the same
    made = json.loads(bench.python("-m", "benchmarks.inside", "hall", "meetings"))
    behind_proxy = bench.hub.environment | {
        "CLOSEKNIT_TRUSTED_PROXIES": "127.0.0.1"
    }  # so that each hall has an address
    with (
        _two_cores(),
        serving(replace(bench.hub, environment=behind_proxy), "--workers", str(CORES)) as hub,
        multiprocessing.get_context("fork").Pool(1, _step_back) as generator,
    ):
        seen = generator.apply(_evening, (hub.url, made))
    there = json.loads(bench.python("-m", "benchmarks.inside", "hall", "notes"))
    log = (bench.hub.folder / "serve.log").read_text(errors="replace")
    return list(_results(bench, seen, there, log.count("database is locked")))


def _results(bench: BenchHub, seen: Seen, there: list[str], locked: int) -> Iterator[Result]:
    name = f"{HALLS} halls of {TABLETS} tablets, {HALLS * TABLETS / EVERY:.0f} notes a second"
    yield at_most(bench.case(f"{name}, 95 of 100 acknowledged in"), percentile(seen.times or [0.0], 95), "ms", P95)
    yield told(bench.case(f"{name}, 99 of 100 acknowledged in"), percentile(seen.times or [0.0], 99), "ms")
    yield at_most(bench.case(f"{name}, all screens agree after"), seen.converged, "s", CONVERGED)
    yield at_most(bench.case(f"{name}, lost"), len(seen.sent - set(there)), "notes", 0)
    yield at_most(bench.case(f"{name}, doubled"), len(there) - len(set(there)), "notes", 0)
    yield at_most(bench.case(f"{name}, failed"), sum(seen.faults.values()), "requests", 0)
    yield at_most(bench.case(f"{name}, “database is locked”"), locked, "times", 0)
    yield told(bench.case(f"{name}, notes sent"), len(seen.sent), "notes")
    yield told(bench.case(f"{name}, 95 of 100 looks answered in"), percentile(seen.looks or [0.0], 95), "ms")
    yield told(bench.case(f"{name}, 95 of 100 asked late by at most"), percentile(seen.late or [0.0], 95), "ms")
    for fault, count in seen.faults.items():
        print(f"    {fault}: {count}", flush=True)


def _evening(url: str, made: dict[str, Any]) -> Seen:
    return asyncio.run(_all_halls(url, made))


async def _all_halls(url: str, made: dict[str, Any]) -> Seen:
    seen, dice = Seen(), random.Random(7)
    tablets = [
        Tablet(url, code, seen, hall=hall, place=place)
        for hall, room in enumerate(made["codes"])
        for place, code in enumerate(room)
    ]
    walls = [Wall(url, path, seen, hall=hall, session=made["session"]) for hall, path in enumerate(made["walls"])]
    end = time.monotonic() + SECONDS
    phases = [dice.uniform(0, EVERY) for _tablet in tablets]
    looking = [asyncio.create_task(one.look_again(dice.uniform(0, one.every))) for one in (*tablets, *walls)]
    await asyncio.gather(*(tablet.write_until(end, phase) for tablet, phase in zip(tablets, phases, strict=True)))
    written = time.monotonic()
    for task in looking:
        task.cancel()
    await asyncio.gather(*looking, return_exceptions=True)
    await asyncio.gather(*(one.agree() for one in (*tablets, *walls)))
    seen.converged = time.monotonic() - written
    for one in (*tablets, *walls):
        one.close()
    return seen


class Device(ABC):
    """What stands in a hall and asks again and again; each kind of question has a line of its own."""

    every = LOOK_EVERY

    def __init__(self, url: str, seen: Seen, *, hall: int, place: int, cookie: str, more: str = "") -> None:
        self.host, self.port = urlsplit(url).hostname, urlsplit(url).port
        self.seen, self.hall = seen, hall
        self.head = (
            f"Host: {self.host}:{self.port}\r\nX-Forwarded-For: 10.1.{hall}.{place + 1}\r\nCookie: {cookie}\r\n{more}"
        )
        self.mark = ""
        self.lines: dict[str, Any] = {}

    async def look_again(self, phase: float) -> None:
        await asyncio.sleep(phase)
        while True:
            await self.look()
            await asyncio.sleep(self.every)

    @abstractmethod
    async def look(self) -> None:
        """Ask once what is new."""

    async def asked(self, path: str) -> tuple[str, str] | None:
        """The new answer and its mark; None while nothing is new, or when it failed."""
        begun = time.monotonic()
        extra = f"If-None-Match: {self.mark}\r\n" if self.mark else ""
        status, head, answer = await self.ask("look", "GET", path, extra=extra)
        self.seen.looks.append((time.monotonic() - begun) * 1000)
        if status == 200:
            etag = [line for line in head.split("\r\n") if line.lower().startswith("etag:")]
            return answer, etag[0].partition(":")[2].strip() if etag else ""
        if status == 304:
            self.seen.unchanged += 1
        else:
            self.fault(f"{status} at a look")
        return None

    async def ask(self, line: str, method: str, path: str, *, body: str = "", extra: str = "") -> tuple[int, str, str]:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._ask(line, f"{method} {path}", body, extra)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            self.lines.pop(line, None)
            self.fault(type(error).__name__)
            return 0, "", ""

    async def _ask(self, line: str, wish: str, body: str, extra: str) -> tuple[int, str, str]:
        if line not in self.lines:
            self.lines[line] = await asyncio.open_connection(self.host, self.port)
        reader, writer = self.lines[line]
        if body:
            extra += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        writer.write(f"{wish} HTTP/1.1\r\n{self.head}{extra}\r\n{body}".encode())
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = head.lower().partition("content-length:")[2].partition("\r\n")[0].strip()
        answer = await reader.readexactly(int(length)) if length else b""
        return int(head[9:12]), head, answer.decode()

    def fault(self, words: str) -> None:
        self.seen.faults[words] = self.seen.faults.get(words, 0) + 1

    def close(self) -> None:
        for _reader, writer in self.lines.values():
            writer.close()


class Tablet(Device):
    """It writes, asks what is new at its table, and keeps the notes it knows of."""

    def __init__(self, url: str, code: str, seen: Seen, *, hall: int, place: int) -> None:
        token = secrets.token_hex(16)
        more = f"X-CSRFToken: {token}\r\n"
        super().__init__(url, seen, hall=hall, place=place, cookie=f"csrftoken={token}", more=more)
        self.code, self.dice = code, random.Random(hall * 1000 + place)
        self.since, self.known = 0, set()

    async def write_until(self, end: float, phase: float) -> None:
        due = time.monotonic() + phase
        while due < end:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            self.seen.late.append((time.monotonic() - due) * 1000)
            await self.write(due)
            due += EVERY

    async def write(self, due: float) -> None:
        number = str(UUID(int=self.dice.getrandbits(128), version=4))
        item = {
            "client_id": number, "sort": "note", "written_at": "2026-11-25T19:00:00Z", "base_version": None,
            "payload": {"text": f"What the table says, in about so many words: {number}", "kind": "idea"},
        }  # fmt: skip
        body = json.dumps({"closeknit": "hall-1", "batch": number, "device": number, "items": [item]})
        is_lost = self.dice.randrange(LOST_ANSWERS) == 0
        for _try in range(2 if is_lost else 1):
            status, _head, answer = await self.ask("send", "POST", f"/hall/{self.code}/items/", body=body)
        said = json.loads(answer) if status == 200 else {}
        if not said or said["items"][0]["outcome"] != "kept":
            self.fault(f"{status} at a note")
            return
        self.seen.times.append((time.monotonic() - due) * 1000)
        self.seen.sent.add(number)
        self.seen.at_table.setdefault(self.code, set()).add(number)
        self.seen.versions[self.hall] = max(said["version"], self.seen.versions.get(self.hall, 0))

    async def look(self) -> None:
        answer = await self.asked(f"/hall/{self.code}/state/?since={self.since}")
        if answer is not None:
            said = json.loads(answer[0])
            self.known |= {note["note"] for note in said["notes"]}
            self.mark = answer[1] if said["version"] == self.since else ""
            self.since = said["version"]

    async def agree(self) -> None:
        """Ask until all that was written at this table is here."""
        end = time.monotonic() + PATIENCE
        wanted = self.seen.at_table.get(self.code, set())
        while not wanted <= self.known and time.monotonic() < end:
            await self.look()
        if not wanted <= self.known:
            self.fault("never agreed")


class Wall(Device):
    """The screen for the room, which somebody who runs the meeting has opened."""

    every = WALL_EVERY

    def __init__(self, url: str, path: str, seen: Seen, *, hall: int, session: str) -> None:
        super().__init__(url, seen, hall=hall, place=TABLETS, cookie=session)
        self.path = path

    async def look(self) -> None:
        answer = await self.asked(self.path)
        if answer is not None:
            self.mark = answer[1]

    async def agree(self) -> None:
        """Ask until it shows the meeting as it was when the last note came."""
        end = time.monotonic() + PATIENCE
        wanted = self.seen.versions.get(self.hall, 0)
        while (shown := self._version()) < wanted and time.monotonic() < end:
            await self.look()
        if shown < wanted:
            self.fault("a wall never agreed")

    def _version(self) -> int:
        number = self.mark.partition('"')[2].partition(".")[0]
        return int(number) if number.isdigit() else 0


NAME = "Benchmark of halls"


def meetings() -> dict[str, Any]:
    """Inside the hub: a meeting in each hall, eight tables in each, five tablets at each. Made anew."""
    from datetime import timedelta

    from django.conf import settings
    from django.urls import reverse
    from django.utils import timezone

    from closeknit.algorithms.schedule.recurrence import Recurrence
    from closeknit.calendar import keeping
    from closeknit.calendar.models import Series
    from closeknit.networks.models import Meeting, Network, Table
    from closeknit.places.models import Area

    Meeting.objects.filter(network__name=NAME).delete()
    area = Area.objects.filter(parent=None).first()
    network, _new = Network.objects.get_or_create(slug="benchmark-of-halls", defaults={"name": NAME, "area": area})
    starts = (timezone.localtime() + timedelta(days=1)).replace(tzinfo=None, microsecond=0)
    rule = keeping.packed(Recurrence(start=starts, minutes=120, zone="Europe/London"))
    codes, walls = [], []
    for _hall in range(HALLS):
        series = Series.objects.create(
            slug=f"benchmark-{secrets.token_hex(4)}", title=NAME, rule=rule, first_on=starts.date(),
            last_on=starts.date(), host_kind="networks.network", host_id=network.pk,
        )  # fmt: skip
        meeting = Meeting.objects.create(network=network, series=series, state="open", opened_at=timezone.now())
        tables = [Table.objects.create(meeting=meeting, number=number) for number in range(1, 9)]
        codes.append([tables[place % len(tables)].code for place in range(TABLETS)])
        walls.append(reverse("networks:projector-part", args=[meeting.uuid]))
    return {"codes": codes, "walls": walls, "session": f"{settings.SESSION_COOKIE_NAME}={_session(network)}"}


def _session(network: Any) -> str:
    """Of somebody who runs the meetings."""
    from closeknit.accounts.models import Grant, Person
    from tests.support.sessions import session_of

    email = "halls@loomwick.example"
    person = Person.objects.filter(email=email).first() or Person.objects.create_person(name="Noor", email=email)
    told = {"person": person, "role": "network_organiser", "scope_kind": "network", "scope_id": network.pk}
    Grant.objects.get_or_create(**told, defaults={"reason": "to measure"})
    return session_of(person)


def notes() -> list[str]:
    """Inside the hub: the number in the words of each note that is there."""
    from closeknit.networks.models import Note

    rows = Note.objects.filter(meeting__network__name=NAME).values_list("text", flat=True)
    return [text.rpartition(" ")[2] for text in rows]
