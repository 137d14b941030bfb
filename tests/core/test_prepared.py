"""A prepared question answers as its queryset does, with one query and no wording of SQL."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from closeknit.core.prepared import Prepared, PreparedRows
from closeknit.directory.models import Group, Schedule, Service
from tests.support.factories import make_group, make_service, make_venue

pytestmark = pytest.mark.django_db


def running(pk):
    return Service.objects.filter(group=pk).values_list("name", "access", "venue__access", "is_running")


def test_it_gives_the_rows_of_its_queryset():
    group, other = make_group("One"), make_group("Other")
    make_service(group, "Mending", venue=make_venue(access=["step_free"]))
    make_service(group, "Baking")
    make_service(other, "Singing")
    ask = Prepared(running)
    assert ask(group.pk) == list(running(group.pk))
    assert [row[0] for row in ask(other.pk)] == ["Singing"]
    assert ask(0) == []


def test_times_and_lists_come_as_python_has_them():
    group = make_group()
    make_service(group, byday="TU", venue=make_venue(access=["step_free", "hearing_loop"]))
    ((_, _, access, is_running),) = Prepared(running)(group.pk)
    assert (access, is_running) == (["step_free", "hearing_loop"], True)
    times = Prepared(lambda pk: Schedule.objects.filter(service__group=pk).values_list("opens_at", "valid_from"))
    assert times(group.pk) == list(Schedule.objects.values_list("opens_at", "valid_from"))


def test_its_words_are_put_together_once(django_assert_num_queries):
    group, asked = make_group(), []
    ask = Prepared(lambda pk: asked.append(pk) or running(pk))
    with django_assert_num_queries(3):
        for _ in range(3):
            ask(group.pk)
    assert len(asked) == 1


def test_it_may_be_asked_about_two_numbers():
    one, other = make_group("One"), make_group("Other")
    make_service(one, "Mending")
    ask = Prepared(lambda group, but: Service.objects.filter(group=group).exclude(pk=but).values_list("name"))
    assert ask(one.pk, 0) == [("Mending",)]
    assert ask(one.pk, one.services.get().pk) == ask(other.pk, 0) == []


def test_rows_come_as_their_models_with_what_belongs_to_them(django_assert_num_queries):
    group, other = make_group("One"), make_group("Other")
    make_service(group, "Mending", venue=make_venue(access=["step_free"]))
    make_service(group, "Baking")
    whole = Service.objects.select_related("venue").prefetch_related("group").order_by("name")
    rows = PreparedRows(lambda pk: whole.filter(group=pk))
    assert rows(other.pk) == []
    with django_assert_num_queries(2):
        found = rows(group.pk)
        assert [(one.name, one.group.name) for one in found] == [("Baking", "One"), ("Mending", "One")]
        assert found[1].venue.access == ["step_free"]
    found[1].name = "Mended"
    found[1].save()
    assert rows(group.pk)[1].name == "Mended"


def test_texts_and_moments_are_values_too():
    early, late = make_group("Early", slug="early"), make_group("Late", slug="late")
    Group.objects.filter(pk=late.pk).update(created_at=timezone.now() + timedelta(days=1))
    ask = PreparedRows(lambda slug, at: Group.objects.filter(slug=slug, created_at__lte=at))
    assert ask("late", timezone.now()) == []
    assert ask("early", timezone.now()) == [early]
    assert ask("late", timezone.now() + timedelta(days=2)) == [late]
    assert ask("early", datetime(2001, 1, 1, tzinfo=UTC)) == []
