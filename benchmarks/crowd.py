"""People at their browsers: each has a session, an address, a line to the hub that is kept open, a way of choosing."""

import asyncio
import random
import secrets
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

READ, SEARCH, WRITE = "read", "search", "write"
MIX = {READ: 70, SEARCH: 20, WRITE: 10}
WRITES = {"follow": 6, "comment": 3, "suggestion": 1}
WORDS = ("singing", "repair", "garden", "walking", "bread", "tenants", "youth", "choir", "near LW1 4TT", "singign")
PATIENCE = 10.0  # seconds; then a request has failed
ANSWERED = {"GET": 200, "POST": 303}


@dataclass
class Kept:
    """What the people saw: how long each sort of request took, and what went wrong, by its kind."""

    times: dict[str, list[float]] = field(default_factory=lambda: {sort: [] for sort in MIX})
    faults: Counter[str] = field(default_factory=Counter)
    late: list[float] = field(default_factory=list)  # by how much the generator itself asked too late
    last: float = 0.0  # when the last answer came

    @property
    def all(self) -> list[float]:
        return [one for times in self.times.values() for one in times]


class Person:
    """``made`` is what ``signed_in.people`` found in the hub: groups with their forms, and pages."""

    def __init__(self, url: str, number: int, made: dict[str, Any]) -> None:
        self._host, self._port = urlsplit(url).hostname, urlsplit(url).port
        self._token = secrets.token_hex(16)
        self._head = (
            f"Host: {self._host}:{self._port}\r\nX-Forwarded-For: 10.0.{number // 250}.{number % 250 + 1}\r\n"
            f"Cookie: {made['sessions'][number]}; csrftoken={self._token}\r\n"
        )
        self._groups, self._pages = made["groups"], made["pages"]
        self._dice = random.Random(number)
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def ask(self, kept: Kept, due: float | None = None) -> None:
        """One request, counted from when it was ``due``: who has to wait for the line waits for the hub."""
        sort, method, path, body = self._wish()
        begun = time.monotonic()
        if due is not None:
            kept.late.append((begun - due) * 1000)
        async with self._one_at_a_time:
            try:
                status = await asyncio.wait_for(self._answer(method, path, body), PATIENCE)
            except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
                self._line, fault = None, type(error).__name__
            else:
                fault = "" if status == ANSWERED[method] else f"{status} at {method} {self._kind_of(path)}"
        kept.last = time.monotonic()
        kept.times[sort].append((kept.last - (due or begun)) * 1000)
        if fault:
            kept.faults[fault] += 1

    def close(self) -> None:
        if self._line:
            self._line[1].close()

    def _wish(self) -> tuple[str, str, str, str]:
        sort = self._one_of(MIX)
        group = self._groups[int(len(self._groups) * self._dice.random() ** 2)]  # some are better known than others
        if sort == SEARCH:
            asked = {"q": self._dice.choice(WORDS), "page": self._dice.choice((1, 1, 1, 2, 3))}
            return sort, "GET", f"/find/?{urlencode(asked)}", ""
        if sort == WRITE:
            return (sort, "POST", *self._deed(group))
        page = group["address"] if self._dice.random() < 1 / 2 else self._dice.choice([*self._pages, group["talk"]])
        return sort, "GET", page, ""

    def _deed(self, group: dict[str, Any]) -> tuple[str, str]:
        """Where it is sent, and the form: as a browser would send it, with a number of its own."""
        deed, number = self._one_of(WRITES), str(UUID(int=self._dice.getrandbits(128), version=4))
        if deed == "comment":
            path, form = group["talk"], {"text": f"We were there too. {number}", "client_id": number}
        elif deed == "suggestion":
            summary = f"We meet in the hall, all are welcome. {number}"
            path, form = f"{group['address']}suggest/", group["form"] | {"summary": summary, "number": number}
        else:
            level = self._dice.choice(("digest", "important", ""))
            path, form = "/follow/", {"thing": group["thing"], "level": level, "next": group["address"]}
        return path, urlencode(form | {"csrfmiddlewaretoken": self._token}, doseq=True)

    def _one_of(self, weights: dict[str, int]) -> str:
        return self._dice.choices(list(weights), list(weights.values()))[0]

    def _kind_of(self, path: str) -> str:
        """The page without what tells one group from another."""
        room, *parts = path.partition("?")[0].strip("/").split("/")
        return "/".join([room, *(part for part in parts[1:] if part.isalpha())])

    async def _answer(self, method: str, path: str, body: str) -> int:
        if self._line is None:
            self._line = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._line
        head = f"{method} {path} HTTP/1.1\r\n{self._head}"
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
