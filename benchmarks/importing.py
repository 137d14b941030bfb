"""A list of 100,000 groups brought in from end to end, against raw statements that write the same rows.

The ceiling writes what the import left behind, in every table it touched, with the indexes in
place: executemany and one word for the full-text index on SQLite, COPY on PostgreSQL.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.hubs import FOLDER, BenchHub, empty_hub
from benchmarks.results import Case, Result, at_least, at_most
from tests.support.hub import Hub

ROWS, FEW = 100_000, 20_000
SMALL = 10_000  # the size at which this part is measured, for it needs no filled hub
AGAIN, GROWTH = 5, 1.2


class Import(NamedTuple):
    seconds: float
    memory: float  # MB at its peak
    report: dict[str, int]


def measure(bench: BenchHub) -> list[Result]:
    """Once for each database; the size of the bench's own hub plays no part."""
    if bench.n > SMALL:
        return []
    with empty_hub(bench.database, "import-few") as hub:
        _prepare(hub)
        few = _bring_in(hub, _list(FEW))
    with empty_hub(bench.database, "import") as hub, empty_hub(bench.database, "import-raw") as raw:
        _prepare(hub)
        _prepare(raw)
        first = _bring_in(hub, _list(ROWS))
        again = _bring_in(hub, _list(ROWS))
        ceiling = json.loads(_inside(raw, "raw", SOURCE=hub.environment["DATABASE_URL"]))
    created, unchanged = first.report["created"], again.report["unchanged"]
    assert created > ROWS * 0.95 and unchanged == created, (first.report, again.report)
    return _results(bench.database, few, first, again, ceiling["seconds"])


def _results(database: str, few: Import, first: Import, again: Import, ceiling: float) -> list[Result]:  # noqa: PLR0917 - five measures
    case = lambda name: Case(name, database, ROWS)
    rate = ROWS / first.seconds
    return [
        at_least(case("import"), rate, "rows/s", ceiling=ROWS / ceiling, share=1 / 5),
        at_least(case("import, unchanged"), ROWS / again.seconds, "rows/s", ceiling=rate, share=AGAIN),
        at_most(case("import, peak memory"), first.memory, "MB", few.memory * GROWTH),
    ]


def _list(rows: int) -> Path:
    path = FOLDER / f"groups-{rows}.csv"
    if not path.exists():
        from benchmarks.lists import write_list

        write_list(path, rows)
    return path


def _bring_in(hub: Hub, path: Path) -> Import:
    """`closeknit import`, with the peak memory of its process."""
    report = hub.folder / "report.json"
    words = [sys.executable, "-m", "closeknit", "import", str(path), "--source", "borough", "--report", str(report)]
    begun = time.monotonic()
    process = subprocess.Popen(words, env=hub.environment, stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{path} was not imported")
    return Import(seconds, used.ru_maxrss / 1024, json.loads(report.read_text()))


def _prepare(hub: Hub) -> None:
    hub.run("migrate", "--verbosity", "0")
    _inside(hub, "prepare")


def _inside(hub: Hub, figure: str, **more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.inside", "importing", figure],
        env={**hub.environment, **more}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return done.stdout


def prepare() -> dict[str, int]:
    """The borough's areas, postcodes and themes, and none of its groups."""
    from closeknit.demo.place import load_place
    from closeknit.demo.stories import load_themes
    from closeknit.places.models import Postcode

    load_place()
    return {"themes": load_themes(), "postcodes": Postcode.objects.count()}


def raw() -> dict[str, float]:
    """Seconds that it takes to write, into this hub, all rows that the hub at SOURCE has more."""
    from django.db import connection

    from benchmarks.raw_rows import copied, inserted

    copy = copied if connection.vendor == "postgresql" else inserted
    return {"seconds": copy(os.environ["SOURCE"])}
