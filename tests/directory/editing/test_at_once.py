"""The same form sent many times at the same moment has one effect, on whichever database."""

from uuid import uuid4

import pytest

from closeknit.core.errors import Refused
from closeknit.core.images import renditions
from closeknit.directory.editing import actions
from closeknit.directory.editing.portrait import portrait
from closeknit.directory.models import Photo, Relation, Revision, Service, Suggestion
from closeknit.journal.models import Entry
from tests.support.editing_things import picture_file
from tests.support.together import together

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 20


def faults(ended):
    """Whatever went wrong beside a plain “no”."""
    return [one for one in ended if isinstance(one, Exception) and not isinstance(one, Refused)]


def test_an_edit_and_a_new_service(world):
    key = f"service:{uuid4()}"
    service = portrait(world.group)[f"service:{world.service.uuid}"]
    changes = {"summary": "Once", key: {**service, "name": "Once"}}
    ended = together(TIMES, lambda: actions.change_group(group=world.group, changes=changes, by=world.priya))
    assert faults(ended) == []
    assert Revision.objects.count() == 1
    assert Service.objects.filter(name="Once").count() == 1
    assert Entry.objects.filter(verb="directory.group_edited").count() == 1


def test_an_undo(world):
    revision = actions.change_group(group=world.group, changes={"summary": "Once"}, by=world.priya)
    ended = together(TIMES, lambda: actions.undo_change(revision=revision, by=world.priya))
    assert faults(ended) == []
    assert Revision.objects.count() == 2


def test_a_suggestion_and_its_answer(world):
    number = uuid4()
    guest = {"name": "Sam", "email": "", "wants_to_be_named": False}
    told = {"wanted": {"summary": "Once"}, "reason": "", "by": None, "guest": guest}
    ended = together(TIMES, lambda: actions.suggest_change(group=world.group, number=number, **told))
    assert faults(ended) == []
    suggestion = Suggestion.objects.get()

    def answer():
        mine = Suggestion.objects.select_related("group").get(pk=suggestion.pk)
        return actions.answer_suggestion(suggestion=mine, taken={"summary": "Once"}, answer="", by=world.priya)

    assert faults(together(TIMES, answer)) == []
    assert Revision.objects.count() == 1
    assert Entry.objects.filter(verb="directory.suggestion_taken").count() == 1


def test_a_picture_and_a_link(world):
    number, made = uuid4(), renditions(picture_file())
    told = {"alt": "A toaster", "credit": "", "by": world.priya}
    ended = together(TIMES, lambda: actions.add_photo(group=world.group, number=number, made=made, **told))
    assert faults(ended) == []
    assert Photo.objects.count() == 1
    offer = {"other": world.other, "kind": "works_with", "note": "", "by": world.priya}
    assert faults(together(TIMES, lambda: actions.offer_tie(group=world.group, **offer))) == []
    assert Relation.objects.count() == 1
