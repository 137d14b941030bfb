"""Two areas of one name in one list say of what kind they are."""

import pytest

from closeknit.accounts.forms import GrantForm
from closeknit.directory.editing.forms.coverage import _area_choices
from closeknit.directory.importing.forms import ColumnsForm
from closeknit.directory.search.suggesting import suggest
from closeknit.directory.stewardship.forms import GroupForm
from closeknit.places.forms import AreaFileForm
from closeknit.places.models import Area
from closeknit.places.naming import AreaField, names_in_a_list
from tests.support import factories as make

pytestmark = pytest.mark.django_db
BOTH = {"Bobbin Green (neighbourhood)", "Bobbin Green (ward)"}


@pytest.fixture
def twins():
    borough = make.make_area("Loomwick", kind="borough")
    hood = make.make_area("Bobbin Green", kind="neighbourhood", parent=borough)
    ward = make.make_area("Bobbin Green", kind="ward", parent=hood, slug="bobbin-green-ward")
    return borough, hood, ward


def test_only_where_names_clash_the_kind_stands_beside(twins):
    assert list(names_in_a_list(twins).values()) == ["Loomwick", *sorted(BOTH)]
    assert list(names_in_a_list(twins[:2]).values()) == ["Loomwick", "Bobbin Green"]


def labels(field):
    return {label for _value, label in field.choices}


def test_so_when_a_role_is_given_and_a_place_is_asked_for(twins):
    assert labels(GrantForm().fields["area"]) >= BOTH
    assert labels(GroupForm().fields["area"]) >= BOTH


def test_so_where_a_group_says_in_which_areas_it_works(twins):
    assert {label for _slug, label in _area_choices([])} >= BOTH


def test_so_among_the_ones_that_search_offers(twins):
    make.make_hub()
    assert {offer.label for offer in suggest("bobbin")} >= BOTH


@pytest.mark.parametrize("form", [AreaFileForm, ColumnsForm])
def test_no_other_form_names_areas_in_its_own_way(form):
    assert any(isinstance(field, AreaField) for field in form.base_fields.values())


def test_naming_them_costs_one_query(twins, django_assert_num_queries):
    field = AreaField(Area.objects.for_lists())
    with django_assert_num_queries(1):
        labels(field)
