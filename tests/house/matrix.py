"""The matrix of every address × every method × everyone, read from routes.toml, and how it is asked."""

import tomllib
from collections.abc import Iterator, Mapping
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse

from closeknit.core import rate_limit
from tests.house.world import NAMED, ROLES, STAND_INS

ROUTES = tomllib.loads(Path(__file__).with_name("routes.toml").read_text(encoding="utf-8"))
METHODS = ("GET", "POST")
REFUSED = 405


def routes_of(resolver, namespaces=()) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield ":".join([*namespaces, entry.name or f"(no name) {entry.pattern}"]), entry
        else:
            yield from routes_of(entry, (*namespaces, entry.namespace) if entry.namespace else namespaces)


def without_a_row(resolver, rows: Mapping[str, Any]) -> list[str]:
    """Routes that the matrix knows nothing of."""
    return sorted({name for name, _entry in routes_of(resolver)} - set(rows))


def expected(row, role, method) -> int:
    """The status that this role gets: its own word in the row, else that of the one it is like."""
    if role in NAMED:
        return row[method][NAMED.index(role)] if method in row else REFUSED
    own = row.get(role, {})
    return own[method] if method in own else expected(row, STAND_INS[role], method)


def address(name, things, row=None) -> str:
    """The route's path with the names of these things in it."""
    row = ROUTES[name] if row is None else row
    args = {key: value.format_map(vars(things)) for key, value in row.get("args", {}).items()}
    query = row.get("query", "").format_map(vars(things))
    return reverse(name, kwargs=args) + (f"?{query}" if query else "")


class Asker:
    """A browser for each role, signed in once and then always as it was just after that."""

    def __init__(self, people: Mapping[str, Any]) -> None:
        self.clients = {role: Client(raise_request_exception=False) for role in people}
        self.cookies = {}
        for role, client in self.clients.items():
            if people[role] is not None:
                client.force_login(people[role])
            self.cookies[role] = client.cookies.output(header="", sep=";")

    def __call__(self, role, method, path, *, enforce_csrf_checks=False, **headers):
        client = self.clients[role]
        client.handler.enforce_csrf_checks = enforce_csrf_checks
        client.cookies = SimpleCookie(self.cookies[role])
        return client.generic(method, path, content_type="application/x-www-form-urlencoded", **headers)

    def undone(self, role, method, path, **more):
        """Ask, and take back whatever that did. The answer's ``body`` is read while it still holds."""
        with transaction.atomic():
            answer = self(role, method, path, **more)
            answer.body = b"".join(answer)
            transaction.set_rollback(True)
        rate_limit.counters().clear()
        return answer


def wrong_answers(world, name, method, row=None, roles=ROLES) -> dict[str, str]:
    """Whom the route answers otherwise than its row says. Each asks the same world."""
    row = ROUTES[name] if row is None else row
    path = address(name, world.things, row)
    got = {role: world.ask.undone(role, method, path).status_code for role in roles}
    return {
        role: f"{status}, not {expected(row, role, method)}"
        for role, status in got.items()
        if status != expected(row, role, method)
    }
