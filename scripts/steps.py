"""Runs the steps of `make test`, `make test-deep` or `make check`, each under its name, and ends with one line.

A step that fails does not keep the later ones from running, unless nothing can be done without it. Where there is
room for both, the browser's step runs beside the others and says what it saw when they have ended.
"""

import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ET  # our own pytest writes what is read here
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "build" / "reports"
BIN = ".venv/bin/"
PYTEST = f"{BIN}pytest -q --no-header"
POSTGRES = f"{BIN}python -m tests.support.postgres"
MANAGE = f"DJANGO_SETTINGS_MODULE=closeknit.config.settings_test {BIN}closeknit"
PARALLEL = "-n auto --maxprocesses 4 --dist loadgroup"
BY_FILE = "-n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder"  # in the order of tests/browser/conftest.py
ROOMY = (os.cpu_count() or 1) > 2  # noqa: PLR2004 - two cores are busy with one step
NO_DATABASE = "--ignore tests/algorithms --ignore tests/config"  # the same on every database: once is enough


@dataclass(frozen=True)
class Step:
    """`command` runs in a shell at the project's root; `needed` ends the run where it fails, `beside` does
    not keep the next step waiting."""

    name: str
    command: str
    needed: bool = False
    beside: bool = False

    @property
    def report(self) -> Path:
        return REPORTS / f"{self.name.replace(' ', '-')}.xml"


SET_UP = Step("set up", "make .make/dev .make/static", needed=True)
CHECKS = (
    Step("python style", f"{BIN}ruff check -q . && {BIN}ruff format -q --check ."),
    Step("types", f"{BIN}mypy"),
    Step("floors", f"{BIN}lint-imports --no-logo"),
    Step("templates", f"{BIN}djlint --quiet --lint src"),
    Step("scripts and styles", "node_modules/.bin/biome ci --colors=off --diagnostic-level=warn"),
    Step("migrations", f"{MANAGE} makemigrations --check --dry-run"),
)
BROWSER = Step(
    "browser",
    f"{BIN}python -m tests.support.chromium && {PYTEST} -m 'browser and not deep' {BY_FILE} tests",
    beside=ROOMY,
)
SCRIPTS = Step("scripts without a browser", "PATH=$PATH:.make/node/bin node --test $(find src tests -name '*.test.js')")
QUICK = (
    *([BROWSER] if ROOMY else []),
    SCRIPTS,
    Step("sqlite", f"{PYTEST} {PARALLEL} tests"),
    Step("postgresql", f"{POSTGRES} {PYTEST} {PARALLEL} {NO_DATABASE} tests"),
    *([] if ROOMY else [BROWSER]),
)
DEEP = (
    Step("deep on sqlite", f"{PYTEST} -m deep {PARALLEL} tests"),
    Step("deep on postgresql", f"{POSTGRES} {PYTEST} -m 'deep and not browser' {PARALLEL} tests"),
)
PLANS = {
    "check": CHECKS,
    "test": (SET_UP, *CHECKS, *QUICK),
    "deep": (SET_UP, *CHECKS, *QUICK, *DEEP),
}


def main(plan: str) -> int:
    os.chdir(ROOT)
    REPORTS.mkdir(parents=True, exist_ok=True)
    began, counts, lines, beside = time.monotonic(), Counter[str](), [], []

    def ended(step: Step, code: int, seconds: float) -> None:
        nonlocal counts
        found = counted(step, code)
        counts += found
        lines.append(f"  {'ok    ' if code == 0 else 'FAILED'}  {step.name:<28}{seconds:8.1f} s   {told(found)}")

    with ThreadPoolExecutor() as others:
        for step in PLANS[plan]:
            if step.beside:
                beside.append((step, others.submit(run, step, step.report.with_suffix(".log"))))
                continue
            print(headline(step), flush=True)
            code, seconds = run(step)
            ended(step, code, seconds)
            if code and step.needed:
                break
        for step, running in beside:
            code, seconds = running.result()
            print(headline(step), step.report.with_suffix(".log").read_text(), sep="\n", flush=True)
            ended(step, code, seconds)
    print("\n" + "\n".join(lines) + "\n")
    print(summary(counts, time.monotonic() - began))
    return 1 if counts["failed"] or counts["error"] else 0


def headline(step: Step) -> str:
    return f"\n── {step.name} " + "─" * (90 - len(step.name))


def run(step: Step, log: Path | None = None) -> tuple[int, float]:
    """The command's return code and how many seconds it took; what it prints goes to `log`, if there is one."""
    step.report.unlink(missing_ok=True)
    began = time.monotonic()
    environment = {**os.environ, "PYTEST_ADDOPTS": f"--junitxml={step.report}", "PYTHONUNBUFFERED": "1"}
    with log.open("w") if log else nullcontext() as out:
        code = subprocess.run(  # noqa: S602 - our own words
            step.command, shell=True, env=environment, stdout=out, stderr=out, check=False
        ).returncode
    return code, time.monotonic() - began


def counted(step: Step, code: int) -> Counter[str]:
    """What pytest reported; any other step counts as one test."""
    if not step.report.exists():
        return Counter(passed=1) if code == 0 else Counter(failed=1)
    suite = ET.parse(step.report).getroot()[0]  # noqa: S314 - as above
    failed, error, skipped, total = (int(suite.get(key, 0)) for key in ("failures", "errors", "skipped", "tests"))
    found = Counter(failed=failed, passed=total - failed - error - skipped, skipped=skipped, error=error)
    return found if code == 0 or failed or error else found + Counter(error=1)


def told(counts: Counter[str]) -> str:
    words = [f"{counts[word]} {word}" for word in ("failed", "passed", "skipped", "error") if counts[word]]
    return ", ".join(words)


def summary(counts: Counter[str], seconds: float) -> str:
    """The last line, as pytest writes its own."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f" {told(counts)} in {seconds:.2f}s ({hours}:{minutes:02}:{rest:02}) ".center(80, "=")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
