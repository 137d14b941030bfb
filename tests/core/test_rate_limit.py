import multiprocessing
from datetime import UTC, datetime

import pytest
import time_machine

from closeknit.core import rate_limit
from closeknit.core.errors import TooMany
from closeknit.core.rate_limit import Counters, spend

NOON = datetime(2026, 6, 1, 12, 0, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _empty():
    rate_limit.counters().clear()


def test_so_many_a_minute_and_then_a_wait():
    with time_machine.travel(NOON, tick=False):
        for _ in range(5):
            spend("contact", "1.2.3.4", per_minute=5)
        with pytest.raises(TooMany) as refusal:
            spend("contact", "1.2.3.4", per_minute=5)
    assert refusal.value.retry_after == 50


def test_the_next_minute_is_free_again_and_the_hour_still_counts():
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(3):
            spend("contact", "1.2.3.4", per_minute=3, per_hour=4)
        clock.shift(60)
        spend("contact", "1.2.3.4", per_minute=3, per_hour=4)
        with pytest.raises(TooMany) as refusal:
            spend("contact", "1.2.3.4", per_minute=3, per_hour=4)
    assert refusal.value.retry_after == 3600 - 70


def test_each_visitor_and_each_purpose_counts_alone():
    spend("contact", "1.2.3.4", per_hour=1)
    spend("contact", "1.2.3.5", per_hour=1)
    spend("import", "1.2.3.4", per_hour=1)
    with pytest.raises(TooMany):
        spend("contact", "1.2.3.4", per_hour=1)


@pytest.mark.parametrize(
    ("remote", "forwarded", "network"),
    [
        ("1.2.3.4", "", "1.2.3.4"),
        ("1.2.3.4", "9.9.9.9", "1.2.3.4"),  # not our proxy: what it says does not count
        ("10.0.0.1", "9.9.9.9", "9.9.9.9"),
        ("10.0.0.1", "6.6.6.6, 9.9.9.9", "9.9.9.9"),  # 6.6.6.6 was made up by the visitor
        ("10.0.0.1", "6.6.6.6, 9.9.9.9, 10.0.0.7", "9.9.9.9"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("::ffff:1.2.3.4", "", "1.2.3.4"),
        ("", "", "unknown"),
        ("10.0.0.1", "rubbish", "unknown"),
    ],
)
def test_whom_it_counts(rf, settings, remote, forwarded, network):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = rf.get("/", headers=headers, REMOTE_ADDR=remote)
    assert rate_limit.network_of(request) == network


@pytest.mark.django_db
@pytest.mark.urls("tests.core.site")
def test_a_limited_view_counts_what_changes_something(client):
    for _ in range(5):
        assert client.get("/t/knock/").status_code == 200
    assert [client.post("/t/knock/").status_code for _ in range(3)] == [200, 200, 429]
    assert int(client.post("/t/knock/")["Retry-After"]) <= 60


def _knock(file, times):
    counters = Counters(file)
    for _ in range(times):
        counters.add(b"somebody", 1000, 1060)


def test_all_processes_count_together(tmp_path):
    file = tmp_path / "limits"
    fork = multiprocessing.get_context("spawn")
    children = [fork.Process(target=_knock, args=(file, 500)) for _ in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert Counters(file).add(b"somebody", 1000, 1060) == 2001


def test_a_full_neighbourhood_forgets_its_oldest(tmp_path):
    counters = Counters(tmp_path / "limits")
    neighbours = [(n * Counters.SLOTS + 7).to_bytes(8, "little") for n in range(Counters.NEIGHBOURS + 1)]
    for age, whose in enumerate(neighbours):
        counters.add(whose, 1000, 2000 + age)
    assert counters.add(neighbours[-1], 1000, 2000) == 2
    assert counters.add(neighbours[0], 1000, 2000) == 1


def test_no_address_is_written_down(tmp_path, settings):
    spend("contact", "203.0.113.77", per_hour=1)
    assert b"203.0.113" not in (settings.DATA_DIR / "run" / "limits").read_bytes()
