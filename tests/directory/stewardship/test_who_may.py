"""The rules about groups, in words and in SQL, agree for everybody and every group."""

import pytest

from closeknit.accounts.models import Person
from closeknit.directory import policies
from closeknit.directory.models import Coverage, Group
from tests.support import factories as make


@pytest.fixture
def groups(place, group):
    """In every corner: near, elsewhere, nowhere, by what it covers, for the whole borough, hidden."""
    point = make.make_point(51.7, 1.6, place.loomwick, place.heddle)
    make.make_group("Heddle Hill Singers", point=point)
    make.make_group("Nowhere in particular")
    for area, name in ((place.warpfield, "Works in Warpfield"), (place.loomwick, "Works everywhere")):
        Coverage.objects.create(group=make.make_group(name), area=area)
    make.make_group("Told of", visibility="stub", point=group.point)
    make.make_group("Sanctuary", visibility="hidden", is_sensitive=True, point=group.point)
    return Group.objects.all()


def test_who_may_change_a_page_is_the_same_in_words_and_in_sql(cast, groups):
    make.give_role(cast.priya, "group_steward", "group", Group.objects.get(name="Sanctuary").pk)
    make.give_role(cast.sam, "network_organiser")
    for person in [None, *Person.objects.all()]:
        seen = set(Group.objects.visible_to(person))
        organised = set(Group.objects.organised_by(person)) if person else set()
        for one in groups:
            who = f"{person} and {one}"
            assert policies.may_see_group(person, one) == (one in seen), who
            assert policies.is_organiser_of(person, one) == (one in organised), who


def test_an_organiser_of_a_ward_is_not_one_of_the_borough(cast, groups):
    everywhere = Group.objects.get(name="Works everywhere")
    assert not policies.may_vouch(cast.noor, everywhere)
    assert policies.may_vouch(cast.kit, everywhere)


def test_an_organiser_of_the_borough_is_one_of_its_wards(cast, place, group):
    make.give_role(cast.sam, "network_organiser", "area", place.loomwick.pk)
    assert policies.may_vouch(cast.sam, group)


def test_a_role_that_has_ended_or_sleeps_counts_for_nothing(cast, group, settings):
    settings.SECOND_FACTOR = "required"
    make.give_role(cast.priya, "group_steward", "group", group.pk).end()
    make.without_second_factor(cast.noor)
    assert not policies.may_edit_group(Person.objects.get(pk=cast.priya.pk), group)
    assert not policies.may_vouch(Person.objects.get(pk=cast.noor.pk), group)


def test_who_is_told(cast, group):
    assert list(policies.organisers_of(group)) == [cast.noor, cast.nell]
    assert list(policies.organisers_of(make.make_group("Nowhere"))) == [cast.kit]


@pytest.mark.parametrize("person", ["tom", "noor", "kit", "ada"])
def test_asking_costs_at_most_two_queries(person, cast, group, django_assert_max_num_queries):
    asked = Person.objects.get(pk=getattr(cast, person).pk)
    with django_assert_max_num_queries(2):
        for _ in range(2 if person != "noor" else 1):
            policies.may_edit_group(asked, group)
