"""`closeknit serve` as an administrator meets it: quick to start, quick to stop, and it mends itself."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from closeknit.core.management.commands.worker import NICENESS
from tests.support import hub as hubs

pytestmark = pytest.mark.xdist_group("serving")


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """A hub with its tables and nothing in them."""
    folder, port = tmp_path_factory.mktemp("hub"), hubs.free_port()
    empty = hubs.Hub(f"http://127.0.0.1:{port}", folder, hubs.environment(folder, port))
    empty.run("migrate", "--verbosity", "0")
    return empty


class Served:
    """`closeknit serve` over one folder, started again by whoever finds it ended; starting it is what takes time."""

    def __init__(self, hub):
        self.hub, self.log, self.process = hub, hub.folder / "serve.log", None

    def running(self):
        if self.process is None or self.process.poll() is not None:
            command = [sys.executable, "-m", "closeknit", "serve", "--port", self.hub.url.rpartition(":")[2]]
            with self.log.open("w") as out:
                self.process = subprocess.Popen(
                    command, env=self.hub.environment, stdout=out, stderr=out, preexec_fn=hubs.end_with_parent
                )
            hubs.wait_for(self.hub.url + "/healthz", self.process, str(self.log))
        return self.process


@pytest.fixture(scope="module")
def served(hub):
    served = Served(hub)
    yield served
    if served.process is not None:
        served.process.terminate()
        served.process.wait(timeout=60)


@pytest.fixture
def process(served):
    """One that runs."""
    return served.running()


def stopped(process, number, *, within):
    process.send_signal(number)
    process.wait(timeout=within)


def family(pid):
    """All processes below one, as (pid, command line)."""
    found, parents = [], {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                stat, words = (entry / "stat").read_text(), (entry / "cmdline").read_bytes()
            except OSError:
                continue
            parents[int(entry.name)] = (int(stat.rpartition(")")[2].split()[1]), words.replace(b"\0", b" ").decode())
    generation = {pid}
    while generation:
        generation = {child for child, (parent, _) in parents.items() if parent in generation}
        found += [(child, parents[child][1]) for child in generation]
    return found


def working_for(hub):
    """All processes that were told of this hub's folder."""
    told = f"CLOSEKNIT_DATA={hub.folder}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if told in (entry / "environ").read_bytes().split(b"\0"):
                found.append(entry.name)
        except OSError:
            continue
    return found


def soon(condition, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError("it did not happen")


def is_alive(pid):
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_is_and_stops_at_once_with_all_its_processes(hub, served, process, number):
    soon(lambda: f"Open {hub.url} in your browser" in served.log.read_text())
    everyone = [pid for pid, _ in family(process.pid)]
    stopped(process, number, within=20)  # a quarter of a second, where nobody else keeps the machine busy
    assert process.returncode == 0
    assert [pid for pid in everyone if is_alive(pid)] == []


def test_killed_outright_it_leaves_nobody_behind(hub, process):
    process.kill()
    process.wait()
    soon(lambda: not working_for(hub))


def test_a_worker_that_dies_is_started_again(process):
    def worker():
        return [pid for pid, words in family(process.pid) if "closeknit worker" in words]

    (first,) = soon(worker)
    os.kill(first, signal.SIGKILL)
    (second,) = soon(lambda: [pid for pid in worker() if pid != first])
    assert second != first


def test_background_work_gives_way_to_pages(process):
    def niceness(words):
        return {os.getpriority(os.PRIO_PROCESS, pid) for pid, command in family(process.pid) if words in command}

    assert soon(lambda: niceness("closeknit worker") == {os.getpriority(os.PRIO_PROCESS, 0) + NICENESS})
    assert niceness("granian") == {os.getpriority(os.PRIO_PROCESS, 0)}


def test_a_second_one_over_the_same_folder_leaves_the_background_work_alone(hub, process):
    soon(lambda: "closeknit worker" in str(family(process.pid)))
    command = [sys.executable, "-m", "closeknit", "serve", "--port", str(hubs.free_port())]
    with subprocess.Popen(command, env=hub.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as second:
        assert b"already done by another" in second.stdout.readline()
        second.terminate()


def test_a_taken_port_is_one_sentence(hub, process):
    port = int(hub.url.rpartition(":")[2])
    done = hub.run("serve", "--port", str(port), check=False)
    assert done.returncode == 2
    assert f"choose another with --port {port + 1}" in done.stderr


def test_a_web_process_that_dies_is_started_again(hub, process):
    _, web = (pid for pid, words in family(process.pid) if "granian" in words)
    os.kill(web, signal.SIGKILL)

    def answers():
        try:
            return urllib.request.urlopen(hub.url + "/healthz", timeout=5).status == 200
        except OSError:
            return False

    assert soon(answers)


def test_without_its_tables_it_says_what_to_do(tmp_path):
    empty = hubs.Hub("", tmp_path, hubs.environment(tmp_path, 1))
    done = empty.run("serve", "--port", str(hubs.free_port()), check=False)
    assert done.returncode == 2
    assert "run `closeknit migrate`" in done.stderr
