"""Of a group that must be kept safe nobody reads in a list or a letter who was near it."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from closeknit.accounts.models import Person
from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.conversation import actions
from closeknit.conversation.models import Case, HouseRule
from closeknit.conversation.threads import place_for
from closeknit.directory import things
from closeknit.directory.models import Claim
from closeknit.journal import news, reads, weekly
from closeknit.journal.following import follow
from closeknit.journal.models import OutgoingLetter
from closeknit.journal.recording import record
from closeknit.journal.sentences import about_of, sentence
from closeknit.journal.things import kinds
from closeknit.journal.verbs import verbs
from closeknit.journal.vocabulary import Importance, Level
from tests.support import answer_things, editing_things, feed_things
from tests.support import factories as make

OF_NO_GROUP = {"accounts.person", "accounts.reading_alert", "conversation.complaint", "directory.theme", "places.area"}
OF_NO_GROUP |= {"networks.network", "networks.priority", "networks.meeting", "networks.minutes"}
ALWAYS = {"accounts.helped_act"}  # quiet whatever it is about


@pytest.fixture
def safe(db):
    """A sanctuary that all may see, Wilma who writes there, Max who moderates, and one thing of each kind."""
    things.register()  # another test may have told the journal something else of groups
    make.make_hub()
    group = make.make_group("Sanctuary", is_sensitive=True)
    wilma, maxx = make.make_person("Wilma"), make.make_person("Max", "moderator")
    comment = actions.say(
        author=wilma, place=place_for(None, "directory.group", group.uuid), text="I need help.", client_id=uuid4()
    )
    rule = HouseRule.objects.in_force()[0]
    report = actions.report(
        kind="conversation.comment", thing=comment, rule=rule, words="", reporter=wilma, guest_email="", sender="1"
    )
    asked = Ask.objects.create(about_kind="directory.group", about_id=group.pk, text="Help", client_id=uuid4())
    promised = Undertaking.objects.create(
        from_kind="directory.group", from_id=group.pk, text="We do", client_id=uuid4()
    )
    answered = answer_things.answer_to_a_date(group, timezone.now() + timedelta(days=3), wilma)
    of_each_kind = {
        "calendar.answer": answered,
        "calendar.feed": feed_things.due_feed(group, wilma),
        "calendar.series": answered.series,
        "commitments.ask": asked,  # from before it was to be kept safe
        "commitments.step": Step.objects.create(undertaking=promised, to="news", words="Soon"),
        "commitments.undertaking": promised,
        "directory.group": group,
        "directory.suggestion": editing_things.make_suggestion(group),
        "directory.relation": make.make_tie(make.make_group("Weavers"), group),
        "directory.claim": Claim.objects.create(group=group, person=wilma),
        "conversation.comment": comment,
        "conversation.thread": comment.thread,
        "conversation.case": report.case,
        "conversation.report": report,
    }
    return SimpleNamespace(group=group, wilma=wilma, max=maxx, comment=comment, things=of_each_kind)


def test_all_that_belongs_to_it_is_quiet(safe):
    """A new kind of thing has to be one of these, or to say that it belongs to no group."""
    assert set(kinds()) <= set(safe.things) | OF_NO_GROUP | ALWAYS
    assert [
        kind for kind, thing in safe.things.items() if not next(iter(kinds()[kind].shown([thing]))).is_discreet
    ] == []


@pytest.mark.parametrize("name", sorted(verbs()))
def test_no_verb_says_who_did_it(name, safe):
    """But for what speaks to one person, and was done by somebody who does not look after it."""
    for kind, thing in safe.things.items():
        entry = record(name, about=thing, by=safe.wilma, speaking_as=safe.group)
        shown = {about_of(entry): next(iter(kinds()[kind].shown([thing])))}
        is_open = verbs()[name].importance == Importance.PERSONAL and not verbs()[name].is_by_host
        assert ("Wilma" in sentence(entry, shown)) <= is_open, kind


def test_followers_of_its_talk_read_that_somebody_wrote(safe):
    ada, sam = make.make_person("Ada"), make.make_person("Sam")
    follow(ada, safe.comment.thread, Level.EVERYTHING)
    follow(sam, safe.group, Level.DIGEST)
    record("conversation.commented", by=safe.wilma, about=safe.comment, also=(safe.comment.thread, safe.group))
    OutgoingLetter.objects.all().delete()
    news.write_at_once(timezone.now() + timedelta(minutes=4))
    weekly.write_digests(timezone.now() + timedelta(days=8))
    letters = OutgoingLetter.objects.filter(to__in=[ada.email, sam.email])
    assert {letter.to: letter.subject for letter in letters} == {
        ada.email: "News for you",
        sam.email: "Your week in Loomwick",
    }
    for letter in letters:
        assert "Somebody wrote about Sanctuary" in letter.text
        assert "Wilma" not in letter.text + letter.html
    (day,) = reads.notices_page(ada, "").days
    assert [told.words for told in day.notices] == ["Somebody wrote about Sanctuary"]


def test_many_comments_are_one_part_and_one_line_for_each_who_may_be_named(safe):
    open_group, ada = make.make_group("Singers"), make.make_person("Ada")
    for group in (open_group, safe.group):
        follow(ada, group)
        for name in ("Sam", "Sam", "Wren"):
            comment = actions.say(
                author=Person.objects.filter(name=name).first() or make.make_person(name),
                place=place_for(None, "directory.group", group.uuid), text="Hello", client_id=uuid4(),
            )  # fmt: skip
            comment.author.comments.update(created_at=timezone.now() - timedelta(days=4))  # new here no more
    weekly.write_digests(timezone.now() + timedelta(days=8))
    text = OutgoingLetter.objects.get(to=ada.email).text
    assert text.count("\nSingers\n") == text.count("\nSanctuary\n") == 1
    assert "Sam wrote about Singers (and once before)\n- Wren wrote about Singers\n" in text
    assert "- Somebody wrote about Sanctuary (and 2 times before)\n" in text


def test_no_subject_to_moderators_names_it(safe):
    news.write_at_once(timezone.now() + timedelta(minutes=4))
    assert set(OutgoingLetter.objects.filter(to=safe.max.email).values_list("subject", flat=True)) == {"News for you"}


def test_many_cases_and_comments_are_named_at_the_cost_of_one(safe):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            reads.notices_page(safe.max, "")
        return len(queries)

    def more(number):
        group = make.make_group(f"Group {number}")
        place = place_for(None, "directory.group", group.uuid)
        author = make.make_person(f"Author {number}")
        comment = actions.say(author=author, place=place, text="Hello", client_id=uuid4())
        actions.report(
            kind="conversation.comment", thing=comment, rule=HouseRule.objects.in_force()[0], words="",
            reporter=None, guest_email="", sender=str(number),
        )  # fmt: skip
        follow(safe.max, group, Level.EVERYTHING)
        record("conversation.commented", by=author, about=comment, also=(group,))

    more(1)
    cost()  # who may see what is asked once
    before = cost()
    more(2)
    more(3)
    assert Case.objects.count() == 4
    assert cost() == before
