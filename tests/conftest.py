"""What every test may ask for; browser tests find theirs in tests/browser/conftest.py."""

import os
import shutil
import tempfile

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache

from closeknit.core import http, page_cache, rate_limit
from closeknit.directory.search import snapshot
from tests.support.hub import KEPT

# The same examples in every run, however busy the machine; `--hypothesis-profile=deep` looks for new ones.
hypothesis.settings.register_profile("steady", max_examples=50, derandomize=True, deadline=None)
hypothesis.settings.register_profile("deep", max_examples=3000, deadline=None)
hypothesis.settings.load_profile("steady")

COUNTED = {
    "matrix": "Who gets what",
    "canaries": "Who sees what",
    "worlds": "Two worlds alike",
    "evenings": "Evenings of an hour in a hall",
    "interleavings": "Notes on their way, in any order",
}


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """What a process keeps in memory must not walk from one test's database into the next."""
    yield
    cache.clear()
    page_cache.forget()
    http.forget_hub()
    snapshot.forget()
    rate_limit.counters().clear()


def pytest_configure(config):
    """Where all helpers of this run find the hubs that one of them has made."""
    if not hasattr(config, "workerinput"):
        os.environ[KEPT] = tempfile.mkdtemp(prefix="closeknit-hubs-")


def pytest_unconfigure(config):
    """Helpers of a parallel run end without a farewell, so their folders go here."""
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ[KEPT], ignore_errors=True)


def pytest_terminal_summary(terminalreporter):
    """How much the matrix and the crawls looked at; their tests say so with ``record_property``."""
    passed = terminalreporter.stats.get("passed", [])
    for what, words in COUNTED.items():
        counts = [number for report in passed for name, number in report.user_properties if name == what]
        if counts:
            terminalreporter.write_line(f"{words}: {sum(counts):,} checks in {len(counts):,} tests")
