import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from closeknit.journal.following import follow
from closeknit.journal.models import Notice
from closeknit.journal.recording import record
from closeknit.journal.things import key_of, shown_to
from closeknit.journal.vocabulary import Level
from tests.journal.world import CHANGED, KEPT, MOVED
from tests.support import factories as make


def told(person):
    return list(Notice.objects.filter(person=person).values_list("entry__verb", "at_once"))


@pytest.mark.parametrize(
    ("level", "happened", "expected"),
    [
        (Level.EVERYTHING, CHANGED, [(CHANGED, True)]),
        (Level.IMPORTANT, CHANGED, [(CHANGED, False)]),
        (Level.IMPORTANT, MOVED, [(MOVED, True)]),
        (Level.DIGEST, MOVED, [(MOVED, False)]),
        (Level.NOTHING, MOVED, []),
        (Level.EVERYTHING, KEPT, []),
    ],
)
def test_a_follower_hears_as_much_as_they_chose(singers, level, happened, expected):
    ada = make.make_person("Ada")
    follow(ada, singers, level)
    record(happened, about=singers)
    assert told(ada) == expected


def test_nobody_is_told_of_what_they_did(singers):
    priya = make.make_person("Priya")
    follow(priya, singers, Level.EVERYTHING)
    record(CHANGED, about=singers, by=priya)
    assert told(priya) == []


def test_one_spoken_to_hears_at_once_unless_they_muted_it(singers):
    ada, sam = make.make_person("Ada"), make.make_person("Sam")
    follow(sam, singers, Level.NOTHING)
    record(CHANGED, about=singers, to=[ada, sam])
    assert (told(ada), told(sam)) == ([(CHANGED, True)], [])


def test_the_nearest_choice_counts(singers):
    other = make.make_group("Weftbridge Bakers")
    ada = make.make_person("Ada")
    follow(ada, other, Level.EVERYTHING)
    follow(ada, singers, Level.NOTHING)
    record(MOVED, about=singers, also=[other])
    assert told(ada) == []


@pytest.mark.parametrize("followers", [1, 3])
def test_telling_many_costs_as_much_as_telling_one(singers, followers):
    for number in range(followers):
        follow(make.make_person(f"Ada {number}"), singers)
    with CaptureQueriesContext(connection) as asked:
        record(MOVED, about=singers)
    queries = [query["sql"] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(queries) == 3


def test_things_are_named_only_to_those_who_may_know_of_them(singers):
    secret = make.make_group("Sanctuary", visibility="hidden")
    keys = [key_of(singers), key_of(secret)]
    assert [shown.name for shown in shown_to(None, keys).values()] == ["Heddle Hill Singers"]
    assert len(shown_to(make.make_person("Kit", "hub_admin"), keys)) == 2


def test_a_verb_that_nobody_declared_is_a_bug(singers):
    with pytest.raises(KeyError):
        record("test.never", about=singers)
