"""What every test may ask for; browser tests find theirs in tests/browser/conftest.py."""

import shutil

import pytest
from django.conf import settings
from django.core.cache import cache

from closeknit.core import http, page_cache, rate_limit


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """What a process keeps in memory must not walk from one test's database into the next."""
    yield
    cache.clear()
    page_cache.forget()
    http.forget_hub()
    rate_limit.counters().clear()


def pytest_unconfigure():
    """Helpers of a parallel run end without a farewell, so their folders go here."""
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
