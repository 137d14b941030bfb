"""Stopped at any moment, by whatever: what is in is in whole, and the same command goes on."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from closeknit.core.errors import Refused
from closeknit.directory.importing import pipeline, runs
from closeknit.directory.models import Group, ImportRow, ImportRun
from tests.directory.importing.lists import bring_in, counts
from tests.support.databases import once_is_enough
from tests.support.hub import Hub, fill
from tests.support.hub import environment as hubs_environment

TEXT = "name,summary\n" + "".join(f"Group {n},says {n}\n" for n in range(10))


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(pipeline, "CHUNK", 3)
    monkeypatch.setattr(runs, "CHUNK", 3)


def interrupted_after(chunks, content=TEXT, **more):
    """Bring in so many chunks, then press Ctrl-C."""
    take = pipeline.Pipeline.take_chunk
    taken = []

    def take_or_stop(self, rows):
        if len(taken) == chunks:
            raise KeyboardInterrupt
        taken.append(rows)
        return take(self, rows)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline.Pipeline, "take_chunk", take_or_stop)
        with pytest.raises(KeyboardInterrupt):
            bring_in(content, **more)
    return ImportRun.objects.latest("pk")


@pytest.mark.django_db
@pytest.mark.parametrize("chunks", [0, 1, 2, 3])
def test_the_same_command_goes_on_with_the_same_run(loomwick, small_chunks, chunks):
    stopped = interrupted_after(chunks)
    assert (stopped.rows, stopped.state, Group.objects.count()) == (chunks * 3, ImportRun.State.APPLYING, chunks * 3)
    run = bring_in(TEXT)
    assert run == stopped
    assert counts(run) == (10, 10, 0, 0, 0)
    assert list(ImportRow.objects.order_by("number").values_list("number", flat=True)) == list(range(2, 12))
    assert counts(bring_in(TEXT)) == (10, 0, 0, 10, 0)


@pytest.mark.django_db
def test_rows_that_repeat_earlier_ones_are_known_after_an_interruption(loomwick, small_chunks):
    text = "name\nA\nB\nC\nD\nA\n"
    interrupted_after(1, text)
    run = bring_in(text)
    assert counts(run) == (5, 4, 0, 0, 1)


@pytest.mark.django_db
def test_other_columns_or_another_file_begin_anew(loomwick, small_chunks):
    stopped = interrupted_after(1)
    assert bring_in(TEXT, wishes={"summary": "aims"}) != stopped
    assert bring_in(TEXT + "more,x\n") != stopped


@pytest.mark.django_db
def test_two_processes_cannot_go_on_with_the_same_run(loomwick, small_chunks):
    stopped = interrupted_after(1)
    mine = pipeline.Pipeline(stopped, writes=True)
    bring_in(TEXT)
    ImportRun.objects.filter(pk=stopped.pk).update(state=ImportRun.State.APPLYING)
    with pytest.raises(Refused, match="Another process"):
        mine.take(iter(pipeline.RawRow(n, ["x", "y"]) for n in range(5, 9)))


@pytest.mark.django_db
def test_a_run_that_was_stopped_on_the_web_goes_on(loomwick, small_chunks):
    run = bring_in(TEXT, dry_run=True)

    def stop(done, _total):
        if done == 6:
            runs.stop(run)

    with pytest.raises(Refused, match="stopped"):
        runs.apply(run, stop)
    run.refresh_from_db()
    assert (run.state, run.rows, Group.objects.count()) == (ImportRun.State.STOPPED, 6, 6)
    runs.apply(run)
    assert (counts(run), run.state) == ((10, 10, 0, 0, 0), ImportRun.State.APPLIED)


# ── the real thing: another process, killed outright ─────────────────────────────────────────────

BEGIN = """
import django; django.setup()
from tests.directory.importing.lists import make_loomwick
make_loomwick()
"""
COUNT = """
import django; django.setup()
from django.db import connection
from closeknit.directory.models import *
from closeknit.places.models import Point
if connection.vendor == "sqlite":
    assert connection.cursor().execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.cursor().execute("PRAGMA foreign_key_check").fetchall() == []
runs = list(ImportRun.objects.values_list("state", "rows", "created", "updated", "unchanged", "held"))
print([Group.objects.count(), SearchEntry.objects.count(), Point.objects.count(), ImportRow.objects.count(), runs])
"""
ROWS = 4_000


def environment(folder):
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CLOSEKNIT_", "DATABASE_URL", "PYTEST"))
    }
    return kept | {
        "CLOSEKNIT_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "closeknit.config.settings",
        "PYTHONPATH": os.pathsep.join(["src", ".", os.environ.get("PYTHONPATH", "")]),
    }


def python(folder, code):
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(folder), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def start_import(folder, file):
    command = [sys.executable, "-m", "closeknit", "import", str(file), "--report", str(folder / "report.json")]
    return subprocess.Popen(command, env=environment(folder), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def kill_and_go_on(folder, file, chance, most):
    """Kill the import so often at random moments, then let it through; what is stored always adds up."""
    kills = 0
    while True:
        process = start_import(folder, file)
        try:
            process.wait(timeout=chance.uniform(1.0, 5.0) if kills < most else 300)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
            groups, entries, points, rows, told = eval_list(python(folder, COUNT))
            assert groups == entries == points == sum(run[2] for run in told)
            assert groups % pipeline.CHUNK == 0
            assert rows == sum(run[1] for run in told)
            assert all(run[1] == sum(run[2:]) for run in told)
        else:
            error = process.stderr.read().decode()
            assert process.returncode == 0, error
            return kills
        finally:
            process.stderr.close()


def eval_list(text):
    return json.loads(text.replace("(", "[").replace(")", "]").replace("'", '"'))


def a_list(folder):
    file = folder / "crowd.csv"
    lines = (f"{n},Group {n},{51.5 + n % 97 / 1000},{1.41 + n % 89 / 1000},Choir" for n in range(ROWS))
    file.write_text("id,name,lat,lng,category\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return file


def rounds_of_killing(folder, seed, most):
    fill(Hub("", folder, hubs_environment(folder, 0)), None)
    python(folder, BEGIN)
    kills = kill_and_go_on(folder, a_list(folder), random.Random(seed), most)
    groups, entries, points, rows, told = eval_list(python(folder, COUNT))
    assert (groups, entries, points, rows) == (ROWS, ROWS, ROWS, ROWS * len(told))
    *later, first = told
    assert first == ["applied", ROWS, ROWS, 0, 0, 0]
    # killed after its last chunk was in, it was done: the next one is a run of its own, which finds all unchanged
    assert all(run == ["applied", ROWS, 0, 0, ROWS, 0] for run in later)
    assert json.loads((folder / "report.json").read_text(encoding="utf-8"))["rows"] == ROWS
    return kills


@once_is_enough
def test_killed_outright_it_goes_on_and_nothing_is_lost_or_doubled(tmp_path):
    rounds_of_killing(tmp_path, seed=1, most=1)


@once_is_enough
@pytest.mark.deep
def test_killed_outright_again_and_again(tmp_path):
    kills, seed, started = 0, 0, time.monotonic()
    while kills < 50 and time.monotonic() < started + 600:
        folder = Path(tmp_path, str(seed))
        folder.mkdir()
        kills += rounds_of_killing(folder, seed, most=5)
        seed += 1
    assert kills > 0
