"""Several people decide at the same moment: one effect."""

import pytest

from closeknit.core.errors import Refused
from closeknit.directory.duplicates import merging
from closeknit.directory.indexing import reindex
from closeknit.directory.models import Group, Merge
from closeknit.journal.models import Entry
from tests.support import factories as make
from tests.support.together import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two():
    make.make_hub()
    groups = make.make_group("Heddle Hill Singers"), make.make_group("Heddle Hill Choir")
    make.make_service(groups[1])
    reindex([group.pk for group in groups])
    return groups


def test_merged_by_many_at_once_they_are_merged_once(two):
    kept, gone = two
    noor = make.make_person("Noor", "network_organiser")
    done = together(6, lambda: merging.merge(kept=kept, gone=gone, by=noor).pk)
    assert set(done) == {Merge.objects.get().pk}
    assert Entry.objects.count() == 1
    assert kept.services.count() == 1
    parted = together(6, lambda: merging.part(done=Merge.objects.get(), by=noor).pk)
    assert set(parted) == set(done)
    assert Entry.objects.count() == 2
    assert gone.services.count() == 1


def test_merged_both_ways_at_once_one_of_them_wins(two):
    ways = iter([two, two[::-1]] * 3)
    done = together(6, lambda: _merge(*next(ways)))
    assert Merge.objects.count() == 1
    assert {type(one) for one in done} == {int, Refused}
    assert Group.objects.public().count() == 1


def _merge(kept, gone):
    return merging.merge(kept=kept, gone=gone, by=None).pk
