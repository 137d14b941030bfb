"""The worker is killed outright, again and again, and the mail server comes and goes: no letter is lost,
and at most one is doubled for each kill, under the same Message-ID.

A hub of its own on SQLite, `closeknit worker` as a process of its own, and a real mail server on loopback.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from django.db import connection

from closeknit.core.mail import Letter
from closeknit.journal.outbox import post_all
from tests.journal.mail_server import Letterbox, listening
from tests.support.hub import Hub, end_with_parent, environment, free_port

A_ROUND = 12  # letters
ROOT = Path(__file__).parents[2]
DATABASE = "closeknit.sqlite3"
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="its hub is a copy of the test's own database"),
]


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def hub(port):
    with tempfile.TemporaryDirectory(prefix="closeknit-mail-") as name:
        folder = Path(name)
        yield Hub("", folder, environment(folder, free_port(), CLOSEKNIT_MAIL_URL=f"smtp://127.0.0.1:{port}?tls=no"))


def begin_with(hub, letters):
    """A copy of the test's database, with so many letters in its outbox."""
    words = {"subject": "x", "template": "journal/mail/words.txt"}
    post_all([Letter(to=f"p{number}@x.example", once=f"letter {number}", **words) for number in range(letters)])
    connection.ensure_connection()
    with closing(sqlite3.connect(hub.folder / DATABASE)) as copy:
        connection.connection.backup(copy)


NURSERY = """
import signal, sys
import django
from django.core.management import call_command
django.setup()
import closeknit.config.urls
from tests.support.hub import end_with_parent
import os
signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
for _line in sys.stdin:
    child = os.fork()
    if not child:
        end_with_parent()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        call_command("worker")
        os._exit(0)
    print(child, flush=True)
"""


@pytest.fixture
def nursery(hub):
    """Workers are born quickly here: forked from a process that has read all our code, and has done nothing."""
    log = (hub.folder / "worker.log").open("a")
    process = subprocess.Popen(
        [sys.executable, "-c", NURSERY],
        env={**hub.environment, "DJANGO_SETTINGS_MODULE": "closeknit.config.settings"},
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
        preexec_fn=end_with_parent,
    )
    yield process
    process.kill()
    process.communicate()
    log.close()


@contextmanager
def working(nursery):
    """One worker, killed outright at the end if it has not ended before."""
    nursery.stdin.write("\n")
    nursery.stdin.flush()
    worker = int(nursery.stdout.readline())
    try:
        yield worker
    finally:
        end(worker, signal.SIGKILL)


def end(worker, how):
    with suppress(ProcessLookupError):
        os.kill(worker, how)
        until(lambda: not is_alive(worker))


def is_alive(worker):
    try:
        os.kill(worker, 0)
    except ProcessLookupError:
        return False
    return True


def time_passes(hub):
    """What the dead worker had claimed is free again, and what was put off is due."""
    with closing(sqlite3.connect(hub.folder / DATABASE, timeout=20)) as database, database:
        database.execute("UPDATE journal_outgoingletter SET next_attempt_at = '2026-01-01 00:00:00'")


def left_to_send(hub):
    with closing(sqlite3.connect(hub.folder / DATABASE, timeout=20)) as database:
        return database.execute("SELECT count(*) FROM journal_outgoingletter WHERE sent_at IS NULL").fetchone()[0]


def until(condition, seconds=120):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.002)


def rounds(hub, nursery, port, number, *, seed):
    """Each round ends with a kill in the middle of the work; every third time the mail server goes first."""
    chance = random.Random(seed)
    letters = A_ROUND * (number + 1)
    begin_with(hub, letters)
    box = Letterbox()
    box.seconds = 0.01
    for turn in range(number):
        with working(nursery) as worker:
            with listening(box, port):
                goal = len(box.letters) + chance.randint(1, A_ROUND)
                until(lambda goal=goal: len(box.letters) >= goal)
                time.sleep(chance.random() * 0.02)
                if turn % 3:
                    end(worker, signal.SIGKILL)
            time.sleep(chance.random() * 0.02)
        time_passes(hub)
    with listening(box, port), working(nursery):
        until(lambda: not left_to_send(hub))
    return letters, Counter(letter["Message-ID"] for letter in box.letters)


def judge(letters, arrived, kills):
    lost = letters - len(arrived)
    doubled = sum(times - 1 for times in arrived.values())
    assert lost == 0
    assert doubled <= kills
    return doubled


def test_three_kills_lose_nothing(hub, nursery, port):
    judge(*rounds(hub, nursery, port, 3, seed=7), kills=3)


@pytest.mark.deep
def test_fifty_kills_lose_nothing(hub, nursery, port):
    letters, arrived = rounds(hub, nursery, port, 50, seed=50)
    doubled = judge(letters, arrived, kills=50)
    print(f"\n50 kills, {letters} letters: 0 lost, {doubled} doubled, each under the same Message-ID")


def test_a_worker_that_is_asked_to_end_leaves_nothing_half_done(hub, nursery, port):
    begin_with(hub, 40)
    box = Letterbox()
    box.seconds = 0.01
    with listening(box, port):
        with working(nursery) as worker:
            until(lambda: len(box.letters) >= 5)
            end(worker, signal.SIGTERM)
        assert len(box.letters) + left_to_send(hub) == 40
