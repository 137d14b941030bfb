"""What waits for a steward, what became of what one brought, and an organiser's lists."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from closeknit.core.manage_menu import entries_for
from closeknit.directory.models import Asking
from closeknit.directory.stewardship import adding, claiming, reassigning
from closeknit.directory.stewardship.whereabouts import Whereabouts
from closeknit.journal.contributions import contributions_of
from closeknit.journal.waiting import waiting_for
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def test_what_waits_for_a_steward(cast, group, letters):
    make.give_role(cast.priya, "group_steward", "group", group.pk)
    claiming.ask_to_look_after(group=group, person=cast.sam, words="I keep the books.")
    Asking.objects.create(group=group, asked_at=timezone.now() - timedelta(days=1))
    change = reassigning.ask_reassignment(group=group, by=cast.noor, email="n@loomwick.example", reason="Silent.")
    reassigning.agree(change=change, by=cast.nell)
    ours = [one for one in waiting_for(cast.priya) if one.group_id == group.pk]
    assert [one.words.split("Shuttle")[0] for one in ours] == [
        "Is the page of ",
        "Sam asks to look after ",
        "The page of ",
    ]
    assert {one.address for one in ours} == {f"/groups/{group.slug}/stewards/"}
    assert waiting_for(cast.tom) == []


def chains(person):
    return {
        one.title: [(str(step.stage), step.by, step.why) for step in one.steps] for one in contributions_of(person, 9)
    }


def test_what_became_of_a_question_and_of_a_group(cast, group, letters, client):
    claim = claiming.ask_to_look_after(group=group, person=cast.ada, words="I am new.")
    fields = {"name": "Warp Walkers", "uuid": "7f7b0a4e-4f3a-4a43-8a8e-0d2d5a9d1b11", "summary": "We walk."}
    walkers = adding.add_group(by=cast.ada, place=Whereabouts(), fields=fields)
    asked, added = "Asked to look after Shuttle Street Residents", "Added Warp Walkers"
    assert {title: steps[0][0] for title, steps in chains(cast.ada).items()} == {asked: "received", added: "received"}
    assert all(one.next for one in contributions_of(cast.ada, 9))
    client.force_login(cast.kit)
    assert client.get(reverse("directory:claim", args=[claim.uuid])).status_code == 200
    assert client.get(reverse("directory:waiting-group", args=[walkers.uuid])).status_code == 200
    claiming.refuse(claim=claim, by=cast.kit, reason="We do not know you yet.")
    adding.vouch(group=walkers, by=cast.kit, reason="I walked with them.")
    told = chains(cast.ada)
    assert told[asked][-2:] == [("read", "Kit", ""), ("answered", "Kit", "We do not know you yet.")]
    assert told[added][1:] == [
        ("read", "Kit, an organiser", ""),
        ("published", "Kit, an organiser", "I walked with them."),
    ]
    assert not any(one.next for one in contributions_of(cast.ada, 9))


def test_of_a_group_to_be_kept_safe_nobody_is_named(cast, group, letters, client):
    make.give_role(cast.priya, "group_steward", "group", group.pk)
    group.is_sensitive = True
    group.save()
    claim = claiming.ask_to_look_after(group=group, person=cast.ada, words="I am new.")
    client.force_login(cast.priya)
    client.get(f"/groups/{group.slug}/stewards/")
    claiming.refuse(claim=claim, by=cast.priya, reason="No.")
    (steps,) = chains(cast.ada).values()
    assert [step[0] for step in steps] == ["received", "read", "answered"]
    assert "Priya" not in str(steps)


def test_a_guest_follows_what_they_told_us_by_the_link_in_the_letter(cast, client, letters):
    fields = {"name": "Warp Walkers", "uuid": "7f7b0a4e-4f3a-4a43-8a8e-0d2d5a9d1b11", "summary": "We walk."}
    guest = {"guest_name": "Wren", "guest_email": "wren@loomwick.example"}
    walkers = adding.tell_of_group(place=Whereabouts(), fields=fields, **guest)
    adding.vouch(group=walkers, by=cast.kit, reason="I walked with them.")
    (letter,) = [one for one in letters if one.to == "wren@loomwick.example"]
    html = client.get(letter.context["chain"].removeprefix(settings.PUBLIC_URL)).content.decode()
    assert "Told us about Warp Walkers" in html
    assert "Shown to all" in html
    assert "Kit" not in html


def test_what_a_member_told_us_stays_theirs_when_the_address_is_forgotten(cast, letters):
    fields = {"name": "Warp Walkers", "uuid": "7f7b0a4e-4f3a-4a43-8a8e-0d2d5a9d1b11", "summary": "We walk."}
    guest = {"guest_name": "", "guest_email": ""}
    walkers = adding.tell_of_group(place=Whereabouts(), fields=fields, **guest, by=cast.ada)
    adding.turn_away(group=walkers, by=cast.kit, reason="Nobody knows it.")
    assert [step[0] for step in chains(cast.ada)["Told us about Warp Walkers"]] == ["received", "not-published"]
    assert chains(cast.sam) == {}


def test_an_organiser_sees_how_much_waits(cast, group, letters):
    counts = {entry.address: count for entry, count in entries_for(cast.noor)}
    assert (counts["directory:claims"], counts["directory:to-ring-up"]) == (0, 1)
    assert "directory:claims" not in {entry.address for entry, _count in entries_for(cast.priya)}
