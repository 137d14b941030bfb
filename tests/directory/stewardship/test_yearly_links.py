"""The links of the yearly letter: for one year's question, and for whoever looks after the page then."""

import pytest
from django.utils import timezone

from closeknit.directory.models import Asking, Group
from closeknit.directory.stewardship import stewards
from closeknit.journal.models import Entry
from tests.directory.stewardship.test_keeping_fresh import (  # noqa: F401 - fixtures
    _beginning,
    day,
    links_of,
    listed,
    run,
)
from tests.support import factories as make

pytestmark = pytest.mark.django_db
ASLEEP = {"answer": "asleep"}


@pytest.fixture
def asked(cast, listed, letters):  # noqa: F811 - the fixture
    """Priya and Ada look after it and were asked; their links."""
    for person in (cast.priya, cast.ada):
        make.give_role(person, "group_steward", "group", listed.pk)
    with day(366):
        run()
        yield {letter.to: links_of(letter) for letter in letters}


def state_of(group):
    return Group.objects.values_list("state", "confirmed_on").get(pk=group.pk)


def test_each_has_links_of_their_own(asked):
    assert len({link for own in asked.values() for link in own.values()}) == 6


def test_what_was_answered_is_not_answered_again(as_, cast, listed, asked):  # noqa: F811
    priya, ada = asked[cast.priya.email], asked[cast.ada.email]
    assert as_(None).post(priya["right"]).status_code == 303
    before = state_of(listed)
    for link in (priya["right"], priya["asleep"], priya["change"], ada["asleep"]):
        page = as_(None).get(link)
        assert page.status_code == 200
        assert "the answer was: It is still right" in page.content.decode()
        assert "Sign in and change the page" in page.content.decode()
        assert as_(None).post(link, ASLEEP).status_code == 409
    with day(600):
        assert as_(None).post(priya["asleep"], ASLEEP).status_code == 409
        assert state_of(listed) == before
        assert Entry.objects.filter(verb="directory.group_fell_asleep").count() == 0


def test_whoever_left_can_no_longer_answer(as_, cast, listed, asked):  # noqa: F811
    stewards.leave(group=listed, person=cast.priya)
    before = state_of(listed)
    for link in asked[cast.priya.email].values():
        page = as_(None).get(link)
        assert page.status_code == 403
        assert "One person looks after the page now." in page.content.decode()
        assert "Ada" not in page.content.decode()
        assert as_(None).post(link, ASLEEP).status_code == 403
    assert (state_of(listed), Asking.objects.get().closed_at) == (before, None)
    assert as_(None).post(asked[cast.ada.email]["right"]).status_code == 303


def test_whoever_left_hears_of_the_organisers_where_nobody_is_left(as_, cast, listed, asked):  # noqa: F811
    for person in (cast.priya, cast.ada):
        stewards.give_to_organisers(group=listed, person=person, reason="Moving away.")
    page = as_(None).get(asked[cast.priya.email]["right"])
    assert (page.status_code, "The organisers near the group" in page.content.decode()) == (403, True)


def test_a_new_address_of_the_same_person_changes_nothing(as_, cast, asked):
    link = asked[cast.priya.email]["right"]
    type(cast.priya).objects.filter(pk=cast.priya.pk).update(email="priya@elsewhere.example")
    assert as_(None).post(link).status_code == 303


def test_the_group_s_own_letter_ends_when_somebody_looks_after_the_page(as_, cast, listed, letters):  # noqa: F811
    with day(366):
        run()
        link = links_of(letters[0])["right"]
        assert as_(None).get(link).status_code == 200
        make.give_role(cast.priya, "group_steward", "group", listed.pk)
        assert as_(None).post(link).status_code == 403
        listed.refresh_from_db()
        assert listed.confirmed_on < timezone.localdate()


def test_a_letter_to_an_address_that_is_no_longer_the_group_s_is_over(as_, listed, letters):  # noqa: F811
    with day(366):
        run()
        Group.objects.filter(pk=listed.pk).update(contact_email="new@loomwick.example")
        assert as_(None).post(links_of(letters[0])["right"]).status_code == 403


def test_of_a_group_that_is_not_shown_the_links_say_nothing(as_, cast, listed, asked):  # noqa: F811
    Group.objects.filter(pk=listed.pk).update(visibility="hidden")
    page = as_(None).get(asked[cast.priya.email]["right"])
    assert (page.status_code, listed.name in page.content.decode()) == (404, False)
