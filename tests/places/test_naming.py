"""Two areas of one name in one list say of what kind they are."""

import pytest
from bs4 import BeautifulSoup

from closeknit.accounts.forms import GrantForm
from closeknit.accounts.letters import scope_words
from closeknit.accounts.reads import in_words
from closeknit.directory.editing.forms.coverage import _area_choices
from closeknit.directory.importing.forms import ColumnsForm
from closeknit.directory.indexing import reindex
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


def test_so_among_the_filters_of_find_and_those_that_are_chosen(twins, client):
    make.make_hub()
    _borough, hood, ward = twins
    for area in (hood, ward):
        reindex([make.make_group(f"Singers of {area.slug}", point=make.make_point(51.6, 1.5, area)).pk])
    other = make.make_area("Heddle Hill", kind="ward", parent=_borough)
    reindex([make.make_group("Walkers", point=make.make_point(51.6, 1.5, other)).pk])
    page = BeautifulSoup(client.get("/find/", {"area": ward.slug}).content, "html.parser")
    told = [" ".join(one.find(string=True, recursive=False) or "" for one in page.select("#facets label span"))]
    assert all(name in told[0] for name in BOTH)
    assert "Heddle Hill (" not in told[0]
    assert "Bobbin Green (ward)" in page.select_one("#chips").get_text()


def test_so_in_the_list_of_roles_also_beside_one_that_is_not_in_it(twins, django_assert_num_queries):
    ada = make.make_person("Ada")
    _borough, hood, ward = twins
    given = [make.give_role(ada, "network_organiser", "area", hood.pk)]
    with django_assert_num_queries(1):
        assert [held.scope for held in in_words(given)] == ["Bobbin Green (neighbourhood)"]
    assert scope_words(given[0]) == "Bobbin Green (neighbourhood)"
    given += [make.give_role(ada, "network_organiser", "area", area.pk) for area in (ward, _borough)]
    assert [held.scope for held in in_words(given)][1:] == ["Bobbin Green (ward)", "Loomwick"]


@pytest.mark.parametrize("form", [AreaFileForm, ColumnsForm])
def test_no_other_form_names_areas_in_its_own_way(form):
    assert any(isinstance(field, AreaField) for field in form.base_fields.values())


def test_naming_them_costs_one_query(twins, django_assert_num_queries):
    field = AreaField(Area.objects.for_lists())
    with django_assert_num_queries(1):
        labels(field)
