"""Writing, mending and taking away; who hears of it; how new people begin."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from closeknit.conversation import actions, sandbox
from closeknit.conversation.models import Case, Comment, CommentVersion, Thread, ThreadChange
from closeknit.conversation.threads import place_for
from closeknit.conversation.vocabulary import CommentState, Question
from closeknit.core.errors import Refused
from closeknit.journal.following import follow, level_of, unfollow
from closeknit.journal.models import Notice
from closeknit.journal.vocabulary import Level
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make.make_group("Heddle Hill Singers")


@pytest.fixture
def place(group):
    return place_for(None, "directory.group", group.uuid)


def known_person(name="Ada"):
    """Somebody who is not new: they hold a role somewhere."""
    person = make.make_person(name)
    make.give_role(person, "group_steward", "group", 987_654)
    return person


def say(author, place, text="When do you meet?", **more):
    return actions.say(author=author, place=place, text=text, **{"client_id": uuid4(), **more})


def told(person):
    return list(Notice.objects.filter(person=person).values_list("entry__verb", "at_once"))


@pytest.mark.parametrize("rows", [Comment.objects, Thread.objects])
def test_what_is_told_of_a_thing_is_asked_of_each_row_not_of_all_things(rows):
    assert "IN (SELECT" not in str(rows.visible_to(make.make_person("Priya")).query)


def test_a_comment_appears_at_once_and_tells_those_who_look_after_the_group(place, group):
    priya, ada = make.make_person("Priya"), make.make_person("Ada")
    make.give_role(priya, "group_steward", "group", group.pk)
    comment = say(ada, place)
    assert comment.state == CommentState.SHOWN
    assert told(priya) == [("conversation.commented", True)]
    assert told(ada) == []
    assert level_of(ada, comment.thread) == Level.IMPORTANT


def test_an_answer_tells_the_one_it_answers_at_once_and_the_followers_as_they_chose(place):
    ada, sam, tom = (known_person(name) for name in ("Ada", "Sam", "Tom"))
    question = say(ada, place)
    follow(tom, question.thread, Level.DIGEST)
    answer = say(sam, place, "On Thursdays.", parent=question)
    further = say(ada, place, "Thank you.", parent=answer)
    assert further.parent == question  # one level deep
    assert told(ada) == [("conversation.commented", True)]
    assert told(tom) == [("conversation.commented", False)] * 2


@pytest.mark.parametrize("muted", ["thread", "group"])
def test_muted_means_silent_even_to_an_answer(place, group, muted):
    ada, sam = known_person("Ada"), known_person("Sam")
    question = say(ada, place)
    unfollow(ada, question.thread)
    follow(ada, question.thread if muted == "thread" else group, Level.NOTHING)
    say(sam, place, "On Thursdays.", parent=question)
    assert told(ada) == []


def test_the_same_form_twice_is_one_comment(place):
    ada, once = make.make_person("Ada"), uuid4()
    first = say(ada, place, client_id=once)
    assert say(ada, place, client_id=once) == first
    assert Comment.objects.count() == 1


def test_a_closed_thread_takes_nothing_more_and_keeps_what_there_is(place):
    priya = known_person("Priya")
    comment = say(priya, place)
    actions.close_thread(place, by=priya)
    actions.close_thread(place, by=priya)
    with pytest.raises(Refused):
        say(priya, place)
    assert list(Comment.objects.visible_to(None)) == [comment]
    actions.open_thread(place, by=priya)
    say(priya, place)
    assert list(ThreadChange.objects.order_by("id").values_list("to", flat=True)) == ["read_only", "open"]


def test_what_was_mended_keeps_its_earlier_words(place):
    comment = say(known_person(), place, "Wen do you meet?")
    actions.edit_comment(comment, text="When do you meet?")
    actions.edit_comment(comment, text="When do you meet?")
    assert [version.text for version in CommentVersion.objects.all()] == ["Wen do you meet?"]
    assert comment.edited_at is not None


def test_what_is_old_is_not_mended(place):
    comment = say(known_person(), place)
    comment.created_at = timezone.now() - timedelta(minutes=31)
    with pytest.raises(Refused):
        actions.edit_comment(comment, text="Something else")


def test_what_was_taken_away_can_be_read_by_nobody_but_is_known_of(place):
    ada = known_person()
    comment = say(ada, place)
    actions.remove_comment(comment)
    assert list(Comment.objects.visible_to(None)) == [comment]
    assert list(Comment.objects.readable_by(None)) == list(Comment.objects.readable_by(ada)) == []


def test_what_is_said_about_a_hidden_group_is_hidden_too(place, group):
    say(known_person(), place)
    group.visibility = "hidden"
    group.save(update_fields=["visibility"])
    assert not Comment.objects.visible_to(make.make_person("Tom")).exists()
    assert not Thread.objects.visible_to(None).exists()


# ── New people ───────────────────────────────────────────────────────────────────────────────────


def test_somebody_new_writes_three_times_a_day(place):
    sam = make.make_person("Sam")
    for _ in range(3):
        say(sam, place)
    with pytest.raises(sandbox.DayIsFull):
        say(sam, place)
    Comment.objects.update(created_at=timezone.now() - timedelta(hours=25))
    say(sam, place)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("See https://a.example and www.b.example", CommentState.SHOWN),
        ("https://a.example //b.example [c](https://c.example)", CommentState.WAITING),
    ],
)
def test_somebody_new_with_many_links_is_read_first(place, text, state):
    comment = say(make.make_person("Sam"), place, text)
    assert comment.state == state
    assert Case.objects.filter(question=Question.FIRST_READ).exists() == (state == CommentState.WAITING)


def test_links_that_are_added_later_are_read_first_too(place):
    comment = say(make.make_person("Sam"), place)
    actions.edit_comment(comment, text="https://a.example https://b.example https://c.example")
    assert comment.state == CommentState.WAITING
    assert not Comment.objects.visible_to(None).exists()


@pytest.mark.parametrize("proof", ["stood for three days", "let stand by a moderator", "a role"])
def test_who_has_proved_themselves_is_new_no_more(place, proof):
    sam, max_ = make.make_person("Sam"), make.make_person("Max", "moderator")
    assert sandbox.bounds_of(sam).is_new
    if proof == "a role":
        make.give_role(sam, "group_steward", "group", 1)
    elif proof == "stood for three days":
        say(sam, place)
        Comment.objects.update(created_at=timezone.now() - timedelta(days=3))
    else:
        say(sam, place, "https://a.example https://b.example https://c.example")
        assert sandbox.bounds_of(sam).is_new
        actions.let_stand(Case.objects.get(), by=max_, version=0)
    assert not sandbox.bounds_of(sam).is_new
