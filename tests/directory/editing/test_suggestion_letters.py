"""What a guest hears of a suggestion that was answered."""

import pytest

from closeknit.directory.editing import actions
from closeknit.directory.models import Group, Suggestion
from closeknit.journal.models import OutgoingLetter

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggestion(world):
    return Suggestion.objects.create(
        group=world.group, guest_email="sam@newcomer.example", wanted={"summary": "We sing"}
    )


def letter_for(suggestion, by):
    actions.answer_suggestion(suggestion=suggestion, taken={}, answer="Not now.", by=by)
    return OutgoingLetter.objects.get(to="sam@newcomer.example")


def test_the_letter_names_the_group(world, suggestion):
    letter = letter_for(suggestion, world.priya)
    assert world.group.name in letter.subject
    assert f"for the page of {world.group.name}." in letter.text


def test_a_sensitive_group_is_not_named_in_the_subject(world, suggestion):
    Group.objects.filter(pk=world.group.pk).update(is_sensitive=True)
    assert world.group.name not in letter_for(suggestion, world.priya).subject
