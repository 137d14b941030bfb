"""`closeknit serve`: the web server and one background worker, watched over in one process tree."""

import argparse
import ctypes
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

PATIENCE = 4.0  # seconds a child has to end by itself
QUICK_DEATH = 30.0  # a child that lived shorter than this is started again ever more slowly
LONGEST_PAUSE = 30.0


@dataclass
class Child:
    """A process that should always run; `begun` and `pause` are in seconds."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    begun: float = 0.0
    pause: float = 0.5

    def keep_running(self, now: float) -> None:
        if self.process and self.process.poll() is None:
            return
        if self.process and now < self.begun + self.pause:
            return
        if self.process:
            self.pause = min(self.pause * 2, LONGEST_PAUSE) if now - self.begun < QUICK_DEATH + self.pause else 0.5
            print(f"{self.name} ended ({self.process.returncode}); starting it again.", file=sys.stderr)
        self.begun = now
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_end_with_parent)

    def ask_to_end(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def end_by(self, deadline: float) -> None:
        if not self.process:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


def serve(arguments: list[str]) -> int:
    options = _options().parse_args(arguments)
    _refuse_taken_port(options.host, options.port)
    _make_ready()
    children = [Child("The web server", _web_server(options))]
    with _only_worker(wanted=not options.no_worker) as lock:
        if lock:
            children.append(Child("The background worker", _worker()))
        return _watch(children, options)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="closeknit serve", description="Run the website and its background work.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on; 0.0.0.0 for all (%(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="(%(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="web processes; about one for each core (%(default)s)")
    parser.add_argument("--threads", type=int, default=2, help="threads in each web process (%(default)s)")
    parser.add_argument("--no-worker", action="store_true", help="leave background work to another process")
    return parser


def _refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            trouble = (error.strerror or "refused").lower()
            advice = f"{host}:{port} cannot be used ({trouble}); choose another with --port {port + 1}."
            raise ImproperlyConfigured(advice) from error


def _make_ready() -> None:
    """Style sheets gathered, tables as the code expects them: or say what to do."""
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, verbosity=0)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        sentence = "the database is not up to date; run `closeknit migrate` first."
        raise ImproperlyConfigured(sentence)
    connection.close()


def _web_server(options: argparse.Namespace) -> list[str]:
    words = {
        "--interface": "wsgi",
        "--host": options.host,
        "--port": options.port,
        "--workers": options.workers,
        "--blocking-threads": options.threads,
        "--log-level": "warning",
        "--workers-kill-timeout": 3,
    }
    flags = ["--no-ws", "--respawn-failed-workers"]
    said = [str(word) for pair in words.items() for word in pair]
    return [sys.executable, "-m", "granian", *said, *flags, "closeknit.config.wsgi:application"]


def _worker() -> list[str]:
    return [sys.executable, "-m", "closeknit", "worker"]


class _only_worker:  # noqa: N801 - reads as a verb where it is used
    """SQLite has one writer at a time, so one worker: whoever holds this lock. On PostgreSQL each may have its own."""

    def __init__(self, *, wanted: bool) -> None:
        self.wanted = wanted
        self.file: IO[str] | None = None

    def __enter__(self) -> bool:
        if not self.wanted or connection.vendor != "sqlite":
            return self.wanted
        path = Path(settings.DATA_DIR) / "worker.lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        self.file = path.open("w")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Background work is already done by another `closeknit serve` over this folder.", file=sys.stderr)
            return False
        return True

    def __exit__(self, *_: object) -> None:
        if self.file:
            self.file.close()


def _watch(children: list[Child], options: argparse.Namespace) -> int:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    greeted = False
    while not stop.is_set():
        for child in children:
            child.keep_running(time.monotonic())
        if not greeted and (greeted := _answers(options.host, options.port)):
            _greet(options)
        stop.wait(0.25 if greeted else 0.05)
    for child in children:
        child.ask_to_end()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        child.end_by(deadline)
    return 0


def _answers(host: str, port: int) -> bool:
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    http_connection = http.client.HTTPConnection(reachable, port, timeout=5)
    try:
        http_connection.request("GET", "/healthz", headers={"Host": "localhost"})
        http_connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        http_connection.close()
    return True


def _greet(options: argparse.Namespace) -> None:
    address = f"http://{options.host}:{options.port}"
    print(f"\n  Closeknit is ready. Open {address} in your browser. To stop it, press Ctrl-C here.\n", flush=True)


def _end_with_parent() -> None:
    """Should we be killed outright, the kernel ends our children too."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
