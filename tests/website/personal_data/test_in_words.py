"""The file to read: sentences and names, as the person knows them; nothing that is only for the computer."""

import pytest

from closeknit.directory.models import Suggestion
from closeknit.directory.verbs import EDITED
from closeknit.journal.following import follow
from closeknit.journal.recording import record
from tests.support.factories import give_role, make_group, make_hub, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam(client):
    make_hub()
    person = make_person("Sam")
    client.force_login(person)
    return person


def read(client):
    return client.get("/account/data.html").content.decode()


def test_what_happened_is_told_in_sentences(client, sam):
    group = make_group("Heddle Hill Singers")
    other = make_person("Ada")
    follow(other, group)
    record(EDITED, by=sam, about=group)
    record(EDITED, by=other, about=group, to=[sam])
    told = read(client)
    assert "Sam changed the page of Heddle Hill Singers" in told
    assert "Ada changed the page of Heddle Hill Singers" in told
    assert EDITED not in told


def test_roles_and_follows_name_what_they_are_about(client, sam):
    group = make_group("Heddle Hill Singers")
    give_role(sam, "group_steward", "group", group.pk)
    follow(sam, make_group("Weftbridge Bakers"))
    told = read(client)
    assert "What people agreed to" not in told
    assert "Your roles" in told
    assert "Heddle Hill Singers" in told
    assert "Weftbridge Bakers" in told
    assert "directory.group" not in told
    for label in ("Scope id", "Thing id", "Via kind", "Scope kind"):
        assert label not in told


def test_what_i_wrote_of_a_page_is_told_field_by_field(client, sam):
    group = make_group("Heddle Hill Singers")
    Suggestion.objects.create(
        group=group, by=sam, before={"name": group.name}, wanted={"name": "Heddle Hill Choir"}, reason="New name"
    )
    told = read(client)
    assert "Name: Heddle Hill Choir" in told
    assert "{" not in told


def test_a_column_that_is_empty_in_every_row_is_left_out(client, sam):
    give_role(sam, "moderator")
    told = read(client)
    assert "Ended because" not in told
    assert "–" not in told
