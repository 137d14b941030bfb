"""A group that is asleep: a neighbour asks, or something comes up; its contacts get one letter, wake us or pass."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from closeknit.conversation.models import Comment, Thread
from closeknit.core import mail
from closeknit.directory import retention, verbs
from closeknit.directory.models import Group, Rest, Waking
from closeknit.directory.stewardship import waking
from closeknit.directory.stewardship.telling_others import happened
from closeknit.journal.models import Entry, Notice
from closeknit.journal.recording import record
from tests.directory.stewardship.test_claiming import link_in
from tests.support import factories as make

pytestmark = pytest.mark.django_db
WHY = {"words": "They want to fell the trees.", "guest_name": "Sam", "guest_email": "sam@newcomer.example"}


@pytest.fixture
def sleeper(group):
    group.state = "dormant"
    group.save(update_fields=["state"])
    Rest.objects.create(group=group, streets="Carder Street, Reed Lane")
    return group


@pytest.fixture
def page(sleeper):
    return f"/groups/{sleeper.slug}/wake/"


def test_the_page_of_a_group_that_is_asleep_has_the_button_and_no_other(as_, sleeper, page):
    assert f'href="{page}"' in as_(None).get(sleeper.get_absolute_url()).content.decode()
    awake = make.make_group("Weftbridge Walkers")
    assert "/wake/" not in as_(None).get(awake.get_absolute_url()).content.decode()
    assert as_(None).get(f"/groups/{awake.slug}/wake/").status_code == 404


def test_a_neighbour_asks_and_the_group_wakes(as_, cast, sleeper, page, letters):
    assert as_(None).post(page, WHY).status_code == 303
    assert [letter.to for letter in letters] == ["shuttle@loomwick.example"]
    assert "They want to fell the trees." in mail.written(letters[0]).text
    link = link_in(letters[0])
    assert as_(None).get(link).status_code == 200
    sleeper.refresh_from_db()
    assert sleeper.state == "dormant"
    assert as_(None).post(link, {"decision": "wake"}).status_code == 303
    sleeper.refresh_from_db()
    assert (sleeper.state, sleeper.confirmed_on) == ("active", timezone.localdate())
    assert not Rest.objects.filter(group=sleeper).exists()
    assert (letters[-1].to, letters[-1].context["outcome"]) == ("sam@newcomer.example", "woken")
    kept = Waking.objects.get()
    assert (kept.outcome, kept.words, kept.guest_name, kept.guest_email) == ("woken", "", "", "")
    assert as_(None).post(link, {"decision": "pass"}).status_code == 404


def test_the_group_passes_and_whoever_asked_hears_it(as_, cast, sleeper, page, letters):
    as_(cast.ada).post(page, {"words": "They want to fell the trees."})
    assert "Ada asks you to wake up." in mail.written(letters[0]).text
    assert as_(None).post(link_in(letters[0])).status_code == 422
    as_(None).post(link_in(letters[0]), {"decision": "pass"})
    sleeper.refresh_from_db()
    assert sleeper.state == "dormant"
    assert Rest.objects.filter(group=sleeper).exists()
    assert Notice.objects.filter(person=cast.ada, entry__verb="directory.group_sleeps_on").exists()


@pytest.mark.parametrize("now", [{"visibility": "hidden"}, {"state": "closed"}])
def test_the_link_is_over_for_a_page_that_is_hidden_or_closed_meanwhile(as_, sleeper, page, letters, now):
    as_(None).post(page, WHY)
    Group.objects.filter(pk=sleeper.pk).update(**now)
    link = link_in(letters[0])
    assert as_(None).get(link).status_code == as_(None).post(link, {"decision": "wake"}).status_code == 404
    assert len(letters) == 1


def test_each_who_looks_after_it_gets_the_letter_and_nobody_asks_twice(as_, cast, sleeper, page, letters):
    make.give_role(cast.priya, "group_steward", "group", sleeper.pk)
    make.give_role(cast.tom, "group_steward", "group", sleeper.pk)
    as_(None).post(page, WHY)
    assert {letter.to for letter in letters} == {cast.priya.email, cast.tom.email}
    assert as_(None).post(page, WHY).status_code == 409
    assert "They were asked on" in as_(None).get(page).content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert as_(None).post(page, WHY).status_code == 303
    assert sorted(Waking.objects.values_list("outcome", flat=True)) == ["", "unanswered"]


def test_a_letter_of_somebody_who_left_opens_nothing(as_, cast, sleeper, page, letters):
    make.give_role(cast.priya, "group_steward", "group", sleeper.pk)
    as_(None).post(page, WHY)
    for grant in cast.priya.grants.all():
        grant.end()
    assert as_(None).post(link_in(letters[0]), {"decision": "wake"}).status_code == 404


def test_where_nobody_can_be_reached_the_organisers_hear_of_it(as_, cast, sleeper, page, letters):
    sleeper.contact_email = ""
    sleeper.save(update_fields=["contact_email"])
    as_(cast.ada).post(page, {"words": "They want to fell the trees."})
    told = Notice.objects.filter(entry__verb="directory.group_asked_to_wake")
    assert set(told.values_list("person__name", flat=True)) == {"Noor", "Nell"}


def test_a_robot_is_thanked_and_writes_to_nobody(as_, sleeper, page, letters):
    assert as_(None).post(page, WHY | {"nickname": "bot"}).status_code == 303
    assert letters == []


def test_after_thirty_days_without_an_answer_whoever_asked_hears_it_and_is_forgotten(as_, cast, sleeper, page, letters):
    as_(None).post(page, WHY)
    later = timezone.now() + timedelta(days=31)
    assert [waking.give_up(timezone.now()), waking.give_up(later), waking.give_up(later)] == [0, 1, 0]
    assert letters[-1].to == "sam@newcomer.example"
    assert "Nobody has answered in 30 days." in mail.written(letters[-1]).text
    kept = Waking.objects.get()
    assert (kept.outcome, kept.words, kept.guest_name, kept.guest_email) == ("unanswered", "", "", "")
    as_(cast.ada).post(page, {"words": "They want to fell the trees."})
    assert waking.give_up(timezone.now() + timedelta(days=31)) == 1
    assert Notice.objects.filter(person=cast.ada, entry__verb="directory.group_wake_unanswered").exists()
    assert not Waking.objects.exclude(by=None).exists()


def test_the_journal_does_not_keep_who_asked(as_, cast, sleeper, page):
    as_(cast.ada).post(page, {"words": "They want to fell the trees."})
    assert Entry.objects.get(verb="directory.group_asked_to_wake").actor is None


def test_nor_does_it_keep_longer_who_asked_in_an_older_version(as_, cast, sleeper, page, letters):
    as_(cast.ada).post(page, {"words": "They want to fell the trees."})
    other = record(verbs.EDITED, by=cast.ada, about=sleeper)
    asked = Entry.objects.filter(verb="directory.group_asked_to_wake")
    asked.update(actor=cast.ada, guest="")
    now = timezone.now()
    assert retention.forget_wakers(now) == 0
    with transaction.atomic():
        assert retention.forget_wakers(now + timedelta(days=30, minutes=1)) == 1
        transaction.set_rollback(True)
    as_(None).post(link_in(letters[0]), {"decision": "pass"})
    assert [retention.forget_wakers(now), retention.forget_wakers(now)] == [1, 0]
    assert (asked.get().actor, asked.get().guest) == (None, "Somebody")
    assert Entry.objects.get(pk=other.pk).actor == cast.ada


@pytest.mark.parametrize("decision", ["wake", "pass"])
def test_a_neighbour_does_not_read_which_group_that_must_be_kept_safe(as_, sleeper, page, letters, decision):
    as_(None).post(page, WHY)
    Group.objects.filter(pk=sleeper.pk).update(is_sensitive=True)
    as_(None).post(link_in(letters[0]), {"decision": decision})
    told = mail.written(letters[-1])
    assert "You asked a group to wake up." in told.text
    for words in ("your group", "Your group", sleeper.name, sleeper.slug):
        assert words not in told.text + told.subject


def test_a_stranger_names_one_address_three_times_an_hour(as_, page):
    for number in range(4):
        Waking.objects.all().delete()
        answer = as_(None).post(page, WHY)
        assert answer.status_code == (303 if number < 3 else 429)


# ── What comes up ────────────────────────────────────────────────────────────────────────────────


def new_group(name, *themes, **more):
    made = make.make_group(name, **more)
    made.themes.add(*themes)
    happened(verbs.ADDED, made)
    return made


def test_a_new_group_that_names_one_of_its_streets_writes_one_letter(as_, cast, sleeper, letters):
    new_group("Save the trees", summary="Neighbours of CARDER street and around.")
    assert [waking.look_round(timezone.now()) for _ in range(2)] == [1, 0]
    (letter,) = letters
    assert letter.to == "shuttle@loomwick.example"
    assert "Save the trees" in mail.written(letter).text
    as_(None).post(link_in(letter), {"decision": "wake"})
    sleeper.refresh_from_db()
    assert sleeper.state == "active"


def test_one_about_one_of_its_topics_or_beneath(sleeper, letters):
    trees = make.make_theme("Trees")
    oaks = make.make_theme("Oaks", parent=trees)
    sleeper.rest.topics.add(trees)
    new_group("Oak Circle", oaks)
    assert waking.look_round(timezone.now()) == 1


def test_a_talk_that_names_a_street(cast, sleeper, letters):
    other = make.make_group("Weftbridge Walkers")
    thread = Thread.objects.create(about_kind="directory.group", about_id=other.pk)
    said = {"thread": thread, "author": cast.ada, "client_id": other.uuid}
    Comment.objects.create(text="What about the hole in Reed Lane?", **said)
    assert waking.look_round(timezone.now()) == 1
    assert "the talk about Weftbridge Walkers" in mail.written(letters[0]).text


@pytest.mark.parametrize(
    ("summary", "more"),
    [
        ("In Carderstreet, and Reed Laneway.", {}),
        ("We meet in Reed Lane.", {"visibility": "stub"}),
        ("We meet in Reed Lane.", {"is_sensitive": True}),
    ],
)
def test_nothing_else_wakes_it(sleeper, letters, summary, more):
    new_group("Others", summary=summary, **more)
    assert waking.look_round(timezone.now()) == 0


def test_one_letter_in_fourteen_days_whatever_comes_up(as_, sleeper, letters):
    new_group("One", summary="Carder Street")
    new_group("Two", summary="Reed Lane")
    assert waking.look_round(timezone.now()) == 1
    as_(None).post(link_in(letters[0]), {"decision": "pass"})
    assert waking.look_round(timezone.now()) == 0
