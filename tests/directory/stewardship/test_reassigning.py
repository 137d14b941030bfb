"""Two organisers give the page of a silent group to somebody new, and the old stewards can stop it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from closeknit.directory import policies
from closeknit.directory.models import Invitation, Reassignment
from closeknit.directory.stewardship import reassigning
from tests.support import factories as make

pytestmark = pytest.mark.django_db
WISH = {"email": "new@loomwick.example", "reason": "Nobody has answered for two years."}


@pytest.fixture
def page(group, cast, letters):
    make.give_role(cast.priya, "group_steward", "group", group.pk)
    return f"/groups/{group.slug}/stewards/reassignment/"


@pytest.fixture
def agreed(as_, cast, page):
    as_(cast.noor).post(page, WISH)
    as_(cast.nell).post(f"{page}agreement/")
    return Reassignment.objects.get()


def in_days(days):
    return timezone.now() + timedelta(days=days)


def test_it_takes_two_organisers_of_the_area(as_, cast, page):
    assert as_(cast.otto).post(page, WISH).status_code == 403
    assert as_(cast.priya).post(page, WISH).status_code == 403
    assert as_(cast.noor).post(page, WISH).status_code == 303
    assert as_(cast.noor).post(f"{page}agreement/").status_code == 409
    assert Reassignment.objects.get().agreed_at is None
    assert reassigning.carry_out(in_days(60)) == 0


def test_the_old_ones_are_told_fourteen_days_before(agreed, cast, group, letters):
    assert [letter.to for letter in letters] == [cast.priya.email]
    assert reassigning.carry_out(in_days(13)) == 0
    assert list(policies.stewards_of(group)) == [cast.priya]


def test_then_it_is_done_once(agreed, cast, group, letters):
    assert [reassigning.carry_out(in_days(15)), reassigning.carry_out(in_days(15))] == [1, 0]
    assert not policies.stewards_of(group).exists()
    assert Invitation.objects.get().email == "new@loomwick.example"
    assert [letter.to for letter in letters] == [cast.priya.email, "new@loomwick.example"]


def test_an_old_one_who_is_still_there_stops_it(as_, cast, group, page, agreed):
    assert as_(cast.priya).post(f"{page}stop/").status_code == 303
    assert reassigning.carry_out(in_days(15)) == 0
    assert list(policies.stewards_of(group)) == [cast.priya]


def test_it_is_looked_at_again_when_it_is_carried_out(agreed, cast, group):
    cast.nell.grants.get().end()
    assert reassigning.carry_out(in_days(15)) == 0
    assert list(policies.stewards_of(group)) == [cast.priya]
    assert Reassignment.objects.get().stopped_at


def test_the_one_who_is_asked_says_yes(as_, cast, group, agreed, letters):
    with time_machine.travel(in_days(15)):
        reassigning.carry_out(timezone.now())
        new = make.make_person("New")
        type(new).objects.filter(pk=new.pk).update(email="new@loomwick.example")
        link = "/" + letters[-1].context["link"].partition("//")[2].partition("/")[2]
        assert as_(new).post(link, {"decision": "yes"}).status_code == 303
        assert [person.name for person in policies.stewards_of(group)] == ["New"]
