import pytest

from tests.directory.importing.lists import make_loomwick


@pytest.fixture
def loomwick(db):
    make_loomwick()
