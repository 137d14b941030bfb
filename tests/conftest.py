"""What every test may ask for; browser tests find theirs in tests/browser/conftest.py."""

import pytest
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
