"""One organiser alone changes nothing about who looks after a page that somebody looks after."""

import pytest

from closeknit.core.errors import Refused
from closeknit.directory.stewardship import stewards
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    area = make.make_area("Warpfield")
    group = make.make_group("Carder Street Residents", point=make.make_point(51.6, 1.5, area))
    organiser = make.make_person("Noor")
    make.give_role(organiser, "network_organiser", "area", area.pk)
    return group, organiser


def looks_after(group, name):
    person = make.make_person(name)
    make.give_role(person, "group_steward", "group", group.pk)
    return person


def test_an_organiser_asks_somebody_only_where_nobody_looks_after_the_page(page):
    group, organiser = page
    assert stewards.invite_steward(group=group, by=organiser, email="priya@loomwick.example").pk
    looks_after(group, "Meera")
    with pytest.raises(Refused, match="decide that"):
        stewards.invite_steward(group=group, by=organiser, email="friend@loomwick.example")


def test_an_organiser_takes_nobody_off(page):
    group, organiser = page
    priya, meera = looks_after(group, "Priya"), looks_after(group, "Meera")
    with pytest.raises(Refused, match="decide that"):
        stewards.take_off(group=group, person=priya, by=organiser, reason="because")
    stewards.take_off(group=group, person=meera, by=priya, reason="moved away")
    assert not make.Person.objects.get(pk=meera.pk).holds("group_steward", ("group", group.pk))
