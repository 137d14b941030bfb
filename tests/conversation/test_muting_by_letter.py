"""One click in a letter about something somebody wrote ends all letters for its sake."""

import re
from datetime import timedelta
from importlib import import_module

from django.apps import apps
from django.test import Client
from django.utils import timezone

from closeknit.journal import bell, news
from closeknit.journal.following import follow
from closeknit.journal.models import Follow
from closeknit.journal.vocabulary import Level
from tests.support.post import delivered

ADDRESS = re.compile(r"To stop letters like this: https?://[^/]+(\S+)")


def letters_to(person):
    news.write_at_once(timezone.now() + timedelta(hours=1))
    return [letter for letter in delivered() if letter.to == [person.email]]


def press(letter):
    path = ADDRESS.search(letter.body)[1]
    asked, done = Client().get(path), Client().post(path)
    return asked.text, done.text


def test_who_looks_after_a_group_hears_no_more_of_it_and_reads_which_it_is(scene, say):
    say(scene.sam)
    [letter] = letters_to(scene.priya)
    assert f"because you look after {scene.group.name}, or have written about it" in letter.body
    for page in press(letter):
        assert scene.group.name in page
    say(scene.ada)
    assert bell.unread_count(scene.priya) == 1
    assert letters_to(scene.priya) == [letter]
    client = Client()
    client.force_login(scene.priya)
    assert client.get("/notices/choices/").text.count(f"{scene.group.name}</bdi>") == 1


def test_who_was_answered_hears_no_more_of_the_talk(scene, say):
    mine = say(scene.sam)
    say(scene.ada, parent=mine)
    [letter] = letters_to(scene.sam)
    for page in press(letter):
        assert f"the talk about {scene.group.name}" in page
    say(scene.ada, parent=mine)
    assert letters_to(scene.sam) == [letter]


def test_a_click_that_muted_one_comment_is_made_to_mute_what_it_is_about(scene, say):
    comment = say(scene.sam)
    follow(scene.priya, comment, Level.NOTHING)
    import_module("closeknit.conversation.migrations.0002_mute_groups_not_comments").mute_what_was_talked_about(
        apps, None
    )
    assert list(Follow.objects.filter(person=scene.priya).values_list("kind", "thing_id", "level")) == [
        ("directory.group", scene.group.pk, "nothing")
    ]
