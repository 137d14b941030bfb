"""Two people look after a page; one asks the other, hands over, leaves; the last cannot slip away."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from closeknit.accounts.models import Grant, Person
from closeknit.core import mail
from closeknit.directory import personal_data, policies
from closeknit.directory.models import Group, Invitation
from closeknit.directory.stewardship import stewards
from closeknit.journal.following import follow
from closeknit.journal.models import Entry
from closeknit.journal.vocabulary import Level
from tests.directory.stewardship.test_claiming import link_in
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(group, cast):
    """Priya looks after the group; the path of its stewards' page."""
    make.give_role(cast.priya, "group_steward", "group", group.pk)
    return f"/groups/{group.slug}/stewards/"


def invite(client, page, email, what="help"):
    return client.post(f"{page}invitations/", {"email": email, "what": what})


def test_one_alone_is_gently_asked_for_a_second(as_, cast, page, group):
    assert "One more would be good" in as_(cast.priya).get(page).content.decode()
    make.give_role(cast.ada, "group_steward", "group", group.pk)
    assert "One more would be good" not in as_(cast.priya).get(page).content.decode()


def test_whoever_is_invited_says_yes_and_looks_after_it_at_once(as_, cast, page, group, letters):
    assert invite(as_(cast.priya), page, cast.sam.email.upper()).status_code == 303
    link = link_in(letters[0])
    assert letters[0].to == cast.sam.email
    assert as_(None).get(link).status_code == 200
    assert as_(cast.tom).post(link, {"decision": "yes"}).status_code == 403
    assert as_(cast.sam).get(page).status_code == 403
    assert as_(cast.sam).post(link, {"decision": "yes"}).status_code == 303
    assert as_(cast.sam).get(page).status_code == 200
    assert as_(cast.sam).get(link).status_code == 404
    assert Invitation.objects.get().email == ""


def test_whoever_is_asked_to_help_reads_in_the_letter_neither_which_group_nor_that_it_is_theirs(
    as_, cast, page, group, letters
):
    Group.objects.update(is_sensitive=True)
    invite(as_(cast.priya), page, cast.sam.email)
    words = f"{letters[0].subject} {mail.written(letters[0]).text}".lower()
    assert "help look after the page of a group" in words
    assert "your group" not in words
    assert group.name.lower() not in words


def test_no_thank_you_ends_it(as_, cast, page, group, letters):
    invite(as_(cast.priya), page, cast.sam.email)
    as_(cast.sam).post(link_in(letters[0]), {"decision": "no"})
    assert as_(cast.sam).post(link_in(letters[0]), {"decision": "yes"}).status_code == 404
    assert list(policies.stewards_of(group)) == [cast.priya]


def test_it_can_be_taken_back(as_, cast, page, letters):
    invite(as_(cast.priya), page, cast.sam.email)
    path = f"{page}invitations/{Invitation.objects.get().uuid}/end/"
    assert as_(cast.tom).post(path).status_code == 403
    assert as_(cast.priya).post(path).status_code == 303
    assert as_(cast.sam).get(link_in(letters[0])).status_code == 404


def test_it_holds_for_fourteen_days(as_, cast, page, letters):
    invite(as_(cast.priya), page, cast.sam.email)
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        assert as_(cast.sam).get(link_in(letters[0])).status_code == 404
        assert invite(as_(cast.priya), page, cast.sam.email).status_code == 303
        assert len(letters) == 2


def test_the_same_address_again_sends_nothing_more(as_, cast, page, letters):
    answers = [invite(as_(cast.priya), page, cast.sam.email)["Location"] for _ in range(3)]
    assert len(set(answers)) == 1
    assert len(letters) == 1


def test_an_unknown_address_is_answered_like_a_known_one(as_, cast, page, letters):
    known, unknown = (invite(as_(cast.priya), page, email) for email in (cast.sam.email, "new@loomwick.example"))
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(letters) == 2


def test_an_invitation_of_somebody_who_left_is_void(as_, cast, page, group, letters):
    make.give_role(cast.ada, "group_steward", "group", group.pk)
    invite(as_(cast.priya), page, cast.sam.email)
    as_(cast.priya).post(f"{page}leaving/")
    assert as_(cast.sam).post(link_in(letters[0]), {"decision": "yes"}).status_code == 404


def test_a_sensitive_group_is_named_only_to_the_one_who_was_asked(as_, cast, page, group, letters):
    group.is_sensitive = True
    group.save(update_fields=["is_sensitive"])
    invite(as_(cast.priya), page, cast.sam.email)
    assert "Shuttle" not in letters[0].subject + str(letters[0].context)
    assert "Shuttle" not in as_(None).get(link_in(letters[0])).content.decode()
    assert "Shuttle" in as_(cast.sam).get(link_in(letters[0])).content.decode()


