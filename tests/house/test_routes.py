"""Every address × every method × everyone. A route that is missing here, or a row without a route, fails."""

import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from closeknit.core import rate_limit
from tests.house.world import NAMED, ROLES, STAND_INS, make_world

ROUTES = tomllib.loads(Path(__file__).with_name("routes.toml").read_text(encoding="utf-8"))
METHODS = ("GET", "POST")
NEVER = ("PUT", "PATCH", "DELETE")
KNOWN = {"args", "query", "form", "embed", "one_click", *METHODS, *STAND_INS}
REFUSED = 405


def routes_of(resolver, namespaces=()):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield ":".join([*namespaces, entry.name or f"(no name) {entry.pattern}"]), entry
        else:
            yield from routes_of(entry, (*namespaces, entry.namespace) if entry.namespace else namespaces)


def test_every_route_has_a_row_and_every_row_a_route():
    routes = {name for name, _entry in routes_of(get_resolver())}
    assert sorted(routes - set(ROUTES)) == [], "routes without a row in routes.toml"
    assert sorted(set(ROUTES) - routes) == [], "rows of routes.toml without a route"


@pytest.mark.parametrize("name", ROUTES)
def test_each_row_is_well_written(name):
    row = ROUTES[name]
    assert set(row) <= KNOWN
    assert any(method in row for method in METHODS)
    assert all(len(row[method]) == len(NAMED) for method in METHODS if method in row)
    assert all(set(row[role]) <= set(METHODS) for role in STAND_INS if role in row)


def expected(row, role, method):
    """The status that this role gets: its own word in the row, else that of the one it is like."""
    if role in NAMED:
        return row[method][NAMED.index(role)] if method in row else REFUSED
    own = row.get(role, {})
    return own[method] if method in own else expected(row, STAND_INS[role], method)


@pytest.fixture
def world(db, settings):
    settings.SECOND_FACTOR = "required"
    return make_world()


def address(name, world):
    row = ROUTES[name]
    args = {key: value.format_map(vars(world.things)) for key, value in row.get("args", {}).items()}
    query = row.get("query", "").format_map(vars(world.things))
    return reverse(name, kwargs=args) + (f"?{query}" if query else "")


def ask(world, role, method, path, **more):
    client = Client(raise_request_exception=False, **more)
    if world.people[role] is not None:
        client.force_login(world.people[role])
    return client.generic(method, path, content_type="application/x-www-form-urlencoded")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ROUTES)
def test_everyone_gets_what_the_matrix_says(name, method, world):
    path = address(name, world)
    row = ROUTES[name]
    wrong = {}
    for role in ROLES:
        with transaction.atomic():  # each asks the same world: what one has done is taken back for the next
            got = ask(world, role, method, path).status_code
            transaction.set_rollback(True)
        rate_limit.counters().clear()
        if got != expected(row, role, method):
            wrong[role] = f"{got}, not {expected(row, role, method)}"
    assert wrong == {}, f"{method} {path}"


def test_what_can_be_read_can_be_asked_about(world):
    """HEAD, which link checkers and the programs of social media use, answers as GET does."""
    readable = {name: row["GET"][0] for name, row in ROUTES.items() if "GET" in row}
    assert {name: ask(world, "visitor", "HEAD", address(name, world)).status_code for name in readable} == readable


@pytest.mark.parametrize("name", ROUTES)
def test_nobody_may_use_an_odd_method(name, world):
    path = address(name, world)
    assert [ask(world, "hub_admin", method, path).status_code for method in NEVER] == [405] * len(NEVER)


@pytest.mark.parametrize("name", ROUTES)
def test_a_visitor_s_page_sets_no_cookie_and_carries_the_headers(name, world):
    row = ROUTES[name]
    answer = ask(world, "visitor", "GET", address(name, world))
    policy = answer["Content-Security-Policy"].split("; ")
    assert "script-src 'self'" in policy
    assert not any("unsafe" in rule for rule in policy)
    assert answer["X-Content-Type-Options"] == "nosniff"
    if row.get("embed"):
        assert "X-Frame-Options" not in answer
        assert "frame-ancestors 'none'" not in policy
    else:
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in policy
    assert set(answer.cookies) <= ({"csrftoken"} if row.get("form") else set())


@pytest.mark.parametrize("name", [name for name in ROUTES if ROUTES[name].get("embed")])
def test_an_embed_holds_nothing_to_click_into(name, world):
    answer = ask(world, "visitor", "GET", address(name, world))
    assert b"<form" not in answer.content
    assert not answer.cookies
    as_admin = ask(world, "hub_admin", "GET", address(name, world))
    assert as_admin.content == answer.content


@pytest.mark.parametrize("name", ROUTES)
def test_what_is_read_in_a_session_is_kept_by_nobody(name, world):
    """Unless it is the same for all, said so by the view, and did not look at the session."""
    answer = ask(world, "hub_admin", "GET", address(name, world))
    control = answer.get("Cache-Control", "")
    if "no-store" in control:
        return
    assert "public" in control or "max-age" in control or "no-cache" in control, f"{answer.status_code} {control}"
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize(
    "name", [name for name in ROUTES if "POST" in ROUTES[name] and not ROUTES[name].get("one_click")]
)
def test_a_form_from_elsewhere_is_refused(name, world):
    for role in ROLES:
        answer = ask(world, role, "POST", address(name, world), enforce_csrf_checks=True)
        assert answer.status_code in {403, 404, 405}


def test_only_the_end_of_letters_may_be_asked_for_from_elsewhere(world):
    """A mail program posts it for its reader, and knows no key of ours (RFC 8058)."""
    assert [name for name in ROUTES if ROUTES[name].get("one_click")] == ["journal:unsubscribe"]
    path = address("journal:unsubscribe", world)
    assert ask(world, "visitor", "POST", path, enforce_csrf_checks=True).status_code == 200


@pytest.mark.parametrize("name", [name for name in ROUTES if "{" in "".join(ROUTES[name].get("args", {}).values())])
def test_what_is_not_there_is_not_found(name, world):
    """And looks the same whether it is hidden or was never there."""
    elsewhere = SimpleNamespace(things=world.nothing, people=world.people)
    hidden = SimpleNamespace(things=world.hidden, people=world.people)
    for method in METHODS:
        if method not in ROUTES[name]:
            continue
        missing = ask(elsewhere, "visitor", method, address(name, elsewhere))
        if (
            ROUTES[name][method][0] in {302, 303} and missing.status_code != 404
        ):  # a visitor is asked to sign in first, whatever is there
            assert missing.status_code == ROUTES[name][method][0]
            continue
        assert missing.status_code == 404
        secret = ask(hidden, "visitor", method, address(name, hidden))
        assert secret.status_code == 404
        assert len(secret.content) == len(missing.content)
