"""Asking to look after a page: the group's own people decide, or its letter, or an organiser."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from closeknit.accounts.models import Reading
from closeknit.directory import policies
from closeknit.directory.models import Claim, Telling
from closeknit.directory.stewardship import claiming
from closeknit.journal.following import follow
from closeknit.journal.models import Notice
from closeknit.journal.vocabulary import Level
from tests.support import factories as make

pytestmark = pytest.mark.django_db
WORDS = {"words": "I am the secretary."}


def ask(client, group):
    return client.post(f"/groups/{group.slug}/look-after/", WORDS)


def link_in(letter):
    return "/" + letter.context["link"].partition("//")[2].partition("/")[2]


@pytest.fixture
def asked(as_, cast, group, letters):
    """Priya has asked; the path of the link in the letter to the group's address."""
    assert ask(as_(cast.priya), group).status_code == 303
    (letter,) = letters
    assert letter.to == "shuttle@loomwick.example"
    return link_in(letter)


def test_the_link_makes_the_one_who_asked_a_steward(as_, cast, group, asked):
    priya = as_(cast.priya)
    assert priya.get(asked).status_code == 200
    assert not policies.stewards_of(group).exists()
    assert priya.post(asked, {"decision": "yes"}).status_code == 303
    assert list(policies.stewards_of(group)) == [cast.priya]
    assert priya.get(f"/groups/{group.slug}/stewards/").status_code == 200


def test_it_works_once(as_, cast, group, asked):
    as_(cast.priya).post(asked, {"decision": "yes"})
    assert as_(cast.priya).post(asked, {"decision": "yes"}).status_code == 404
    assert as_(cast.priya).get(asked).status_code == 404


def test_a_scanner_that_follows_links_and_sends_forms_cannot_say_yes(as_, cast, group, asked):
    assert as_(None).get(asked).status_code == 200
    answer = as_(None).post(asked, {"decision": "yes"})
    assert (answer.status_code, answer["Location"].startswith("/sign-in/")) == (303, True)
    assert as_(cast.tom).post(asked, {"decision": "yes"}).status_code == 403
    assert not policies.stewards_of(group).exists()


def test_after_a_day_it_is_over_and_a_new_one_can_be_had(as_, cast, group, asked, letters):
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)):
        priya = as_(cast.priya)
        assert priya.post(asked, {"decision": "yes"}).status_code == 404
        assert ask(priya, group).status_code == 303
        assert len(letters) == 2
        assert priya.post(link_in(letters[1]), {"decision": "yes"}).status_code == 303
    assert Claim.objects.count() == 1


def test_asking_twenty_times_sends_one_letter(as_, cast, group, asked, letters):
    for _ in range(3):
        ask(as_(cast.priya), group)
    assert len(letters) == 1
    assert Claim.objects.count() == 1
    assert Notice.objects.filter(entry__verb="directory.claim_asked").count() == 2  # Noor and Nell, once


def test_whoever_reads_the_letters_can_say_it_was_not_us(as_, cast, group, asked):
    assert as_(None).post(asked, {"decision": "no"}).status_code == 303
    claim = Claim.objects.get()
    assert (claim.outcome, claim.decided_by) == ("refused", None)
    assert Notice.objects.filter(person=cast.priya, entry__verb="directory.claim_refused").exists()
    assert as_(cast.priya).post(asked, {"decision": "yes"}).status_code == 404


def test_who_was_refused_cannot_have_another_letter_sent_the_same_day(as_, cast, group, asked, letters):
    as_(None).post(asked, {"decision": "no"})
    ask(as_(cast.priya), group)
    as_(cast.priya).post(f"/groups/{group.slug}/look-after/withdrawal/")
    ask(as_(cast.priya), group)
    assert len(letters) == 1
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        ask(as_(cast.priya), group)
    assert len(letters) == 2


def test_the_page_is_the_same_whether_the_group_has_an_address_or_not(as_, cast, group, letters):
    mute = make.make_group("Mute Swans", point=group.point)
    pages = []
    for one in (group, mute):
        answer = ask(as_(cast.priya), one)
        page = as_(cast.priya).get(answer["Location"]).content.decode()
        pages.append((answer.status_code, page.count("<p"), page.count("<form"), "shuttle@" in page))
    assert pages[0] == pages[1]
    assert pages[0][3] is False
    assert [letter.to for letter in letters if letter.to == cast.priya.email] == []


def test_an_organiser_vouches_with_a_reason(as_, cast, group, asked):
    page = f"/manage/claims/{Claim.objects.get().uuid}/"
    assert as_(cast.otto).get(page).status_code == 404
    noor = as_(cast.noor)
    assert "Priya" in noor.get("/manage/claims/").content.decode()
    assert list(Reading.objects.values_list("reader", "records")) == [(cast.noor.pk, 1)]
    assert noor.post(page, {"decision": "yes"}).status_code == 422
    assert noor.post(page, {"decision": "yes", "reason": "I have known her for years."}).status_code == 303
    claim = Claim.objects.get()
    assert (claim.outcome, claim.decided_by, claim.reason) == ("by_vouch", cast.noor, "I have known her for years.")
    assert list(policies.stewards_of(group)) == [cast.priya]
    assert noor.post(page, {"decision": "no", "reason": "x"}).status_code == 404