# ── Leaving ──────────────────────────────────────────────────────────────────────────────────────


def test_the_last_cannot_leave(as_, cast, page, group):
    assert as_(cast.priya).post(f"{page}leaving/").status_code == 409
    assert list(policies.stewards_of(group)) == [cast.priya]


def test_one_of_two_leaves_and_the_other_stays(as_, cast, page, group):
    make.give_role(cast.ada, "group_steward", "group", group.pk)
    assert as_(cast.priya).post(f"{page}leaving/").status_code == 303
    assert as_(cast.priya).get(page).status_code == 403
    assert as_(cast.ada).post(f"{page}leaving/").status_code == 409
    ended = Grant.objects.get(person=cast.priya)
    assert ended.valid_until is not None


def test_handing_over_is_done_when_the_other_says_yes(as_, cast, page, group, letters):
    invite(as_(cast.priya), page, cast.sam.email, "take_over")
    assert list(policies.stewards_of(group)) == [cast.priya]
    as_(cast.sam).post(link_in(letters[0]), {"decision": "yes"})
    assert list(policies.stewards_of(group)) == [cast.sam]
    assert as_(cast.priya).get(page).status_code == 403
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"directory.steward_joined", "directory.steward_left"} <= verbs


def test_a_hand_over_is_looked_at_again_when_it_is_carried_out(as_, cast, page, group, letters):
    """Priya lost the page in the meantime: her word gives nobody a right."""
    invite(as_(cast.priya), page, cast.sam.email, "take_over")
    Grant.objects.get(person=cast.priya).end()
    assert as_(cast.sam).post(link_in(letters[0]), {"decision": "yes"}).status_code == 409
    assert not policies.stewards_of(group).exists()


def test_the_last_can_give_the_page_to_the_organisers(as_, cast, page, group):
    assert as_(cast.priya).post(f"{page}giving-back/").status_code == 422
    assert as_(cast.priya).post(f"{page}giving-back/", {"reason": "I am moving away."}).status_code == 303
    assert not policies.stewards_of(group).exists()
    told = Entry.objects.get(verb="directory.group_given_back").notices.values_list("person__name", flat=True)
    assert set(told) == {"Noor", "Nell"}


def looks_after_it_since(person, group, days):
    make.give_role(person, "group_steward", "group", group.pk)
    Grant.objects.filter(person=person).update(valid_from=timezone.now() - timedelta(days=days))


def test_whoever_is_new_cannot_take_off_at_once_whoever_was_there_before(as_, cast, page, group):
    path = f"{page}{cast.priya.uuid}/end/"
    Grant.objects.filter(person=cast.priya).update(valid_from=timezone.now() - timedelta(days=400))
    looks_after_it_since(cast.tom, group, days=13)
    shown = as_(cast.tom).get(page).content.decode()
    assert "has looked after it for longer than you" in shown
    assert path not in shown
    assert as_(cast.tom).post(path, {"reason": "Mine now."}).status_code == 409
    assert set(policies.stewards_of(group)) == {cast.priya, cast.tom}
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert as_(cast.tom).post(path, {"reason": "She moved."}).status_code == 303


def test_those_who_were_there_before_can_take_off_somebody_new(as_, cast, page, group):
    Grant.objects.filter(person=cast.priya).update(valid_from=timezone.now() - timedelta(days=2))
    looks_after_it_since(cast.tom, group, days=1)
    answer = as_(cast.priya).post(f"{page}{cast.tom.uuid}/end/", {"reason": "Not one of us."})
    assert (answer.status_code, list(policies.stewards_of(group))) == (303, [cast.priya])


def test_whoever_was_taken_off_hears_of_it_even_of_a_group_they_muted_and_so_do_the_organisers(as_, cast, page, group):
    looks_after_it_since(cast.ada, group, days=20)
    follow(cast.priya, group, Level.NOTHING)
    as_(cast.ada).post(f"{page}{cast.priya.uuid}/end/", {"reason": "She asked me to."})
    told = Entry.objects.get(verb="directory.steward_removed").notices.filter(at_once=True)
    assert set(told.values_list("person__name", flat=True)) == {"Priya", "Noor", "Nell"}


def test_somebody_is_taken_off_with_a_reason_but_never_the_last(as_, cast, page, group):
    path = f"{page}{cast.priya.uuid}/end/"
    assert as_(cast.noor).post(path, {"reason": "They are gone."}).status_code == 409
    looks_after_it_since(cast.ada, group, days=20)
    assert as_(cast.ada).post(path).status_code == 422
    assert as_(cast.tom).post(path, {"reason": "x"}).status_code == 403
    assert as_(cast.ada).post(path, {"reason": "She asked me to."}).status_code == 303
    assert list(policies.stewards_of(group)) == [cast.ada]
    assert Entry.objects.get(verb="directory.steward_removed").notices.filter(person=cast.priya).exists()


