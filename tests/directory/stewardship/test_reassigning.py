"""Two organisers give the page of a silent group to somebody new, and the old stewards can stop it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from closeknit.core.errors import Refused
from closeknit.directory import policies
from closeknit.directory.models import Invitation, Reassignment
from closeknit.directory.stewardship import reassigning, stewards
from closeknit.journal.models import Notice
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


def test_who_joined_meanwhile_was_not_told_and_stays(cast, group, agreed, letters):
    with time_machine.travel(in_days(5)):
        make.give_role(cast.ada, "group_steward", "group", group.pk)
    with time_machine.travel(in_days(15)):
        assert reassigning.carry_out(timezone.now()) == 1
        assert list(policies.stewards_of(group)) == [cast.ada]
    assert Notice.objects.filter(person=cast.ada, entry__verb="directory.group_reassigned").exists()
    assert letters[-1].to == "new@loomwick.example"


def test_whoever_was_to_be_asked_may_look_after_it_by_then(cast, group, agreed, letters):
    type(cast.ada).objects.filter(pk=cast.ada.pk).update(email="new@loomwick.example")
    with time_machine.travel(in_days(5)):
        make.give_role(cast.ada, "group_steward", "group", group.pk)
    with time_machine.travel(in_days(15)):
        assert reassigning.carry_out(timezone.now()) == 1
        assert list(policies.stewards_of(group)) == [cast.ada]
    assert not Invitation.objects.exists()


def test_what_two_decided_holds_when_one_of_them_goes(as_, cast, group, agreed, letters):
    with time_machine.travel(in_days(15)):
        reassigning.carry_out(timezone.now())
        for organiser in (cast.noor, cast.nell):
            organiser.grants.get().end()
        new = make.make_person("New")
        type(new).objects.filter(pk=new.pk).update(email="new@loomwick.example")
        link = "/" + letters[-1].context["link"].partition("//")[2].partition("/")[2]
        assert as_(new).post(link, {"decision": "yes"}).status_code == 303
        assert list(policies.stewards_of(group)) == [new]


def test_all_hear_that_it_was_stopped(as_, cast, page, agreed):
    as_(cast.priya).post(f"{page}stop/")
    told = Notice.objects.filter(entry__verb="directory.reassignment_stopped")
    assert set(told.values_list("person__name", flat=True)) == {"Noor", "Nell"}


def test_an_administrator_alone_gives_no_page_away(cast, group, page):
    with pytest.raises(Refused, match="decide that"):
        stewards.invite_steward(group=group, by=cast.kit, email="friend@loomwick.example")
    make.give_role(cast.ada, "group_steward", "group", group.pk)
    with pytest.raises(Refused, match="decide that"):
        stewards.take_off(group=group, person=cast.priya, by=cast.kit, reason="I say so.")
    assert set(policies.stewards_of(group)) == {cast.priya, cast.ada}
