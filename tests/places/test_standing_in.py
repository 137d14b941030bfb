from datetime import date

import pytest

from closeknit.places import actions
from closeknit.places.models import Area, AreaSuccession
from closeknit.places.policies import may_import_areas
from closeknit.places.reads import standing_in_for
from tests.places.cloth import AFTER, BEFORE
from tests.support.factories import make_area, make_person

pytestmark = pytest.mark.django_db


def names(area):
    return [heir.name for heir in standing_in_for(area)]


def test_an_area_in_force_stands_for_itself():
    assert names(make_area("Selvedge")) == ["Selvedge"]


def test_an_ended_area_is_stood_in_for_by_its_heirs_the_largest_first():
    actions.import_areas(file=BEFORE, kind="ward", outline="Loomwick")
    actions.import_areas(file=AFTER, kind="ward", valid_from=date(2022, 5, 5))
    assert names(Area.objects.get(code="X05000001"))[0] == "Selvedge"
    assert set(names(Area.objects.get(code="X05000001"))) == {"Selvedge", "Ropewalk", "Bobbin Gate"}
    assert set(names(Area.objects.get(code="X05000002"))) == {"Ropewalk", "Bobbin Gate"}


def test_heirs_of_heirs_are_followed_and_small_shares_forgotten():
    first, second = (make_area(name, valid_until=date(2022, 5, 5)) for name in ("First", "Second"))
    now, sliver = make_area("Now"), make_area("Sliver")
    pass_on(first, second, 0.9)
    pass_on(first, sliver, 0.05)
    pass_on(second, now, 1.0)
    assert names(first) == ["Now"]


def test_a_ring_of_heirs_comes_to_an_end():
    one, two = (make_area(name, valid_until=date(2022, 5, 5)) for name in ("One", "Two"))
    pass_on(one, two, 1.0)
    pass_on(two, one, 1.0)
    assert names(one) == []


def test_only_who_looks_after_the_hub_may_import_areas():
    assert may_import_areas(make_person("Kit", "hub_admin"))
    assert not may_import_areas(make_person("Tom"))
    assert not may_import_areas(None)


def pass_on(old, new, share):
    AreaSuccession.objects.create(old=old, new=new, share_of_old=share, share_of_new=share)
