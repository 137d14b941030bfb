"""No subject names a group that must be kept safe: it may be read over a shoulder."""

from datetime import timedelta

import pytest
from django.utils import timezone

from closeknit.directory import things, verbs
from closeknit.directory.models import ContactMessage
from closeknit.directory.relaying import relay
from closeknit.journal import news
from closeknit.journal.following import follow
from closeknit.journal.models import OutgoingLetter
from closeknit.journal.recording import record
from closeknit.journal.vocabulary import Level
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sanctuary():
    things.register()
    make.make_hub()
    return make.make_group("Sanctuary", is_sensitive=True, contact_email="house@loomwick.example")


@pytest.mark.parametrize("times", [1, 2])
def test_news_of_it(sanctuary, times):
    follow(make.make_person("Ada"), sanctuary, Level.EVERYTHING)
    for _ in range(times):
        record(verbs.EDITED, about=sanctuary)
    news.write_at_once(timezone.now() + timedelta(minutes=4))
    assert OutgoingLetter.objects.get().subject == "News for you"


def test_who_acts_for_it_is_told_to_none_of_its_followers(sanctuary):
    follow(make.make_person("Ada"), sanctuary, Level.EVERYTHING)
    record(verbs.EDITED, about=sanctuary, by=make.make_person("Priya"))
    news.write_at_once(timezone.now() + timedelta(minutes=4))
    letter = OutgoingLetter.objects.get()
    assert "Somebody changed the page" in letter.text
    assert "Priya" not in letter.text + letter.html


def test_a_note_to_it(sanctuary):
    message = ContactMessage.objects.create(
        group=sanctuary, name="Sam", email="sam@newcomer.example", text="May I come?"
    )
    assert relay(message)
    assert OutgoingLetter.objects.get().subject == "Sam wrote to you"
