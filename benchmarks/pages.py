"""Results page and group page of one worker, against a bare Django view that returns a constant."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.hubs import BenchHub
from benchmarks.load import etag_of, requests_per_second
from benchmarks.results import Result, at_least
from tests.support import hub as support

ROOT = Path(__file__).parents[1]
SERVER = ("--interface", "wsgi", "--workers", "1", "--blocking-threads", "1", "--log-level", "warning", "--no-ws")


@contextmanager
def one_worker(application: str, environment: dict[str, str]) -> Iterator[str]:
    """One granian worker with one thread, serving ``application``; gives its address."""
    port = support.free_port()
    command = [sys.executable, "-m", "granian", *SERVER, "--port", str(port), application]
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        support.wait_for(f"http://127.0.0.1:{port}/", process, "/dev/null")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def measure(bench: BenchHub) -> list[Result]:
    """Fresh, asked again, and unchanged (304) for both pages."""
    with one_worker("benchmarks.bare:application", bench.environment) as address:
        ceiling = requests_per_second(address + "/")
    usual = bench.environment | {"BARE_MIDDLEWARE": "startproject"}
    with one_worker("benchmarks.bare:application", usual) as address:
        ceilings = (ceiling, requests_per_second(address + "/"))
    with one_worker("closeknit.config.wsgi:application", bench.environment) as address:
        pages = {"results page": f"{address}/find/?q=singing", "group page": address + _a_group(bench)}
        results = []
        for name, url in pages.items():
            results += _measure_page(bench, name, url, ceilings)
    return results


def _measure_page(bench: BenchHub, name: str, url: str, ceilings: tuple[float, float]) -> list[Result]:
    share = {"results page": 1 / 12, "group page": 1 / 8}[name]
    fresh = requests_per_second(url, vary=1_000_000)
    again = requests_per_second(url)
    etag = etag_of(url)
    unchanged = requests_per_second(url, headers={"If-None-Match": etag}, expect=304)
    figures = {"fresh": (fresh, share), "again": (again, 1 / 2), "unchanged": (unchanged, 3 / 4)}
    ceiling, new_project = ceilings
    beside = bench.case(f"{name}, fresh, beside a new project")
    return [
        at_least(beside, fresh, "requests/s", ceiling=new_project, share=share),
        *(
            at_least(bench.case(f"{name}, {what}"), rate, "requests/s", ceiling=ceiling, share=wanted)
            for what, (rate, wanted) in figures.items()
        ),
    ]


def _a_group(bench: BenchHub) -> str:
    """The address of a hand-written group with services, dates and ties."""
    script = "from closeknit.directory.models import Group"
    script += "; print(Group.objects.get(name='Bobbin Green Repair Café').get_absolute_url())"
    return bench.python("-c", f"import django; django.setup(); {script}").strip()
