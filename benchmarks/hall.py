"""Five halls at once, 40 tablets in each, a note from each every five seconds, while all ask what is new.

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
LOOK_EVERY = 5.0
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
    late: list[float] = field(default_factory=list)
    converged: float = 0.0


def measure(bench: BenchHub) -> list[Result]:
    made = json.loads(bench.python("-m", "benchmarks.inside", "hall", "meetings"))
    behind_proxy = bench.hub.environment | {
        "CLOSEKNIT_TRUSTED_PROXIES": "127.0.0.1"
    }  # so that each hall has an address
    with (
        _two_cores(),
        serving(replace(bench.hub, environment=behind_proxy), "--workers", str(CORES)) as hub,
        multiprocessing.get_context("fork").Pool(1, _step_back) as generator,
    ):
        seen = generator.apply(_evening, (hub.url, made["codes"]))
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


def _evening(url: str, codes: list[list[str]]) -> Seen:
    return asyncio.run(_all_halls(url, codes))


async def _all_halls(url: str, codes: list[list[str]]) -> Seen:
    seen, dice = Seen(), random.Random(7)
    tablets = [
        Tablet(url, code, seen, hall=hall, place=place)
        for hall, room in enumerate(codes)
        for place, code in enumerate(room)
    ]
    end = time.monotonic() + SECONDS
    phases = [dice.uniform(0, EVERY) for _tablet in tablets]
    looking = [asyncio.create_task(tablet.look_again(dice.uniform(0, LOOK_EVERY))) for tablet in tablets]
    await asyncio.gather(*(tablet.write_until(end, phase) for tablet, phase in zip(tablets, phases, strict=True)))
    written = time.monotonic()
    for task in looking:
        task.cancel()
    await asyncio.gather(*looking, return_exceptions=True)
    await asyncio.gather(*(tablet.agree() for tablet in tablets))
    seen.converged = time.monotonic() - written
    for tablet in tablets:
        tablet.close()
    return seen


class Tablet:
    """One tablet: a line for what it sends, another for what it asks, and the notes it knows of."""

    def __init__(self, url: str, code: str, seen: Seen, *, hall: int, place: int) -> None:
        self.host, self.port = urlsplit(url).hostname, urlsplit(url).port
        self.code, self.seen, self.place = code, seen, place
        self.dice = random.Random(hall * 1000 + place)
        token = secrets.token_hex(16)
        self.head = (
            f"Host: {self.host}:{self.port}\r\nX-Forwarded-For: 10.1.{hall}.{place + 1}\r\n"
            f"Cookie: csrftoken={token}\r\nX-CSRFToken: {token}\r\n"
        )
        self.since, self.mark, self.known = 0, "", set()
        self.lines: dict[str, Any] = {}

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
        if status != 200 or json.loads(answer)["items"][0]["outcome"] != "kept":
            self.fault(f"{status} at a note")
            return
        self.seen.times.append((time.monotonic() - due) * 1000)
        self.seen.sent.add(number)
        self.seen.at_table.setdefault(self.code, set()).add(number)

    async def look_again(self, phase: float) -> None:
        await asyncio.sleep(phase)
        while True:
            await self.look()
            await asyncio.sleep(LOOK_EVERY)

    async def look(self) -> None:
        begun = time.monotonic()
        extra = f"If-None-Match: {self.mark}\r\n" if self.mark else ""
        status, head, answer = await self.ask(
            "look", "GET", f"/hall/{self.code}/state/?since={self.since}", extra=extra
        )
        self.seen.looks.append((time.monotonic() - begun) * 1000)
        if status == 304:
            self.seen.unchanged += 1
            return
        if status != 200:
            self.fault(f"{status} at a look")
            return
        said = json.loads(answer)
        self.known |= {note["note"] for note in said["notes"]}
        same = said["version"] == self.since
        self.since = said["version"]
        etag = [line for line in head.split("\r\n") if line.lower().startswith("etag:")]
        self.mark = etag[0].partition(":")[2].strip() if same and etag else ""

    async def agree(self) -> None:
        """Ask until all that was written at this table is here."""
        end = time.monotonic() + PATIENCE
        wanted = self.seen.at_table.get(self.code, set())
        while not wanted <= self.known and time.monotonic() < end:
            await self.look()
        if not wanted <= self.known:
            self.fault("never agreed")

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


NAME = "Benchmark of halls"


def meetings() -> dict[str, Any]:
    """Inside the hub: a meeting in each hall, eight tables in each, five tablets at each. Made anew."""
    from datetime import timedelta

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
    codes = []
    for _hall in range(HALLS):
        series = Series.objects.create(
            slug=f"benchmark-{secrets.token_hex(4)}", title=NAME, rule=rule, first_on=starts.date(),
            last_on=starts.date(), host_kind="networks.network", host_id=network.pk,
        )  # fmt: skip
        meeting = Meeting.objects.create(network=network, series=series, state="open", opened_at=timezone.now())
        tables = [Table.objects.create(meeting=meeting, number=number) for number in range(1, 9)]
        codes.append([tables[place % len(tables)].code for place in range(TABLETS)])
    return {"codes": codes}


def notes() -> list[str]:
    """Inside the hub: the number in the words of each note that is there."""
    from closeknit.networks.models import Note

    rows = Note.objects.filter(meeting__network__name=NAME).values_list("text", flat=True)
    return [text.rpartition(" ")[2] for text in rows]
