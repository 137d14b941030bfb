"""A letter of the organisers: who gets it and who does not, sent once to each, stopped; and muted is silent."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from closeknit.core.errors import Refused
from closeknit.journal.following import follow
from closeknit.journal.models import OutgoingLetter
from closeknit.journal.stopping import mark_of, stop
from closeknit.networks import letters
from closeknit.networks.actions import interests, joining
from closeknit.networks.actions import mailing as act
from closeknit.networks.models import Interest
from closeknit.networks.readers import readers_of
from tests.support.post import delivered


@pytest.fixture
def mailing(scene):
    return act.write_mailing(scene.network, by=scene.olive, subject="Soup", text="Bring a bowl.", client_id=uuid4())


@pytest.fixture
def all_sorts(scene, wren, on_paper):
    """Ada belongs, the Singers do; Sam wants to hear and muted it; Wren is a guest, who left; Fern a guest; Bram
    has no e-mail, Moss has not confirmed, Ivy asked long ago."""
    joining.join(scene.network, by=scene.ada)
    joining.join_group(scene.network, scene.singers, by=scene.priya)
    interests.show_interest(scene.network, by=scene.sam)
    follow(scene.sam, scene.network, "nothing")
    interests.show_interest(scene.network, by=scene.ada)  # twice meant, once written to
    stop(mark_of("wren@loomwick.example"))
    on_paper(("Fern", "fern@loomwick.example"), ("Bram", "", "01632 960 200"))
    Interest.objects.create(network=scene.network, guest_name="Moss", guest_email="moss@loomwick.example")
    on_paper(("Ivy", "ivy@loomwick.example"))
    old = timezone.now() - timedelta(days=400)
    Interest.objects.filter(guest_name="Ivy").update(confirmed_at=old)


def test_who_gets_it_by_name_and_who_does_not_and_why(scene, all_sorts):
    found = readers_of(scene.network)
    assert [one.name for one in found.gets] == ["Ada", "Fern", "Priya"]
    assert {one.name: one.not_because for one in found.does_not} == {
        "Sam": "has muted this network",
        "Wren": "wants no letters like this",
        "Bram": "has no e-mail; ring them up",
        "Moss": "has not confirmed their address yet",
        "Ivy": "asked more than a year ago",
    }


def test_it_is_shown_before_it_is_sent_and_sent_once_to_each(scene, client, mailing, all_sorts):
    client.force_login(scene.olive)
    page = reverse("networks:mailing", args=[mailing.uuid])
    text = client.get(page).text
    assert "3 readers get it" in text
    assert "has muted this network" in text
    do = reverse("networks:mailing-do", args=[mailing.uuid])
    for _twice in range(2):
        assert client.post(do, {"do": "send", "number": "3"}).status_code == 303
    assert delivered() == []  # it leaves five minutes later
    OutgoingLetter.objects.update(next_attempt_at=timezone.now())
    sent = delivered()
    assert sorted(letter.to[0] for letter in sent) == sorted(
        [scene.ada.email, "fern@loomwick.example", scene.priya.email]
    )
    fern = next(letter for letter in sent if letter.to == ["fern@loomwick.example"])
    assert "Dear Fern," in fern.body
    assert "Bring a bowl." in fern.body
    assert "You asked to hear of this network." in fern.body
    assert fern.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letters.stop_address(scene.network, "fern@loomwick.example") in fern.body
    assert not any("Ada" in letter.body for letter in sent if letter.to != [scene.ada.email])


def test_a_list_that_changed_is_looked_at_again(scene, mailing, all_sorts):
    with pytest.raises(Refused):
        act.send_mailing(mailing, number=2)
    assert not OutgoingLetter.objects.filter(once__startswith=mailing.post_name).exists()


def test_a_test_letter_goes_to_oneself_alone(scene, client, mailing, all_sorts):
    client.force_login(scene.olive)
    do = reverse("networks:mailing-do", args=[mailing.uuid])
    number = str(uuid4())
    for _twice in range(2):
        client.post(do, {"do": "try", "once": number})
    assert [letter.to for letter in delivered()] == [[scene.olive.email]]
    mailing.refresh_from_db()
    assert mailing.is_draft


@pytest.mark.parametrize("number", ["", "x", "2", "9" * 5000])
def test_another_number_than_was_shown_sends_nothing(scene, client, mailing, all_sorts, number):
    client.force_login(scene.olive)
    told = {"do": "send", "number": number}
    assert client.post(reverse("networks:mailing-do", args=[mailing.uuid]), told).status_code == 409
    mailing.refresh_from_db()
    assert mailing.is_draft


def test_it_can_be_stopped(scene, client, mailing, all_sorts):
    act.send_mailing(mailing, number=3)
    client.force_login(scene.olive)
    client.post(reverse("networks:mailing-do", args=[mailing.uuid]), {"do": "stop"})
    OutgoingLetter.objects.update(next_attempt_at=timezone.now())
    assert delivered() == []
    mailing.refresh_from_db()
    assert mailing.state == "stopped"
    assert act.stop_mailing(mailing) == 0


def test_who_mutes_it_while_it_waits_hears_nothing(scene, mailing, all_sorts):
    act.send_mailing(mailing, number=3)
    follow(scene.ada, scene.network, "nothing")
    interests.be_quiet(scene.network.pk, mark_of("fern@loomwick.example"))
    OutgoingLetter.objects.update(next_attempt_at=timezone.now())
    assert [letter.to for letter in delivered()] == [[scene.priya.email]]


def test_what_was_sent_is_not_changed(scene, client, mailing, all_sorts):
    act.send_mailing(mailing, number=3)
    client.force_login(scene.olive)
    told = {"subject": "Other", "text": "Words"}
    assert client.post(reverse("networks:mailing-edit", args=[mailing.uuid]), told).status_code == 409
    with pytest.raises(Refused):
        act.drop_draft(mailing)


def test_only_those_who_run_it_write(scene, client, mailing):
    for person, status in ((scene.nan, 404), (scene.ada, 404), (scene.noor, 200)):
        client.force_login(person)
        assert client.get(reverse("networks:mailing", args=[mailing.uuid])).status_code == status
