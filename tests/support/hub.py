"""A whole hub for one test run: its own folder and database, filled with Loomwick, served by `closeknit serve`."""

import ctypes
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
KEPT = "TEST_HUBS"  # the folder of the hubs that are made once in a test run
PATIENCE = 120  # seconds; a busy machine is slow to start


@dataclass
class Hub:
    """Where it answers, and the environment in which its commands run."""

    url: str
    folder: Path
    environment: dict[str, str] = field(repr=False)

    def run(self, *command: str, check: bool = True, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """`closeknit COMMAND …` over this hub's folder."""
        done = subprocess.run(
            [sys.executable, "-m", "closeknit", *command],
            env=self.environment,
            cwd=ROOT,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        if check and done.returncode:
            raise AssertionError(f"closeknit {' '.join(command)} failed:\n{done.stdout}{done.stderr}")
        return done

    def told(self, script: str) -> Any:
        """Runs a script inside this hub, which may use what stands in tests/support; the JSON in its last line."""
        return json.loads(self.run("shell", "-c", script).stdout.strip().splitlines()[-1])


def environment(folder: Path, port: int, **more: str) -> dict[str, str]:
    """The settings of a hub that knows nothing of ours."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CLOSEKNIT_", "DJANGO_"))}
    own = {
        "CLOSEKNIT_DATA": str(folder),
        "CLOSEKNIT_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": f"sqlite:///{folder / 'closeknit.sqlite3'}",
        "CLOSEKNIT_SECOND_FACTOR": "off",  # the tests of signing in ask for it
    }
    return {**clean, **own, **more}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def filled(groups: int = 200, **settings: str) -> Iterator[Hub]:
    """A hub with the invented borough in it, not yet serving."""
    with tempfile.TemporaryDirectory(prefix="closeknit-hub-") as name:
        port = free_port()
        hub = Hub(f"http://127.0.0.1:{port}", Path(name), environment(Path(name), port, **settings))
        fill(hub, groups)
        yield hub


def fill(hub: Hub, groups: int | None) -> None:
    """The tables and, unless ``groups`` is None, the borough: made once in a test run, and copied from then on."""
    if not (kept := os.environ.get(KEPT)):
        make(hub, groups)
        return
    ready = Path(kept, str(groups))
    with ready.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another helper of this run may be making it
        if not ready.exists():
            begun = ready.with_suffix(".begun")
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir()
            make(Hub("", begun, environment(begun, 0)), groups)
            begun.rename(ready)
    shutil.copytree(ready, hub.folder, dirs_exist_ok=True)


def make(hub: Hub, groups: int | None) -> None:
    hub.run("migrate", "--verbosity", "0")
    if groups is not None:
        hub.run("demo", "--groups", str(groups))


@contextmanager
def serving(hub: Hub, *options: str) -> Iterator[Hub]:
    """The same hub while `closeknit serve` runs over it."""
    port = hub.url.rpartition(":")[2]
    log = (hub.folder / "serve.log").open("w+")
    command = [sys.executable, "-m", "closeknit", "serve", "--port", port, *options]
    process = subprocess.Popen(command, env=hub.environment, stdout=log, stderr=log, preexec_fn=end_with_parent)
    try:
        wait_for(hub.url + "/healthz", process, log.name)
        yield hub
    finally:
        process.terminate()
        process.wait(timeout=60)
        log.close()


def end_with_parent() -> None:
    """Should a test run be killed outright, the kernel ends its hubs too."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def wait_for(address: str, process: subprocess.Popen[bytes], log: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"The hub did not answer:\n{Path(log).read_text()}")
