"""Muted means silent: each verb that is declared × each level × each way of being told."""

from collections import Counter, defaultdict
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from closeknit.journal import bell, news, weekly
from closeknit.journal.following import follow
from closeknit.journal.models import Entry, Notice
from closeknit.journal.recording import is_told_at_once, record
from closeknit.journal.verbs import verbs
from closeknit.journal.vocabulary import Importance, Level
from tests.journal.world import ANSWERED, CHANGED
from tests.support import factories as make
from tests.support.post import delivered

LEVELS = [None, *Level]
SILENCE = (0, 0, 0)


def how_each_is_told(level, *, is_addressed):
    """For each verb another person and another group: how often bell, letter at once and weekly letter tell it."""
    people = {}
    for name in verbs():
        person, group = make.make_person(), make.make_group()
        people[name] = person
        if level is not None:
            follow(person, group, level)
        record(name, about=group, to=[person] if is_addressed else [])
    in_the_bell = {name: bell.unread_count(person) for name, person in people.items()}
    news.write_at_once(timezone.now() + timedelta(hours=1))
    at_once = Counter(letter.to[0] for letter in delivered())
    mail.outbox.clear()
    weekly.write_digests(timezone.now() + timedelta(days=8))
    in_a_week = Counter(letter.to[0] for letter in delivered())
    return {name: (in_the_bell[name], at_once[one.email], in_a_week[one.email]) for name, one in people.items()}


def heard_after_muting(level, *, is_addressed):
    """For each verb another person, who mutes the group when the notice is made and no letter has gone:
    how often a letter at once and the weekly letter tell it."""
    people = {}
    for name in verbs():
        person, group = make.make_person(), make.make_group()
        people[name] = person
        follow(person, group, level)
        record(name, about=group, to=[person] if is_addressed else [])
        follow(person, group, Level.NOTHING)
    news.write_at_once(timezone.now() + timedelta(hours=1))
    at_once = Counter(letter.to[0] for letter in delivered())
    mail.outbox.clear()
    weekly.write_digests(timezone.now() + timedelta(days=8))
    in_a_week = Counter(letter.to[0] for letter in delivered())
    return {name: (at_once[one.email], in_a_week[one.email]) for name, one in people.items()}


@pytest.mark.django_db
@pytest.mark.parametrize("level", [Level.EVERYTHING, Level.DIGEST])
@pytest.mark.parametrize("is_addressed", [False, True])
def test_muting_silences_what_waits_to_be_sent_too(level, is_addressed):
    told = {
        name: (int(is_addressed and verb.must_know and verb.importance != Importance.QUIET), 0)
        for name, verb in verbs().items()
    }
    assert heard_after_muting(level, is_addressed=is_addressed) == told
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_what_is_nearest_counts_when_a_letter_is_sent_as_when_it_was_recorded(singers, ada):
    bakers, sam = make.make_group("Weftbridge Bakers"), make.make_person("Sam")
    for person, thing in ((ada, bakers), (sam, singers)):
        follow(person, thing, Level.EVERYTHING)
    record(CHANGED, about=singers, also=[bakers])
    follow(ada, singers, Level.NOTHING)  # nearer than what she follows
    follow(sam, bakers, Level.NOTHING)  # farther than what he follows
    news.write_at_once(timezone.now() + timedelta(hours=1))
    assert [letter.to for letter in delivered()] == [[sam.email]]


def test_a_letter_that_waits_for_the_mail_server_is_asked_once_more(singers, ada):
    sam = make.make_person("Sam")
    record(ANSWERED, about=singers, to=[ada, sam])
    news.write_at_once(timezone.now() + timedelta(hours=1))
    follow(ada, singers, Level.NOTHING)
    assert [letter.to for letter in delivered()] == [[sam.email]]


def told_to_a_follower(verb, level):
    if level in {None, Level.NOTHING} or verb.importance in {Importance.QUIET, Importance.PERSONAL}:
        return SILENCE
    at_once = is_told_at_once(level, verb.importance)
    return (1, int(at_once), int(not at_once))


def told_to_one_spoken_to(verb, level):
    is_muted = level == Level.NOTHING and not verb.must_know
    return SILENCE if is_muted or verb.importance == Importance.QUIET else (1, 1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("level", LEVELS)
def test_a_follower_hears_what_they_chose_and_no_more(level):
    expected = {name: told_to_a_follower(verb, level) for name, verb in verbs().items()}
    assert len(expected) > 20
    assert how_each_is_told(level, is_addressed=False) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("level", LEVELS)
def test_one_spoken_to_hears_at_once_but_not_of_what_they_muted(level):
    expected = {name: told_to_one_spoken_to(verb, level) for name, verb in verbs().items()}
    assert how_each_is_told(level, is_addressed=True) == expected


def test_all_that_was_muted_is_still_in_the_record(singers, ada):
    follow(ada, singers, Level.NOTHING)
    for name in verbs():
        record(name, about=singers)
    assert set(Entry.objects.values_list("verb", flat=True)) == set(verbs())


@pytest.mark.parametrize("name", sorted(verbs()))
def test_each_sentence_can_be_said(name):
    said = str(verbs()[name].words) % defaultdict(lambda: "Ada")
    assert "%" not in said


def test_must_know_is_for_the_one_spoken_to_alone(singers, ada):
    sam = make.make_person("Sam")
    follow(ada, singers, Level.NOTHING)
    follow(sam, singers, Level.EVERYTHING)
    record("test.hidden", about=singers, to=[ada])
    assert (bell.unread_count(ada), bell.unread_count(sam)) == (1, 0)
