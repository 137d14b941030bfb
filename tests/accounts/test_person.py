from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from closeknit.accounts.models import Grant, Person
from closeknit.accounts.policies import may_manage_hub
from closeknit.core import policy
from closeknit.core.policy import Permission, may
from closeknit.directory.models import Group
from closeknit.places.models import Area, Point
from tests.support.factories import make_group, make_person

pytestmark = pytest.mark.django_db


def test_an_address_belongs_to_one_person_whatever_its_capitals():
    Person.objects.create_person(name="Ada", email="Ada@Loomwick.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(name="Also Ada", email="ADA@loomwick.example")
    assert Person.objects.get_by_natural_key("ADA@LOOMWICK.EXAMPLE").name == "Ada"


def test_people_without_an_address_do_not_collide():
    assert {Person.objects.create_person(name=name).email for name in ("Ada", "Sam")} == {None}


def test_a_role_counts_from_its_first_to_its_last_moment(django_assert_num_queries):
    now = timezone.now()
    for start, end, counts in [(-1, None, True), (-1, 1, True), (-2, -1, False), (1, None, False)]:
        person = make_person("Kit")
        person.has_second_factor = True
        Grant.objects.create(
            person=person,
            role="hub_admin",
            reason="test",
            valid_from=now + timedelta(hours=start),
            valid_until=now + timedelta(hours=end) if end else None,
        )
        with django_assert_num_queries(1):
            assert may_manage_hub(person) is counts


def test_nobody_and_tom_look_after_nothing():
    assert not may_manage_hub(None)
    assert not may_manage_hub(make_person("Tom"))


def test_all_that_is_kept_for_the_hub_administrator_hangs_on_one_rule(monkeypatch):
    tom = make_person("Tom")
    names = {"accounts.manage_hub", "places.import_areas", "directory.import_groups", "directory.export_everything"}
    group = make_group(visibility="hidden")
    seen = Group.objects.visible_to
    assert ({name for name in names if may(tom, name)}, list(seen(tom)), list(seen(None))) == (set(), [], [])
    rule = Permission("accounts.manage_hub", "Tom may", lambda person, _thing: person == tom)
    monkeypatch.setitem(policy._declared, "accounts.manage_hub", rule)
    assert ({name for name in names if may(tom, name)}, list(seen(tom)), list(seen(None))) == (names, [group], [])


def test_a_grant_ends_and_stays_as_a_record():
    kit = make_person("Kit", "hub_admin")
    kit.grants.get().end()
    assert not may_manage_hub(Person.objects.get(pk=kit.pk))
    assert kit.grants.count() == 1


def test_a_grant_cannot_end_before_it_starts():
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(
            person=make_person(), role="hub_admin", reason="x", valid_from=now, valid_until=now - timedelta(1)
        )


def test_a_person_has_no_place():
    """Nobody's home may be in the schema: no coordinate, address or postcode, no key to a place."""
    fields = Person._meta.get_fields()
    assert not {field.name for field in fields} & {"lat", "lng", "cell", "address", "postcode", "point", "area"}
    assert not [field for field in fields if field.related_model in (Point, Area)]
