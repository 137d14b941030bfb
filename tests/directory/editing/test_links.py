"""A link between two groups shows once both say so."""

import pytest

from closeknit.directory.models import Relation

pytestmark = pytest.mark.django_db


def links(group):
    return f"/groups/{group.slug}/edit/links/"


def offer(client, world, **typed):
    return client.post(links(world.group), {"other": "weftbridge bakers", "kind": "works_with", **typed})


def is_shown(client, world):
    return "we work together" in client.get(f"/groups/{world.group.slug}/").content.decode()


def test_it_is_offered_confirmed_shown_and_ended(client, world):
    client.force_login(world.priya)
    assert offer(client, world).status_code == 303
    tie = Relation.objects.get()
    assert not is_shown(client, world)
    assert client.post(f"{links(world.group)}{tie.uuid}/answer/", {"answer": "yes"}).status_code == 404
    client.force_login(world.tom)
    assert "Heddle Hill Singers" in client.get(links(world.other)).content.decode()
    assert client.post(f"{links(world.other)}{tie.uuid}/answer/", {"answer": "yes"}).status_code == 303
    assert is_shown(client, world)
    assert client.post(f"{links(world.other)}{tie.uuid}/end/").status_code == 303
    assert not is_shown(client, world)
    client.force_login(world.priya)
    assert offer(client, world).status_code == 303
    assert Relation.objects.get().confirmed_at is None


def test_it_is_declined(client, world):
    client.force_login(world.priya)
    offer(client, world)
    client.force_login(world.tom)
    answer = f"{links(world.other)}{Relation.objects.get().uuid}/answer/"
    assert client.post(answer, {"answer": "no"}).status_code == 303
    assert Relation.objects.count() == 0
    assert client.post(answer, {"answer": "no"}).status_code == 404


def test_it_is_offered_once(as_priya, world):
    assert [offer(as_priya, world).status_code for _twice in range(2)] == [303, 409]


def test_by_the_address_of_the_page(as_priya, world):
    assert offer(as_priya, world, other=f"https://hub.example/groups/{world.other.slug}/").status_code == 303


@pytest.mark.parametrize("other", ["", "Nobody knows us", "Heddle Hill Singers"])
def test_only_to_another_group_that_is_known(as_priya, world, other):
    answer = offer(as_priya, world, other=other, note="our own words")
    assert answer.status_code == 422
    assert "our own words" in answer.content.decode()
