"""As each role, read every page, file and feed, and look for words that this role should not come across."""

import pytest
from django.http import HttpResponse

from tests.house.canaries import hatch, plant, seen_without_right, unseen_tables
from tests.house.matrix import ROUTES, Asker, address
from tests.house.world import ROLES

READ = [name for name, row in ROUTES.items() if "GET" in row]
FEW = ("visitor", "member", "other_steward")  # the others are asked by make test-deep


@pytest.fixture(scope="module")
def aviary(_standing_world, django_db_blocker):
    """The world with a word of its own in each field."""
    with django_db_blocker.unblock():
        world = _standing_world
        hatch(world)
        world.planted = plant(world)
        world.ask = Asker(world.people)
        return world


def look(world, roles, record_property):
    told = []
    for name in READ:
        for role in roles:
            answer = world.ask.undone(role, "GET", address(name, world.things))
            assert answer.status_code < 500, f"{name} as {role}"
            told += [f"{name} shows {role} {leak}" for leak in seen_without_right(world, role, name, answer)]
    record_property("canaries", len(READ) * len(roles))
    assert not told, "\n".join(sorted(told))


@pytest.mark.parametrize("role", FEW)
def test_nobody_comes_across_what_is_not_for_them(role, aviary, world, record_property):
    look(world, [role], record_property)


@pytest.mark.deep
@pytest.mark.parametrize("role", [role for role in ROLES if role not in FEW])
def test_no_role_comes_across_what_is_not_for_it(role, aviary, world, record_property):
    look(world, [role], record_property)


def test_the_world_has_a_row_of_each_table_with_guarded_words(aviary, world):
    """Where there is no row nobody looks for leaks: let the world have one."""
    assert unseen_tables() == []


def test_a_planted_leak_is_seen(aviary, world):
    """A page that shows a group's own address to everyone."""
    word = next(word for word, canary in world.planted.items() if canary.place == "directory.Group.contact_email")
    answer = HttpResponse(b"<p>Write to " + word + b"@canary.example</p>")
    answer.body = answer.content
    assert seen_without_right(world, "visitor", "directory:group", answer) == {"directory.Group.contact_email (group)"}
    assert seen_without_right(world, "hub_admin", "directory:group", answer) == set()
    in_a_header = HttpResponse(headers={"Link": word.decode()})
    in_a_header.body = b""
    assert seen_without_right(world, "member", "directory:group", in_a_header)
