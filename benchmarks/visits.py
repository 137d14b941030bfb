"""A first visit to home and to the map: what it weighs, how many requests it makes, what Lighthouse says.

Measured in the system's Chromium with an empty cache, until the page has come to rest. Lighthouse is
fetched by npm for this alone; where it cannot be had, its figures are left out and that is said.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.hubs import FOLDER, BenchHub
from benchmarks.results import Result, at_most, scored, told
from tests.support import chromium
from tests.support.hub import serving

PAGES = {"home": ("/", 150), "map page": ("/find/", 600)}  # KB
SCORES = {"performance": 95, "accessibility": 100}
SMALL = 10_000
LIGHTHOUSE = "lighthouse@12"  # the last that runs on Node 20
ROUNDS = 3  # the best counts: a neighbour's work on the machine only ever takes away


def measure(bench: BenchHub) -> list[Result]:
    """At the smallest size on SQLite: what a browser is sent does not depend on the database."""
    if bench.database != "sqlite" or bench.n > SMALL:
        return []
    results = []
    with serving(bench.hub):
        for name, (path, limit) in PAGES.items():
            sizes = _visit(bench.hub.url + path)
            results.append(at_most(bench.case(f"first visit to {name}, weight"), sum(sizes) / 1024, "KB", limit))
            results.append(told(bench.case(f"first visit to {name}, requests"), len(sizes), "requests"))
            results += _judged(bench, name, bench.hub.url + path)
    return results


def _visit(url: str) -> list[int]:
    """Bytes on the wire of each answer."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.flags())
        try:
            return _loaded(browser, url)
        finally:
            browser.close()


def _loaded(browser: Browser, url: str) -> list[int]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    line = page.context.new_cdp_session(page)
    sizes: list[int] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    line.send("Network.enable")
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(3000)
    return [int(size) for size in sizes if size]


def _judged(bench: BenchHub, name: str, url: str) -> list[Result]:
    """Lighthouse's scores on its phone profile."""
    reports = [report for _ in range(ROUNDS) if (report := _lighthouse(url))]
    if not reports:
        print("  Lighthouse could not be had: its figures are left out.", flush=True)
        return []
    best = {kind: max(report["categories"][kind]["score"] for report in reports) * 100 for kind in SCORES}
    return [scored(bench.case(f"{name}, Lighthouse {kind}"), best[kind], wanted) for kind, wanted in SCORES.items()]


def _lighthouse(url: str) -> dict[str, Any] | None:
    report = Path(FOLDER / "lighthouse.json")
    report.unlink(missing_ok=True)
    flags = " ".join(["--headless=new", *chromium.flags()])
    words = [
        "npx",
        "--yes",
        LIGHTHOUSE,
        url,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--chrome-flags={flags}",
    ]
    only = f"--only-categories={','.join(SCORES)}"
    environment = {**os.environ, "CHROME_PATH": chromium.executable()}
    subprocess.run([*words, only], env=environment, capture_output=True, check=False, timeout=300)
    return json.loads(report.read_text()) if report.exists() else None