def test_an_organiser_does_not_vouch_for_themselves(as_, cast, group, letters):
    ask(as_(cast.noor), group)
    assert as_(cast.noor).get(f"/manage/claims/{Claim.objects.get().uuid}/").status_code == 404


def test_those_who_look_after_it_decide_first(as_, cast, group, letters):
    make.give_role(cast.ada, "group_steward", "group", group.pk)
    ask(as_(cast.priya), group)
    claim = Claim.objects.get()
    assert letters == []
    assert set(Notice.objects.values_list("person__name", flat=True)) == {"Ada"}
    assert as_(cast.noor).get(f"/manage/claims/{claim.uuid}/").status_code == 404
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        assert as_(cast.noor).get(f"/manage/claims/{claim.uuid}/").status_code == 200
    answer = as_(cast.ada).post(
        f"/groups/{group.slug}/stewards/claims/{claim.uuid}/", {"decision": "yes", "reason": "Our new secretary."}
    )
    assert answer.status_code == 303
    assert set(policies.stewards_of(group)) == {cast.ada, cast.priya}
    assert Claim.objects.get().outcome == "by_steward"


def test_a_link_is_void_once_somebody_looks_after_the_group(as_, cast, group, asked):
    make.give_role(cast.ada, "group_steward", "group", group.pk)
    assert as_(cast.priya).post(asked, {"decision": "yes"}).status_code == 409
    assert list(policies.stewards_of(group)) == [cast.ada]


def test_it_can_be_taken_back(as_, cast, group, asked):
    path = f"/groups/{group.slug}/look-after/withdrawal/"
    assert as_(cast.tom).post(path).status_code == 404
    assert as_(cast.priya).post(path).status_code == 303
    assert as_(cast.priya).get(asked).status_code == 404


@pytest.mark.parametrize(
    "fields", [{"visibility": "hidden"}, {"state": "closed"}, {"visibility": "stub", "is_sensitive": True}]
)
def test_what_must_not_be_known_cannot_be_asked_for(as_, cast, place, fields):
    secret = make.make_group("Sanctuary", **fields)
    assert ask(as_(cast.priya), secret).status_code == 404


def test_a_sensitive_group_is_named_in_no_letter(as_, cast, place, letters):
    house = make.make_group("Sanctuary", is_sensitive=True, contact_email="house@loomwick.example")
    ask(as_(cast.priya), house)
    (letter,) = letters
    assert "Sanctuary" not in letter.subject
    assert "Sanctuary" not in str(letter.context["group"])


def test_whoever_added_a_group_cannot_get_round_the_organiser(as_, cast, place, letters):
    """Neither by saying yes to a friend, nor by giving the page back and using its own letter box."""
    stub = make.make_group("Loom Loafers", visibility="stub", contact_email="loafers@loomwick.example")
    make.give_role(cast.tom, "group_steward", "group", stub.pk)
    ask(as_(cast.sam), stub)
    decision = {"decision": "yes", "reason": "A friend."}
    as_(cast.tom).post(f"/groups/{stub.slug}/stewards/claims/{Claim.objects.get().uuid}/", decision)
    for person in (cast.tom, cast.sam):
        as_(person).post(f"/groups/{stub.slug}/stewards/giving-back/", {"reason": "So that nobody has it."})
    ask(as_(cast.ada), stub)
    as_(cast.ada).post(link_in(letters[-1]), {"decision": "yes"})
    assert list(policies.stewards_of(stub)) == [cast.ada]
    stub.refresh_from_db()
    assert stub.visibility == "stub"


def test_a_link_to_an_address_that_a_stranger_named_shows_nothing(as_, cast, place, letters):
    """Whoever told us of a group may have named their own letter box."""
    stub = make.make_group("Loom Loafers", visibility="stub", contact_email="loafers@loomwick.example")
    Telling.objects.create(group=stub)
    ask(as_(cast.ada), stub)
    as_(cast.ada).post(link_in(letters[-1]), {"decision": "yes"})
    assert list(policies.stewards_of(stub)) == [cast.ada]
    stub.refresh_from_db()
    assert stub.visibility == "stub"
    assert Notice.objects.filter(person=cast.kit, entry__verb="directory.group_taken_up").exists()


def test_an_organiser_who_vouches_for_a_person_vouches_for_their_group(as_, cast, place, letters):
    stub = make.make_group("Loom Loafers", visibility="stub")
    ask(as_(cast.ada), stub)
    claiming.accept(claim=Claim.objects.get(), by=cast.kit, reason="I know them both.")
    stub.refresh_from_db()
    assert stub.visibility == "public"


def test_an_organiser_without_the_second_step_hears_nothing(as_, cast, group, letters, settings):
    settings.SECOND_FACTOR = "required"
    make.without_second_factor(cast.nell)
    ask(as_(cast.priya), group)
    assert set(Notice.objects.values_list("person__name", flat=True)) == {"Noor"}


def test_followers_of_a_page_do_not_hear_who_asks_to_look_after_it(as_, cast, group, letters):
    follow(cast.ada, group, Level.EVERYTHING)
    ask(as_(cast.priya), group)
    claiming.refuse(claim=Claim.objects.get(), by=cast.noor, reason="Nobody knows her.")
    assert Notice.objects.filter(person=cast.priya).exists()
    assert not Notice.objects.filter(person=cast.ada).exists()
