"""Hubs to measure: filled once for each database and size, kept in build/bench/ for the next run."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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
    """Each wanted hub in turn."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    yield _each(databases, sizes)


def _each(databases: list[str], sizes: list[int]) -> Iterator[BenchHub]:
    for n in sizes:
        if "sqlite" in databases:
            yield _sqlite(n)
        if "postgres" in databases:
            with postgres.server(is_safe=True) as address:
                yield _filled("postgres", n, {"DATABASE_URL": address}, FOLDER / f"postgres-{n}", keep=False)


def _sqlite(n: int) -> BenchHub:
    return _filled("sqlite", n, {}, FOLDER / f"sqlite-{n}", keep=True)


def _filled(database: str, n: int, settings: dict[str, str], folder: Path, *, keep: bool) -> BenchHub:
    done = folder / "filled"
    if not (keep and done.exists()):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    port = support.free_port()
    environment = support.environment(folder, port, **settings)
    hub = support.Hub(
        f"http://127.0.0.1:{port}", folder, {**environment, "DJANGO_SETTINGS_MODULE": "closeknit.config.settings"}
    )
    if not done.exists():
        begun = time.monotonic()
        hub.run("migrate", "--verbosity", "0")
        hub.run("demo", "--groups", str(n), "--seed", SEED)
        done.touch()
        print(f"  filled {database} with {n:,} groups in {time.monotonic() - begun:.0f} s", flush=True)
    return BenchHub(database, n, hub)
