"""Each page that is read in a session has a literal number of queries, in queries.toml, and keeps to it."""

import tomllib
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.house.matrix import ROUTES, address, expected

FILE = Path(__file__).with_name("queries.toml")
MOST = tomllib.loads(FILE.read_text(encoding="utf-8"))
READERS = ("member", "network_organiser", "hub_admin")  # who sees little, who sees some, who sees all
SHOWN = 200


def readers_of(name) -> list[str]:
    return [role for role in READERS if expected(ROUTES[name], role, "GET") == SHOWN]


READ = sorted(name for name in ROUTES if readers_of(name))


def dearest(world, name) -> int:
    """What the page costs whoever pays most, once what is the same for everybody is remembered."""
    path, counts = address(name, world.things), []
    for role in readers_of(name):
        world.ask.undone(role, "GET", path)
        with CaptureQueriesContext(connection) as asked:
            world.ask.undone(role, "GET", path)
        counts.append(sum("SAVEPOINT" not in (one["sql"] or "") for one in asked))  # no words: its plan is kept
    return max(counts)


def test_each_page_has_its_number():
    assert sorted(MOST) == READ


@pytest.mark.parametrize("name", [name for name in READ if name in MOST])
def test_a_page_costs_no_more_than_its_number(world, name):
    assert dearest(world, name) <= MOST[name]
