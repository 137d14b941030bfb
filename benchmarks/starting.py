"""How long one waits: from `closeknit serve` to the first page, and from a fresh clone to it."""

import http.client
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.hubs import BenchHub
from benchmarks.results import Result, at_most
from tests.support import hub as support

ROOT = Path(__file__).parents[1]
SERVE, CLONE = 3, 180  # seconds
SMALL = 10_000


def measure(bench: BenchHub) -> list[Result]:
    results = [at_most(bench.case("closeknit serve to the first page"), _serve(bench), "s", SERVE)]
    if bench.database == "sqlite" and bench.n <= SMALL:
        results.append(at_most(bench.case("git clone to the first page"), _clone(), "s", CLONE))
    return results


def _serve(bench: BenchHub) -> float:
    begun = time.monotonic()
    with support.serving(bench.hub):
        _first_page(bench.hub.url)
        return time.monotonic() - begun


def _clone() -> float:
    """A clone in a folder of its own, nothing set up, `make demo`, until home answers."""
    folder = Path(tempfile.mkdtemp(prefix="closeknit-clone-"))
    port = support.free_port()
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CLOSEKNIT_", "DATABASE_URL", "VIRTUAL_ENV"))
    }
    begun = time.monotonic()
    subprocess.run(["git", "clone", "-q", str(ROOT), str(folder / "closeknit")], check=True)
    process = subprocess.Popen(
        ["make", "demo", f"PORT={port}"], cwd=folder / "closeknit", env=clean, start_new_session=True
    )
    try:
        while not _answers(f"http://127.0.0.1:{port}/"):
            if process.poll() is not None:
                raise RuntimeError("make demo ended before it served anything")
            time.sleep(0.2)
        return time.monotonic() - begun
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _first_page(url: str) -> None:
    while not _answers(url + "/"):
        time.sleep(0.02)


def _answers(url: str) -> bool:
    host = url.split("/")[2]
    line = http.client.HTTPConnection(host, timeout=30)
    try:
        line.request("GET", "/")
        return line.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
