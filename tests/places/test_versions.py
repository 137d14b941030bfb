import pytest
from django.db import transaction

from closeknit.places import versions
from closeknit.places.models import Hub
from tests.support.factories import make_hub

pytestmark = pytest.mark.django_db


def test_each_change_raises_it():
    make_hub()
    seen = [versions.current(), versions.bump(), versions.bump(), versions.bump()]
    assert sorted(set(seen)) == seen
    assert versions.current() == seen[-1]


def test_a_change_of_pages_alone_leaves_the_version_of_lists():
    make_hub()
    listed = versions.bump()
    assert versions.listed() == listed
    assert versions.bump_pages() == versions.current() > listed
    assert versions.listed() == listed
    assert versions.bump() == versions.listed() == versions.current()


def test_a_clock_that_stands_behind_raises_it_by_one():
    make_hub(version=2**60)
    assert versions.bump() == 2**60 + 1


def test_after_a_restored_backup_no_version_comes_again():
    make_hub()
    kept = versions.bump()
    lost = {versions.bump() for _ in range(5)}
    Hub.objects.update(version=kept)  # as the backup has it
    assert not lost & {versions.bump() for _ in range(5)}


def test_before_the_hub_is_set_up_it_is_nothing_and_the_first_change_makes_the_hub():
    assert versions.current() == 0
    assert versions.bump() > 1
    assert Hub.current().name == "Closeknit"


def test_a_change_that_is_taken_back_takes_its_version_along():
    make_hub()
    before = versions.current()

    def fails():
        with transaction.atomic():
            versions.bump()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert versions.current() == before


def test_reading_it_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        versions.current()


def test_the_hub_and_its_root_cost_one_query(django_assert_num_queries):
    make_hub()
    with django_assert_num_queries(1):
        assert Hub.current().root_area is None