@pytest.mark.parametrize(
    "path", ["invitations/", "leaving/", "giving-back/", "confirmation/", "reassignment/", "reassignment/stop/"]
)
def test_tom_of_another_group_can_do_nothing_here(as_, cast, page, path):
    answer = as_(cast.tom).post(page + path, {"email": "tom@loomwick.example", "reason": "mine", "what": "help"})
    assert answer.status_code == 403
    assert "Only those who look after" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_many_there_are(as_, cast, page, group, rows, django_assert_num_queries):
    for number in range(rows):
        make.give_role(make.make_person(f"Helper {number}"), "group_steward", "group", group.pk)
        Invitation.objects.create(group=group, email=f"{number}@loomwick.example", key=str(number))
    client = as_(Person.objects.get(pk=cast.priya.pk))
    client.get(page)
    with django_assert_num_queries(QUERIES):
        client.get(page)


QUERIES = 10


def one_left(group):
    entries = Entry.objects.filter(verb="directory.one_steward_left", about_id=group.pk)
    return [sorted(entry.notices.values_list("person__name", flat=True)) for entry in entries]


def test_where_two_became_one_the_other_and_the_organisers_hear_of_it(as_, cast, page, group):
    make.give_role(cast.ada, "group_steward", "group", group.pk)
    assert one_left(group) == []
    as_(cast.priya).post(f"{page}leaving/")
    assert one_left(group) == [["Ada", "Nell", "Noor"]]


def test_so_when_somebody_was_taken_off(as_, cast, page, group):
    looks_after_it_since(cast.ada, group, days=20)
    as_(cast.ada).post(f"{page}{cast.priya.uuid}/end/", {"reason": "She asked me to."})
    assert one_left(group) == [["Ada", "Nell", "Noor"]]


def test_so_when_a_second_one_takes_over(cast, page, group, letters):
    invitation = stewards.offer_page(group=group, by=cast.priya, email=cast.ada.email)
    make.give_role(cast.ada, "group_steward", "group", group.pk)
    stewards.accept_invitation(invitation=invitation, person=cast.ada)
    assert one_left(group) == [["Ada", "Nell", "Noor"]]


def test_so_when_somebody_is_forgotten(cast, page, group, letters):
    make.give_role(cast.ada, "group_steward", "group", group.pk)
    personal_data.erase(Person.objects.get(pk=cast.priya.pk), timezone.now())
    assert list(policies.stewards_of(group)) == [cast.ada]
    assert one_left(group) == [["Ada", "Nell", "Noor"]]


def test_so_when_an_administrator_ended_the_right(as_, cast, page, group):
    make.give_role(cast.ada, "group_steward", "group", group.pk)
    waiting = stewards.invite_steward(group=group, by=cast.priya, email=cast.sam.email)
    right = Grant.objects.get(person=cast.priya)
    for _twice in range(2):
        assert as_(cast.kit).post(f"/manage/roles/{right.uuid}/end/", {"reason": "She moved."}).status_code == 303
    assert one_left(group) == [["Ada", "Nell", "Noor"]]
    told = Entry.objects.get(verb="directory.steward_removed").notices
    assert set(told.values_list("person__name", flat=True)) == {"Ada", "Nell", "Noor"}
    waiting.refresh_from_db()
    assert waiting.ended_at


def test_an_administrator_ends_the_last_right_only_in_so_many_words(as_, cast, page, group):
    end = f"/manage/roles/{Grant.objects.get(person=cast.priya).uuid}/end/"
    assert f"Nobody else looks after the page of {group.name}." in as_(cast.kit).get(end).text
    assert as_(cast.kit).post(end, {"reason": "She died."}).status_code == 422
    assert list(policies.stewards_of(group)) == [cast.priya]
    assert as_(cast.kit).post(end, {"reason": "She died.", "leaves_alone": "on"}).status_code == 303
    assert not policies.stewards_of(group).exists()


def test_another_role_that_ends_tells_nobody_of_a_group(as_, cast, page, group):
    role = make.give_role(cast.sam, "moderator", "area", group.pk)
    as_(cast.kit).post(f"/manage/roles/{role.uuid}/end/", {"reason": "x"})
    assert not Entry.objects.filter(verb="directory.steward_removed").exists()


def test_one_who_hands_over_to_another_leaves_no_fewer(cast, page, group, letters):
    invitation = stewards.offer_page(group=group, by=cast.priya, email=cast.ada.email)
    stewards.accept_invitation(invitation=invitation, person=cast.ada)
    assert (list(policies.stewards_of(group)), one_left(group)) == ([cast.ada], [])
