"""No field without a class, nobody's data without a handler; and that these two walks see what is missing."""

import re
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

from closeknit.accounts.models import Person
from closeknit.core import field_classes, personal_data
from closeknit.core.field_classes import FieldClass, classes_of, classified_models, purpose_of, words_of
from closeknit.core.personal_data import handlers, unhandled

OURS = [model for model in classified_models() if model.__module__.startswith("closeknit.")]


@pytest.mark.parametrize("model", classified_models(), ids=lambda model: model._meta.label)
def test_each_field_has_one_class(model):
    assert field_classes.faults([model]) == []


def test_each_table_that_tells_of_a_person_is_taken_care_of():
    assert unhandled(OURS, handlers()) == []


def test_each_table_that_tells_of_a_person_says_what_it_is_for():
    of_people = [model for handler in handlers() for model in handler.models if unhandled([model], ())]
    assert [model._meta.label for model in of_people if not purpose_of(model)] == []


FOR_THE_COMPUTER = re.compile(r"^(is|has|are) | (at|id|kind)$|_", re.IGNORECASE)
OF_PEOPLE = [model for model in OURS if purpose_of(model) and unhandled([model], ())]


@pytest.mark.parametrize("model", OF_PEOPLE, ids=lambda model: model._meta.label)
def test_what_is_kept_of_a_person_is_called_by_words_for_people(model):
    leaving = [name for name, kind in classes_of(model).items() if kind is not FieldClass.INTERNAL and name != "uuid"]
    called = [words_of(model, name) for name in leaving]
    assert [words for words in called if FOR_THE_COMPUTER.search(words)] == []
    assert sorted(set(called)) == sorted(called)


def test_a_room_is_erased_before_the_rooms_below_it():
    """The handlers stand in the order of the installed apps, the lower rooms first."""
    rooms = [app.removeprefix("closeknit.") for app in settings.INSTALLED_APPS]
    known = [handler.room for handler in handlers()]
    assert known == sorted(known, key=rooms.index)
    assert known.index("accounts") < known.index("directory")


@isolate_apps("closeknit.directory")
def test_a_planted_field_without_a_class_is_seen():
    class Group(models.Model):  # noqa: DJ008 - planted
        name = models.CharField(max_length=20)
        diary = models.TextField()

        class Meta:
            app_label = "directory"

    Group.__module__ = "closeknit.directory.models"
    faults = field_classes.faults([Group])
    assert "directory.Group.diary has no class" in faults
    assert "directory.Group.summary is classed, but is not there" in faults
    assert not any(".name " in fault for fault in faults)


@isolate_apps("closeknit.directory")
def test_a_planted_table_that_nobody_classed_is_seen():
    class Diary(models.Model):  # noqa: DJ008 - planted
        words = models.TextField()

        class Meta:
            app_label = "directory"

    Diary.__module__ = "closeknit.directory.models"
    assert field_classes.faults([Diary]) == ["directory.Diary.words has no class"]


@isolate_apps("closeknit.directory", "closeknit.accounts", "django.contrib.contenttypes")
def test_a_planted_table_of_people_without_a_handler_is_seen():
    class Person(models.Model):  # noqa: DJ008 - planted
        class Meta:
            app_label = "accounts"

    class Diary(models.Model):  # noqa: DJ008 - planted
        writer = models.ForeignKey(Person, on_delete=models.CASCADE)
        guest_email = models.EmailField()
        words = models.TextField()

        class Meta:
            app_label = "directory"

    assert unhandled([Diary], handlers()) == ["directory.Diary.writer", "directory.Diary.guest_email"]
    assert unhandled([Diary], [SimpleNamespace(models=(Diary,))]) == []


def test_a_handler_that_is_taken_away_is_missed():
    left = [handler for handler in handlers() if handler.room != "accounts"]
    assert "accounts.Grant.person" in unhandled(OURS, left)


def test_a_password_never_leaves():
    assert classes_of(Person)["password"] is FieldClass.INTERNAL
    assert "password" not in personal_data._shown(Person)
