"""Wanting to hear of the next meeting: from the first click to the delivered letter, and to the end of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts import with_help
from closeknit.accounts.models import HelpedAct, Support
from closeknit.core.errors import Refused
from closeknit.journal.following import follow
from closeknit.journal.models import Notice
from closeknit.journal.stopping import mark_of, stop
from closeknit.networks import letters, reads, retention
from closeknit.networks.actions import founding, tell_interested
from closeknit.networks.actions import interests as act
from closeknit.networks.models import Interest, Quiet, Told
from tests.support import factories as make
from tests.support.post import delivered

WREN = "wren@loomwick.example"
GUEST = {"guest_name": "Wren", "guest_email": WREN}


def to(address):
    return [letter for letter in delivered() if letter.to == [address]]


def address_of(network, name="interest"):
    return reverse(f"networks:{name}", args=[network.slug])


def ask(client, network, **more):
    return client.post(address_of(network), {**GUEST, "client_id": str(uuid4()), **more})


def test_a_resident_without_an_account_hears_of_the_next_meeting(scene, client, meets):
    assert ask(client, scene.network).status_code == 303
    assert tell_interested(scene.network, meets()) == 0  # not confirmed yet
    link = letters.interest_address(Interest.objects.get())
    (asked,) = to(WREN)
    assert link in asked.body
    assert client.post(link).status_code == 303
    series = meets(title="Soup again")
    assert tell_interested(scene.network, series) == 1
    told = to(WREN)[-1]
    assert series.get_absolute_url() in told.body
    assert "St Blaise Hall" in told.body
    assert "Ring 01632 960 114" in told.body
    assert "<" + letters.stop_address(scene.network, WREN) + ">" == told.extra_headers["List-Unsubscribe"]


def test_an_address_put_right_after_going_back_gets_its_letter(scene, client):
    number = str(uuid4())
    for address in ("wern@loomwick.example", WREN, WREN):
        assert ask(client, scene.network, guest_email=address, client_id=number).status_code == 303
    assert (len(to("wern@loomwick.example")), len(to(WREN))) == (1, 1)
    assert set(Interest.objects.values_list("guest_email", flat=True)) == {"wern@loomwick.example", WREN}


def test_each_hears_once_of_each_meeting(scene, wren, meets):
    series = meets()
    assert [tell_interested(scene.network, series) for _again in range(3)] == [1, 0, 0]
    assert len(to(WREN)) == 1
    assert tell_interested(scene.network, meets(days=60)) == 1
    assert len(to(WREN)) == 2
    assert Told.objects.count() == 2


def test_who_comes_later_hears_of_it_too_and_nobody_again(scene, wren, meets):
    series = meets()
    act.show_interest(scene.network, by=scene.ada)
    tell_interested(scene.network, series)
    act.show_interest(scene.network, by=scene.sam)
    assert tell_interested(scene.network, series) == 1
    assert Notice.objects.filter(person=scene.ada).count() == 1
    assert Notice.objects.filter(person=scene.sam).count() == 1


def test_who_follows_and_had_a_letter_of_it_gets_no_second(scene, meets):
    follow(scene.ada, scene.network, "everything")
    act.show_interest(scene.network, by=scene.ada)
    tell_interested(scene.network, meets())
    assert Notice.objects.filter(person=scene.ada, at_once=True).count() == 1


def test_somebody_with_an_account_is_told_through_the_journal(scene, client, meets):
    client.force_login(scene.ada)
    assert client.post(address_of(scene.network)).status_code == 303
    tell_interested(scene.network, meets())
    (notice,) = Notice.objects.filter(person=scene.ada)
    assert notice.at_once
    assert not to(scene.ada.email)  # the journal writes by itself, once


def test_somebody_says_so_for_a_person_they_help_who_can_take_it_back(scene, client):
    Support.objects.create(person=scene.ada, supporter=scene.sam, accepted_at=timezone.now())
    client.force_login(scene.sam)
    told = {"do": "show", "from_whom": str(scene.ada.uuid)}
    for _again in range(2):
        assert client.post(address_of(scene.network), told).status_code == 303
    assert Interest.objects.open().get().person == scene.ada
    assert client.post(address_of(scene.network), {"do": "show"}).status_code == 303
    page = client.get(address_of(scene.network)).text
    assert "For somebody you help" in page
    assert client.post(address_of(scene.network), {"do": "show"}).status_code == 422  # from whom?
    assert client.post(address_of(scene.network), {"do": "keep"}).status_code == 303
    with_help.undo(HelpedAct.objects.get())
    assert Interest.objects.open().get().person == scene.sam


def test_muted_is_silent(scene, meets):
    act.show_interest(scene.network, by=scene.ada)
    follow(scene.ada, scene.network, "nothing")
    assert tell_interested(scene.network, meets()) == 0
    assert not Notice.objects.filter(person=scene.ada).exists()


def test_the_same_answer_for_an_address_we_have(scene, client, wren):
    said = [ask(client, scene.network, guest_email=one).content for one in (WREN, "new@loomwick.example")]
    assert said[0] == said[1]
    assert "already" in to(WREN)[0].body
    assert Interest.objects.filter(guest_email=WREN).count() == 1


def test_one_click_ends_it_without_signing_in_and_survives_every_list(scene, client, wren, meets, on_paper):
    series = meets()
    tell_interested(scene.network, series)
    assert client.get(letters.stop_address(scene.network, WREN)).status_code == 200
    assert not Quiet.objects.exists()  # looking at the page is not a wish
    assert client.post(letters.stop_address(scene.network, WREN)).status_code == 200
    assert to(WREN) == []  # what waited in the outbox is not sent either
    assert on_paper(("Wren", WREN)) == act.Entered(quiet=1)
    assert on_paper(("Wren", WREN.upper())) == act.Entered(quiet=1)
    assert tell_interested(scene.network, meets(days=30)) == 0
    assert not to(WREN)


def test_the_owner_of_an_address_may_begin_again(scene, client, wren, meets):
    act.end_interest(wren)
    ask(client, scene.network)
    fresh = Interest.objects.open().get()
    client.post(letters.interest_address(fresh))
    assert tell_interested(scene.network, meets()) == 1


def test_the_wish_outlives_the_interest(scene, wren, on_paper):
    act.end_interest(wren)
    retention.forget_interests(timezone.now() + timedelta(days=8))
    assert not Interest.objects.exists()
    assert on_paper(("Wren", WREN)) == act.Entered(quiet=1)
    assert Quiet.objects.get().mark == mark_of(WREN)


def test_who_wants_no_letters_at_all_gets_none_of_these(scene, wren, on_paper, meets):
    stop(mark_of(WREN))
    stop(mark_of("fern@loomwick.example"))
    assert tell_interested(scene.network, meets()) == 0
    assert on_paper(("Fern", "fern@loomwick.example")) == act.Entered(quiet=1)


def test_it_holds_for_a_year(scene, wren, meets):
    Interest.objects.update(confirmed_at=timezone.now() - timedelta(days=366))
    assert tell_interested(scene.network, meets()) == 0
    act.confirm_interest(wren)
    assert tell_interested(scene.network, meets()) == 1


def test_what_is_past_its_time_goes(scene, wren, client):
    ask(client, scene.network, guest_email="new@loomwick.example")
    now = timezone.now()
    assert retention.forget_unconfirmed(now + timedelta(days=6)) == 0
    assert retention.forget_unconfirmed(now + timedelta(days=8)) == 1
    assert retention.forget_interests(now + timedelta(days=364)) == 0
    assert retention.forget_interests(now + timedelta(days=366)) == 1


def test_from_paper_many_rows_with_when_and_how(scene, client, meets):
    client.force_login(scene.olive)
    address = address_of(scene.network, "typing-in")
    lines = {
        "line-0-name": "Fern",
        "line-0-email": "fern@loomwick.example",
        "line-1-name": "Bram",
        "line-1-phone": "01632 960 200",
        "line-2-name": "Ivy",
        "line-2-post_note": "4 Fuller Street, by hand",
    }
    day = str(timezone.localdate())
    told = {**lines, "how": "paper", "agreed_on": day, "agreed_words": "ticked the sheet at the library"}
    assert client.post(address, told).status_code == 303
    assert client.post(address, told).status_code == 303  # the same sheet twice
    assert Interest.objects.count() == 3
    bram = Interest.objects.get(guest_name="Bram")
    assert (bram.phone, bram.agreed_words, bram.entered_by) == (
        "01632 960 200",
        "ticked the sheet at the library",
        scene.olive,
    )
    series = meets()
    assert tell_interested(scene.network, series) == 1
    assert [one.guest_name for one in reads.by_hand(scene.network, series)] == ["Bram", "Ivy"]
    page = address_of(scene.network, "by-hand")
    assert client.post(page, {"who": str(bram.uuid)}).status_code == 303
    assert [one.is_told for one in reads.by_hand(scene.network, series)] == [False, True]


def test_a_sheet_needs_names_ways_and_when(scene, client):
    client.force_login(scene.olive)
    address = address_of(scene.network, "typing-in")
    told = {"how": "paper", "agreed_on": str(timezone.localdate()), "agreed_words": "at the door"}
    assert client.post(address, told).status_code == 422
    answer = client.post(address, {**told, "line-0-name": "Fern"})
    assert answer.status_code == 422
    assert "Fern" in answer.text
    assert client.post(address, {**told, "line-0-email": "fern@loomwick.example"}).status_code == 422
    assert not Interest.objects.exists()


def test_a_sheet_of_long_ago_keeps_what_was_typed(scene, client):
    client.force_login(scene.olive)
    day = timezone.localdate() - timedelta(days=400)
    told = {"how": "paper", "agreed_on": str(day), "agreed_words": "at the door"}
    answer = client.post(
        address_of(scene.network, "typing-in"),
        {**told, "line-0-name": "Fern", "line-0-email": "fern@loomwick.example"},
    )
    assert answer.status_code == 422
    assert "fern@loomwick.example" in answer.text


def test_a_sheet_of_long_ago_is_refused(on_paper):
    with pytest.raises(Refused):
        on_paper(("Fern", "fern@loomwick.example"), agreed_on=timezone.localdate() - timedelta(days=400))


def test_only_those_who_run_it_see_who(scene, client, wren):
    page = address_of(scene.network, "interested")
    for person, status in ((scene.olive, 200), (scene.noor, 200), (scene.kit, 200), (scene.nan, 403), (scene.tom, 403)):
        client.force_login(person)
        assert client.get(page).status_code == status, person
    client.logout()
    assert WREN not in client.get(scene.network.get_absolute_url()).text


def test_a_square_code_leads_to_the_page_and_says_so(scene, client):
    assert b"<svg" in client.get(address_of(scene.network, "interest-code")).content
    assert client.get(address_of(scene.network, "interest-sheet")).status_code == 200
    ask(client, scene.network, way="qr")
    assert Interest.objects.get().how == "qr"


def test_two_networks_are_two_wishes(scene, wren, client, meets):
    other = make.make_theme("Repairing")
    second = founding.found_network(by=scene.kit, client_id=uuid4(), name="Menders", theme=other)
    act.confirm_interest(Interest.objects.create(network=second, **GUEST))
    client.post(letters.stop_address(second, WREN))
    assert tell_interested(scene.network, meets()) == 1


def test_an_ended_network_writes_to_nobody(scene, wren, meets):
    founding.end_network(scene.network, by=scene.noor)
    with pytest.raises(Refused):
        tell_interested(scene.network, meets())
