"""A page that is hidden: its people see on My page why, and how it can be shown again."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from closeknit.conversation.actions import moderating
from closeknit.conversation.models import HouseRule
from closeknit.directory.models import Group
from closeknit.directory.stewardship import adding
from closeknit.journal.models import Notice
from closeknit.journal.waiting import waiting_for
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(place, cast, group, letters):
    """Ada's draft, which Noor did not take up."""
    made = make.make_group("Warp Walkers", visibility="stub", point=group.point)
    make.give_role(cast.ada, "group_steward", "group", made.pk)
    adding.turn_away(group=made, by=cast.noor, reason="Say where you meet.")
    return made


@pytest.fixture
def case(cast, group, letters):
    """The page that Priya looks after was reported, and Max has hidden it."""
    make.give_role(cast.priya, "group_steward", "group", group.pk)
    rule = HouseRule.objects.first() or HouseRule.objects.create(code="kind", title="Be kind", text="Be kind.")
    sent = moderating.report(
        kind="directory.group", thing=group, rule=rule, words="", reporter=cast.sam, guest_email="", sender="sam"
    )
    moderator = make.make_person("Max", "moderator")
    moderating.hide(sent.case, by=moderator, version=sent.case.version, rule=rule, words="Too loud.")
    sent.case.refresh_from_db()
    return sent.case


def stewards_page(group):
    return f"/groups/{group.slug}/stewards/"


def test_who_looks_after_it_sees_what_waits(cast, draft, case, group):
    for person, one in ((cast.ada, draft), (cast.priya, group)):
        (waiting,) = waiting_for(person)
        assert waiting.words == f"The page of {one.name} is hidden. See why, and what you can do"
        assert (waiting.address, waiting.group_id) == (stewards_page(one), one.pk)
    assert waiting_for(cast.tom) == []


def test_what_moderators_hid_is_mended_and_appealed_with_them(as_, cast, case, group):
    page = as_(cast.priya).get(stewards_page(group)).content.decode()
    assert f"/contributions/{case.uuid}/" in page
    assert as_(cast.priya).get(f"/contributions/{case.uuid}/").status_code == 200
    assert "Send it to the organisers again" not in page
    assert as_(cast.priya).post(f"{stewards_page(group)}sending-again/").status_code == 409
    assert "This page is hidden" in as_(cast.priya).get(group.get_absolute_url()).content.decode()


def test_while_moderators_look_at_it_nothing_waits_for_its_people(as_, cast, case, group):
    moderating.appeal(case, by=cast.priya, words="It was a joke.")
    assert waiting_for(cast.priya) == []
    assert "The moderators look at it now" in as_(cast.priya).get(stewards_page(group)).content.decode()


def test_what_organisers_did_not_take_up_is_put_right_and_sent_again(as_, cast, draft):
    ada, path = as_(cast.ada), f"{stewards_page(draft)}sending-again/"
    assert "Say where you meet." in ada.get(stewards_page(draft)).content.decode()
    assert ada.post(path).status_code == 303
    draft.refresh_from_db()
    assert (draft.visibility, waiting_for(cast.ada)) == ("stub", [])
    told = Notice.objects.filter(entry__verb="directory.group_sent_again")
    assert set(told.values_list("person__name", flat=True)) == {"Noor", "Nell"}
    assert "Warp Walkers" in as_(cast.noor).get("/manage/claims/").content.decode()


def test_once_a_day_is_enough(as_, cast, draft):
    path = f"{stewards_page(draft)}sending-again/"
    as_(cast.ada).post(path)
    adding.turn_away(group=Group.objects.get(pk=draft.pk), by=cast.noor, reason="Still not.")
    assert as_(cast.ada).post(path).status_code == 409
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert as_(cast.ada).post(path).status_code == 303


def test_what_moderators_hid_of_a_draft_is_not_sent_round_them(as_, cast, case, draft):
    case.thing_id = draft.pk
    case.save(update_fields=["thing_id"])
    assert as_(cast.ada).post(f"{stewards_page(draft)}sending-again/").status_code == 409
    draft.refresh_from_db()
    assert draft.visibility == "hidden"


def test_a_page_that_came_hidden_from_a_list_says_so_and_no_more(as_, cast, group, letters):
    Group.objects.filter(pk=group.pk).update(visibility="hidden")
    make.give_role(cast.priya, "group_steward", "group", group.pk)
    assert as_(cast.priya).get(stewards_page(group)).status_code == 200
    assert waiting_for(cast.priya) == []
