"""What waits for a steward, what became of what one brought, and an organiser's lists."""

from datetime import timedelta

import pytest
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


def test_what_became_of_a_question_and_of_a_group(cast, group, letters):
    claim = claiming.ask_to_look_after(group=group, person=cast.ada, words="I am new.")
    fields = {"name": "Warp Walkers", "uuid": "7f7b0a4e-4f3a-4a43-8a8e-0d2d5a9d1b11", "summary": "We walk."}
    walkers = adding.add_group(by=cast.ada, place=Whereabouts(), fields=fields)
    assert {(one.title, one.state) for one in contributions_of(cast.ada)} == {
        ("Asked to look after Shuttle Street Residents", "received"),
        ("Added Warp Walkers", "received"),
    }
    claiming.refuse(claim=claim, by=cast.noor, reason="We do not know you yet.")
    adding.vouch(group=walkers, by=cast.kit, reason="I walked with them.")
    states = {one.title: (one.state, one.words) for one in contributions_of(cast.ada)}
    assert states["Asked to look after Shuttle Street Residents"] == ("answered", "We do not know you yet.")
    assert states["Added Warp Walkers"] == ("published", "")


def test_an_organiser_sees_how_much_waits(cast, group, letters):
    counts = {entry.address: count for entry, count in entries_for(cast.noor)}
    assert (counts["directory:claims"], counts["directory:to-ring-up"]) == (0, 1)
    assert "directory:claims" not in {entry.address for entry, _count in entries_for(cast.priya)}
