import pytest

from tests.journal.world import know_groups
from tests.support import factories as make


@pytest.fixture(autouse=True)
def _group_is_known():
    know_groups()


@pytest.fixture
def singers(db):
    make.make_hub()
    return make.make_group("Heddle Hill Singers")


@pytest.fixture
def ada(db):
    return make.make_person("Ada")
