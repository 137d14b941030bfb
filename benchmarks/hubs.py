"""Hubs to measure: filled once for each database and size, kept in build/bench/ for the next run."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from benchmarks.results import Case
from tests.support import hub as support
from tests.support import postgres

FOLDER = Path(__file__).parents[1] / "build" / "bench"
SEED = "7"


@dataclass(frozen=True)
class BenchHub:
    """A filled hub: which database, how many groups, its address book of settings."""

    database: str
    n: int
    hub: support.Hub

    def case(self, name: str) -> Case:
        return Case(name, self.database, self.n)

    @property
    def environment(self) -> dict[str, str]:
        return self.hub.environment

    def python(self, *arguments: str) -> str:
        """Runs ``python arguments`` with this hub's settings; returns what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments], env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{arguments} failed:\n{done.stdout}{done.stderr}")
        return done.stdout


@contextmanager
def hubs(databases: list[str], sizes: list[int]) -> Iterator[Iterator[BenchHub]]:
    """Each wanted hub in turn. One PostgreSQL serves all of its hubs; one that was given
    (TEST_DATABASE_URL) keeps them for the next run, as the folder does for SQLite."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    yield _each(databases, sizes)


def _each(databases: list[str], sizes: list[int]) -> Iterator[BenchHub]:
    if "sqlite" in databases:
        for n in sizes:
            yield BenchHub("sqlite", n, _filled(_hub("sqlite", str(n)), n))
    if "postgres" in databases:
        with postgres.server(is_safe=True) as address, _used(address):
            for n in sizes:
                yield BenchHub("postgres", n, _filled(_hub("postgres", str(n)), n))


@contextmanager
def empty_hub(database: str, name: str) -> Iterator[support.Hub]:
    """A hub beside the filled ones, with nothing in it, gone afterwards."""
    shutil.rmtree(FOLDER / f"{database}-{name}", ignore_errors=True)
    if database == "postgres":
        _ask_server(f'DROP DATABASE IF EXISTS "bench-{name}"')
    hub = _hub(database, name)
    try:
        yield hub
    finally:
        shutil.rmtree(hub.folder, ignore_errors=True)
        if database == "postgres":
            _ask_server(f'DROP DATABASE IF EXISTS "bench-{name}"')


_server: list[str] = []  # the address of the PostgreSQL in use


@contextmanager
def _used(address: str) -> Iterator[None]:
    _server.append(address)
    try:
        yield
    finally:
        _server.pop()


def _ask_server(statement: str) -> None:
    with psycopg.connect(_server[-1], autocommit=True) as line:
        line.execute(statement)


def _hub(database: str, name: str) -> support.Hub:
    """The hub of that name: a folder, and on PostgreSQL a database, made if it is not there."""
    folder = FOLDER / f"{database}-{name}"
    folder.mkdir(parents=True, exist_ok=True)
    settings = {"DJANGO_SETTINGS_MODULE": "closeknit.config.settings"}
    if database == "postgres":
        with suppress(psycopg.errors.DuplicateDatabase):
            _ask_server(f'CREATE DATABASE "bench-{name}"')
            (folder / "filled").unlink(missing_ok=True)
        settings["DATABASE_URL"] = urlsplit(_server[-1])._replace(path=f"/bench-{name}").geturl()
    port = support.free_port()
    return support.Hub(f"http://127.0.0.1:{port}", folder, support.environment(folder, port, **settings))


def _filled(hub: support.Hub, n: int) -> support.Hub:
    done = hub.folder / "filled"
    hub.run("migrate", "--verbosity", "0")  # one filled by an older program too
    if not done.exists():
        begun = time.monotonic()
        hub.run("demo", "--groups", str(n), "--seed", SEED)
        done.touch()
        print(f"  filled {hub.folder.name} with {n:,} groups in {time.monotonic() - begun:.0f} s", flush=True)
    return hub
