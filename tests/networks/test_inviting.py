"""Asking groups to join, by mail or on paper, waking those that wanted it, and what they said."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts.models import Grant
from closeknit.core.errors import Refused
from closeknit.directory.models import Coverage, Group, GroupTheme, Rest, Waking
from closeknit.journal.models import Notice
from closeknit.journal.stopping import mark_of
from closeknit.networks import invited, letters, retention
from closeknit.networks.actions import interests
from closeknit.networks.actions import inviting as act
from closeknit.networks.models import Invitation, Membership
from tests.support import factories as make
from tests.support.post import delivered


def invite(scene, *groups):
    return act.invite(scene.network, groups or [scene.singers], words="We eat soup, and decide.", by=scene.olive)


def test_the_groups_of_the_area_and_no_others(scene):
    near = make.make_group("Friends of the Park", point=make.make_point(51.6, 1.5, scene.area))
    safe = make.make_group("Sanctuary", point=make.make_point(51.6, 1.5, scene.area), is_sensitive=True)
    asleep = make.make_group("Sleepers", point=make.make_point(51.6, 1.5, scene.area), state="dormant")
    assert set(invited.can_be_invited(scene.network)) == {near, scene.singers}
    assert safe not in invited.can_be_invited(scene.network)
    assert set(invited.sleepers(scene.network)) == {asleep}
    invite(scene, near)
    assert set(invited.can_be_invited(scene.network)) == {scene.singers}


def test_the_list_begins_with_the_area_and_says_who_cannot_be_ticked(scene, client):
    bakers = Group.objects.get(name="Weftbridge Bakers")
    Coverage.objects.create(group=bakers, area=scene.area)
    asked = make.make_group("Friends of the Park", point=make.make_point(51.6, 1.5, scene.area))
    invite(scene, asked)
    client.force_login(scene.olive)
    answer = client.post(reverse("networks:invite", args=[scene.network.slug]), {"groups": [bakers.slug]})
    assert answer.status_code == 422  # no words: what was ticked stays
    first, after = answer.context["parts"]
    assert (first.name, first.is_open, after.name, after.ticked, after.is_open) == (
        "Warpfield", True, "Weftbridge", 1, True,
    )  # fmt: skip
    assert [(line.group.name, line.standing[:8]) for line in first.lines] == [
        ("Friends of the Park", "asked on"),
        (scene.singers.name, ""),
    ]
    assert f'value="{asked.slug}"' not in answer.text


def test_by_mail_to_its_stewards_saying_why(scene, client):
    assert invite(scene) == act.Asked(by_mail=1)
    assert invite(scene) == act.Asked(before=1)
    (letter,) = delivered()
    assert letter.to == [scene.priya.email]
    assert "We eat soup, and decide." in letter.body
    assert "Heddle Hill Singers" in letter.body
    assert Notice.objects.filter(person=scene.priya).count() == 1
    link = re.search(r"http\S+/networks/invitation/\S+", letter.body)[0]
    assert client.get(link).status_code == 200
    assert not Membership.objects.exists()  # looking is no answer
    assert client.post(link, {"do": "join"}).status_code == 303
    assert Membership.objects.get().group == scene.singers
    assert Invitation.objects.get().answer == "yes"
    assert client.get(link).status_code == 404  # answered


def test_a_link_of_somebody_who_left_opens_nothing(scene, client):
    invite(scene)
    link = letters.invitation_address(Invitation.objects.get(), letters.reader_mark(scene.priya.email))
    Grant.objects.filter(person=scene.priya).update(valid_until=timezone.now(), ended_at=timezone.now())
    assert client.post(link, {"do": "join"}).status_code == 404
    assert not Membership.objects.exists()


def test_on_paper_where_there_is_no_address(scene, client):
    quiet = make.make_group("Quiet Weavers", point=make.make_point(51.6, 1.5, scene.area))
    assert invite(scene, quiet) == act.Asked(by_letter=1)
    assert delivered() == []
    client.force_login(scene.olive)
    page = client.get(reverse("networks:invite-letters", args=[scene.network.slug])).text
    assert "Quiet Weavers" in page
    assert "We eat soup, and decide." in page
    number = Invitation.objects.get().uuid
    assert b"<svg" in client.get(reverse("networks:invite-code", args=[scene.network.slug, number])).content
    client.logout()
    link = letters.invitation_address(Invitation.objects.get(), "")
    assert client.post(link, {"do": "pass"}).status_code == 303
    assert Invitation.objects.get().answer == "no"


def test_from_the_page_by_those_who_run_it(scene, client):
    page = reverse("networks:invite", args=[scene.network.slug])
    told = {"words": "Soup.", "groups": [scene.singers.slug]}
    client.force_login(scene.tom)
    assert client.post(page, told).status_code == 403
    client.force_login(scene.olive)
    assert client.post(page, {**told, "groups": [scene.bakers.slug]}).status_code == 422  # not of this area
    assert client.post(page, {**told, "words": ""}).status_code == 422
    assert client.post(page, told).status_code == 303
    assert re.search("Heddle Hill Singers", client.get(page).text)
    answer = reverse("networks:invite-answer", args=[scene.network.slug, Invitation.objects.get().uuid])
    assert client.post(answer).status_code == 303
    assert Invitation.objects.get().answer == "no"


def test_a_group_that_said_no_is_left_in_peace_for_a_while(scene, client):
    invite(scene)
    act.answer(Invitation.objects.get(), joins=False, by=scene.priya)
    client.force_login(scene.olive)
    page = reverse("networks:invite", args=[scene.network.slug])
    again = timezone.localdate(timezone.now() + timedelta(days=90))
    assert f"You can ask again from {again:%-d %B %Y}" in client.get(page).text
    assert not invited.can_be_invited(scene.network).exists()
    assert invite(scene) == act.Asked(before=1)
    assert client.post(page, {"groups": [scene.singers.slug], "words": "Again"}).status_code == 422
    Invitation.objects.update(
        invited_at=timezone.now() - timedelta(days=99), answered_at=timezone.now() - timedelta(days=91)
    )
    assert "You can ask again" not in client.get(page).text
    assert invite(scene) == act.Asked(by_mail=1)


def test_a_steward_answers_on_the_page_of_the_network(scene, client):
    invite(scene)
    page = reverse("networks:join", args=[scene.network.slug])
    client.force_login(scene.tom)
    assert client.post(page, {"do": "pass", "group": scene.singers.slug}).status_code == 404
    client.force_login(scene.priya)
    assert client.post(page, {"do": "pass", "group": scene.singers.slug}).status_code == 303
    invitation = Invitation.objects.get()
    assert (invitation.answer, invitation.answered_by) == ("no", scene.priya)
    with pytest.raises(Refused):
        act.answer(invitation, joins=True, by=scene.priya)


def test_an_address_that_wants_no_letters_gets_a_printed_one(scene):
    interests.be_quiet(scene.network.pk, mark_of(scene.priya.email))
    assert invite(scene) == act.Asked(by_letter=1)


def test_a_group_to_be_kept_safe_is_not_named_in_the_letter(scene):
    Group.objects.filter(pk=scene.singers.pk).update(is_sensitive=True)
    invite(scene, Group.objects.get(pk=scene.singers.pk))
    (letter,) = delivered()
    assert "Heddle Hill Singers" not in letter.subject + letter.body


def test_sleepers_are_woken_by_their_topics_once(scene):
    theme = make.make_theme("Singing")
    GroupTheme.objects.create(group=scene.singers, theme=theme)
    Membership.objects.create(network=scene.network, group=scene.singers)
    wanted = make.make_group("Old Choir", state="dormant", contact_email="choir@loomwick.example")
    Rest.objects.create(group=wanted).topics.add(theme)
    by_street = make.make_group("Warp Lane Residents", state="dormant", contact_email="lane@loomwick.example")
    Rest.objects.create(group=by_street, streets="Warpfield")
    not_wanted = make.make_group("Old Bakers", state="dormant", contact_email="ob@loomwick.example")
    Rest.objects.create(group=not_wanted, streets="Fuller Street")
    assert act.wake(scene.network, by=scene.olive) == 2
    assert act.wake(scene.network, by=scene.olive) == 0
    assert {letter.to[0] for letter in delivered()} == {"choir@loomwick.example", "lane@loomwick.example"}
    assert set(Waking.objects.values_list("group", flat=True)) == {wanted.pk, by_street.pk}


def test_an_invitation_of_long_ago_goes(scene):
    invite(scene)
    assert retention.forget_invitations(timezone.now() + timedelta(days=364)) == 0
    assert retention.forget_invitations(timezone.now() + timedelta(days=366)) == 1
