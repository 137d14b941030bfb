"""One world for all tests of a file; each finds it as it was made."""

import socket

import pytest
from django.db import transaction

from tests.house.matrix import Asker
from tests.house.world import make_world


@pytest.fixture(scope="module")
def _standing_world(django_db_setup, django_db_blocker):
    """Made once and taken back at the end: making it takes longer than asking it."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True  # what must stand alone may still be inside
        with around:
            world = make_world()
            world.ask = Asker(world.people)
            yield world
            transaction.set_rollback(True)


@pytest.fixture
def world(_standing_world, db, settings, tmp_path):
    """The ``db`` of this one test lies inside the transaction of the world."""
    settings.SECOND_FACTOR = "required"
    settings.DATA_DIR = tmp_path
    return _standing_world


@pytest.fixture
def no_network(monkeypatch):
    def nobody_is_there(*_args, **_kwargs):
        raise socket.gaierror("no network in this test")

    monkeypatch.setattr(socket, "getaddrinfo", nobody_is_there)
