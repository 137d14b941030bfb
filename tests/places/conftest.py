import pytest

from closeknit.places import registry


@pytest.fixture(autouse=True)
def _without_the_rooms_above(monkeypatch):
    """What directory and website add to the place is tested with them."""
    for known in ("_change_handlers", "_sections", "_counters"):
        monkeypatch.setattr(registry, known, [])


@pytest.fixture(autouse=True)
def _pages_change_at_once(settings):
    settings.PAGE_VERSION_SECONDS = 0
