"""Every address × every method × everyone. A route that is missing here, or a row without a route, fails."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.urls import get_resolver, path

from closeknit.config import urls
from tests.house.matrix import METHODS, ROUTES, address, routes_of, without_a_row, wrong_answers
from tests.house.world import NAMED, ROLES, STAND_INS

NEVER = ("PUT", "PATCH", "DELETE")
ON_EVERY_DATABASE = (*NAMED, "group_steward", "network_organiser")
ASKED = ROLES if connection.vendor == "sqlite" else ON_EVERY_DATABASE
LATER = [role for role in ROLES if role not in ASKED]  # by make test-deep
without_data = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="headers, keys of forms and odd methods are the same on every database"
)
KNOWN = {"args", "query", "form", "embed", "one_click", *METHODS, *STAND_INS}


def test_every_route_has_a_row_and_every_row_a_route():
    assert without_a_row(get_resolver(), ROUTES) == [], "routes without a row in routes.toml"
    routes = {name for name, _entry in routes_of(get_resolver())}
    assert sorted(set(ROUTES) - routes) == [], "rows of routes.toml without a route"


@without_data
@pytest.mark.parametrize("name", ROUTES)
def test_each_row_is_well_written(name):
    row = ROUTES[name]
    assert set(row) <= KNOWN
    assert any(method in row for method in METHODS)
    assert all(len(row[method]) == len(NAMED) for method in METHODS if method in row)
    assert all(set(row[role]) <= set(METHODS) for role in STAND_INS if role in row)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ROUTES)
def test_everyone_gets_what_the_matrix_says(name, method, world, record_property):
    record_property("matrix", len(ASKED))
    assert wrong_answers(world, name, method, roles=ASKED) == {}, f"{method} {address(name, world.things)}"


@pytest.mark.deep
@pytest.mark.parametrize("role", LATER)
def test_everyone_else_gets_what_the_matrix_says(role, world, record_property):
    record_property("matrix", len(ROUTES) * len(METHODS))
    wrong = {(name, method): wrong_answers(world, name, method, roles=[role]) for name in ROUTES for method in METHODS}
    assert {asked: answer for asked, answer in wrong.items() if answer} == {}


def test_a_planted_unguarded_view_is_seen(world, settings):
    """Without a row it is missed; with a row that asks for a guard, everybody who gets through is named."""

    class Planted:
        urlpatterns = [*urls.urlpatterns, path("manage/planted/", lambda request: HttpResponse("all"), name="planted")]

    settings.ROOT_URLCONF = Planted
    row = {"GET": [302, 404, 200], "POST": [303, 404, 405]}
    assert "planted" in without_a_row(get_resolver(), ROUTES)
    assert wrong_answers(world, "planted", "GET", row)["visitor"] == "200, not 302"
    assert set(wrong_answers(world, "planted", "GET", row)) == set(ROLES) - {"hub_admin"}
    assert wrong_answers(world, "planted", "POST", row)["hub_admin"] == "200, not 405"


def test_what_can_be_read_can_be_asked_about(world):
    """HEAD, which link checkers and the programs of social media use, answers as GET does."""
    readable = {name: row["GET"][0] for name, row in ROUTES.items() if "GET" in row}
    assert {
        name: world.ask("visitor", "HEAD", address(name, world.things)).status_code for name in readable
    } == readable


@without_data
@pytest.mark.parametrize("name", ROUTES)
def test_nobody_may_use_an_odd_method(name, world):
    path = address(name, world.things)
    assert [world.ask("hub_admin", method, path).status_code for method in NEVER] == [405] * len(NEVER)


@without_data
@pytest.mark.parametrize("name", ROUTES)
def test_a_visitor_s_page_sets_no_cookie_and_carries_the_headers(name, world):
    row = ROUTES[name]
    answer = world.ask("visitor", "GET", address(name, world.things))
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
    answer = world.ask("visitor", "GET", address(name, world.things))
    assert b"<form" not in answer.content
    assert not answer.cookies
    as_admin = world.ask("hub_admin", "GET", address(name, world.things))
    assert as_admin.content == answer.content


@without_data
@pytest.mark.parametrize("name", ROUTES)
def test_what_is_read_in_a_session_is_kept_by_nobody(name, world):
    """Unless it is the same for all, said so by the view, and did not look at the session."""
    answer = world.ask("hub_admin", "GET", address(name, world.things))
    control = answer.get("Cache-Control", "")
    if "no-store" in control:
        return
    assert "public" in control or "max-age" in control or "no-cache" in control, f"{answer.status_code} {control}"
    assert "Cookie" not in answer.get("Vary", "")


@without_data
@pytest.mark.parametrize(
    "name", [name for name in ROUTES if "POST" in ROUTES[name] and not ROUTES[name].get("one_click")]
)
def test_a_form_from_elsewhere_is_refused(name, world):
    for role in NAMED:
        answer = world.ask(role, "POST", address(name, world.things), enforce_csrf_checks=True)
        assert answer.status_code in {403, 404, 405}


def test_only_the_end_of_letters_may_be_asked_for_from_elsewhere(world):
    """A mail program posts it for its reader, and knows no key of ours (RFC 8058)."""
    exempt = [name for name in ROUTES if ROUTES[name].get("one_click")]
    assert set(exempt) <= {"journal:unsubscribe", "networks:stop"}
    for name in exempt:
        path = address(name, world.things)
        assert world.ask("visitor", "POST", path, enforce_csrf_checks=True).status_code == 200


@pytest.mark.parametrize("name", [name for name in ROUTES if "{" in "".join(ROUTES[name].get("args", {}).values())])
def test_what_is_not_there_is_not_found(name, world):
    """And looks the same whether it is hidden or was never there."""
    for method in METHODS:
        if method not in ROUTES[name]:
            continue
        missing = world.ask("visitor", method, address(name, world.nothing))
        if ROUTES[name][method][0] in {302, 303} and missing.status_code != 404:  # asked to sign in first
            assert missing.status_code == ROUTES[name][method][0]
            continue
        assert missing.status_code == 404
        secret = world.ask("visitor", method, address(name, world.hidden))
        assert secret.status_code == 404
        assert len(secret.content) == len(missing.content)
