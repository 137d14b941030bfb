"""`closeknit serve`: the web server and one background worker, watched over in one process tree."""

import argparse
import fcntl
import http.client
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from closeknit.config.processes import Family


def serve(arguments: list[str]) -> int:
    """The web server loads while we look whether all is ready for it; the worker waits until both are done."""
    options = _options().parse_args(arguments)
    _refuse_taken_port(options.host, options.port)
    _gather_static_files()
    with _asked_to_stop() as stop, _Lock(wanted=not options.no_worker) as may_work, Family() as family:
        family.add("The web server", _web_server(options))
        _refuse_old_tables()
        while not stop.is_set() and not _answers(options.host, options.port):
            family.keep_running()
            stop.wait(0.05)
        if not stop.is_set():
            _greet(options)
        if may_work and not stop.is_set():
            family.add("The background worker", _worker())
        while not stop.is_set():
            family.keep_running()
            stop.wait(0.25)
    return 0


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


def _gather_static_files() -> None:
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        django.setup()
        call_command("collectstatic", interactive=False, verbosity=0)


def _refuse_old_tables() -> None:
    django.setup()
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


class _Lock:
    """SQLite has one writer at a time, so one worker: whoever holds this lock. On PostgreSQL each may have its own."""

    def __init__(self, *, wanted: bool) -> None:
        self.wanted = wanted
        self.file: IO[str] | None = None

    def __enter__(self) -> bool:
        if not self.wanted or "sqlite3" not in settings.DATABASES["default"]["ENGINE"]:
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


@contextmanager
def _asked_to_stop() -> Iterator[threading.Event]:
    """Set when somebody presses Ctrl-C, ends us, or closes the terminal."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    yield stop


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
    if key := _key_to_a_new_hub():
        print(f"  This hub is new. To set it up you need this key: {key}\n", flush=True)


def _key_to_a_new_hub() -> str:
    """What lets the first administrator in; empty once there is one."""
    from closeknit.website.setup import actions, key  # noqa: PLC0415 - needs the apps

    try:
        return key.key() if actions.is_untaken() else ""
    finally:
        connection.close()
