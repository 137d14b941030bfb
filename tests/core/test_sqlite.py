import multiprocessing
import sqlite3
import threading
import time
from contextlib import closing

import pytest
from django.core.management import call_command
from django.db import connection

from closeknit.accounts.models import Person
from closeknit.core import checks, sqlite
from tests.support.databases import once_is_enough


@pytest.mark.parametrize(
    ("version", "faulty"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 54, 1), False),
    ],
)
def test_which_versions_have_the_fault(version, faulty):
    assert sqlite.is_faulty(version) is faulty


def test_it_is_said_in_plain_words():
    assert "safe mode" in sqlite.in_words((3, 40, 1))
    assert "free of" in sqlite.in_words((3, 51, 3))


@pytest.fixture
def file(tmp_path):
    place = tmp_path / "a.sqlite3"
    with closing(sqlite3.connect(place)) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE t (n INTEGER, x BLOB)")
        made.commit()
    return place


def write(file, rows, size=4000):
    with closing(sqlite3.connect(file, timeout=120, isolation_level=None)) as writer:  # a busy machine
        writer.execute("PRAGMA wal_autocheckpoint=0")
        for number in range(rows):
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("INSERT INTO t VALUES (?, zeroblob(?))", (number, size))
            writer.execute("COMMIT")


def test_the_keeper_copies_the_log_back_and_the_next_writer_begins_anew(file):
    with closing(sqlite3.connect(file)) as someone:  # holds the file open, so closing copies nothing
        someone.execute("SELECT 1 FROM t").fetchall()
        write(file, 500)
        before = sqlite.size_of_log(file)
        assert before > 1_000_000
        assert sqlite.checkpoint(file) is True
        write(file, 500)
        assert sqlite.size_of_log(file) < 1.1 * before
        assert someone.execute("SELECT count(*) FROM t").fetchone() == (1000,)


def test_the_keeper_waits_for_a_writer_and_gives_up_politely(file):
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert sqlite.checkpoint(file, patience=0.1) is False
        writer.execute("ROLLBACK")
    assert sqlite.checkpoint(file, patience=0.1) is True


def test_nobody_can_commit_while_the_keeper_copies(file):
    """The fault needs a commit in that moment; here the copying is held up, and a commit must wait."""
    write(file, 200)
    reached, go_on = threading.Event(), threading.Event()

    class Held(sqlite3.Connection):
        def execute(self, sql, *rest):
            if "wal_checkpoint" in sql:
                reached.set()
                go_on.wait(5)
            return super().execute(sql, *rest)

    real = sqlite3.connect
    keeper = threading.Thread(target=lambda: sqlite.checkpoint(file))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite.sqlite3, "connect", lambda *args, **kwargs: real(*args, factory=Held, **kwargs))
        keeper.start()
        assert reached.wait(5)
    with closing(real(file, timeout=0.1, isolation_level=None)) as writer:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            writer.execute("BEGIN IMMEDIATE")
        go_on.set()
        keeper.join()
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("COMMIT")


def test_one_process_of_all_keeps(tmp_path):
    lock = tmp_path / "lock"
    with sqlite.only_one(lock) as first, sqlite.only_one(lock) as second:
        assert (first, second) == (True, False)
    with sqlite.only_one(lock) as again:
        assert again is True


def test_a_watched_database_s_log_stays_short(file, monkeypatch):
    monkeypatch.setattr(sqlite, "ROUND_SECONDS", 0.05)
    monkeypatch.setattr(sqlite, "WORTH_COPYING", 500_000)
    keepers = sqlite.Keepers()
    keepers.watch(file)
    keepers.watch(file)  # once is enough
    with closing(sqlite3.connect(file)) as someone:
        someone.execute("SELECT 1 FROM t").fetchall()
        assert _log_begins_anew(file, seconds=30)
        assert someone.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    file.unlink()  # ends the thread


def _log_begins_anew(file, *, seconds):
    """Write until a write no longer makes the log longer: it has been copied back and is used again."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        before = sqlite.size_of_log(file)
        write(file, 50)
        if sqlite.size_of_log(file) == before:
            return True
        time.sleep(0.06)
    return False


@once_is_enough
@pytest.mark.deep
def test_many_writers_and_a_keeper_lose_nothing(file):
    fork = multiprocessing.get_context("spawn")
    writers = [fork.Process(target=write, args=(file, 2000, 200)) for _ in range(8)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        sqlite.checkpoint(file)
        time.sleep(0.01)
    assert [writer.exitcode for writer in writers] == [0] * 8
    with closing(sqlite3.connect(file)) as reader:
        assert reader.execute("SELECT count(*) FROM t").fetchone() == (16_000,)
        assert reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def only_on_sqlite():
    if connection.vendor != "sqlite":
        pytest.skip("this test is about SQLite")


@pytest.mark.django_db
def test_our_own_connections_are_careful():
    only_on_sqlite()
    faults = sqlite.faults_of(connection)
    assert faults == ["SQLite's synchronous is 0, it must be 2"]  # as the tests set it, and nothing else


@pytest.mark.django_db
def test_many_rows_are_written_in_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        Person.objects.bulk_create(Person(name=f"Ada {number}") for number in range(500))


@pytest.mark.django_db
def test_in_safe_mode_no_connection_checkpoints_by_itself():
    only_on_sqlite()
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA wal_autocheckpoint").fetchone()[0]
    assert pages == (0 if sqlite.is_faulty() else sqlite.PAGES_PER_AUTOCHECKPOINT)


@pytest.mark.django_db
def test_the_check_finds_a_careless_connection():
    only_on_sqlite()
    found = checks.databases_are_careful(None, databases=["default"])
    assert [message.id for message in found] == ["core.E001"]


@pytest.mark.django_db
def test_the_check_passes_a_careful_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("this test is about PostgreSQL")
    found = checks.databases_are_careful(None, databases=["default"])
    assert {message.msg.split()[1] for message in found} <= {"fsync", "full_page_writes", "synchronous_commit"}


def test_closeknit_check_says_it(capsys):
    if connection.vendor == "sqlite":
        call_command("check")
        assert "SQLite" in capsys.readouterr().out
