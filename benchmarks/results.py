"""A measured figure, and the two places where figures are kept: results.json and docs/benchmarks.md."""

import json
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
JSON = HERE / "results.json"
PAGE = HERE.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures begin -->", "<!-- figures end -->"


class Case(NamedTuple):
    """What was measured, on which database, over how many groups."""

    name: str
    database: str
    n: int


@dataclass(frozen=True)
class Result:
    """One figure. ``ceiling`` is what the same machine does at best; ``ratio`` is value / ceiling,
    or its inverse for times, so that 1 is the ceiling. ``goal`` says in words what was wanted."""

    name: str
    database: str
    n: int
    value: float
    unit: str
    ceiling: float | None
    ratio: float | None
    goal: str
    met: bool

    @property
    def key(self) -> tuple[str, str, int]:
        return (self.name, self.database, self.n)


def at_least(case: Case, value: float, unit: str, *, ceiling: float, share: float) -> Result:
    """A rate that should be at least ``share`` of its ceiling."""
    ratio = value / ceiling
    figures = (round(value, 1), unit, round(ceiling, 1), round(ratio, 4))
    return Result(*case, *figures, f"ratio ≥ {share:.3f}", met=ratio >= share)


def at_most(case: Case, value: float, unit: str, limit: float) -> Result:
    """A figure that should stay under a limit."""
    return Result(*case, round(value, 2), unit, None, None, f"≤ {limit:g} {unit}", met=value <= limit)


def no_less(case: Case, value: float, unit: str, least: float) -> Result:
    """A figure that should reach a limit."""
    return Result(*case, round(value, 2), unit, None, None, f"≥ {least:g} {unit}", met=value >= least)


def scored(case: Case, value: float, least: int) -> Result:
    """A score of a hundred that should not be below ``least``."""
    return Result(*case, round(value), "of 100", None, None, f"≥ {least}", met=value >= least)


def told(case: Case, value: float, unit: str) -> Result:
    """A figure for which there is no goal."""
    return Result(*case, round(value, 1), unit, None, None, "", met=True)


def times(case: Case, value: float, unit: str, *, ceiling: float, factor: float) -> Result:
    """A time that should be at most ``factor`` times its ceiling's."""
    ratio = value / ceiling
    figures = (round(value, 3), unit, round(ceiling, 3), round(ratio, 3))
    return Result(*case, *figures, f"ratio ≤ {factor:g}", met=ratio <= factor)


def keep(results: list[Result]) -> None:
    """Merge with what was measured before (the newest figure counts) and write both places."""
    known = {(row["name"], row["database"], row["n"]): row for row in _read()}
    known |= {result.key: asdict(result) for result in results}
    rows = [known[key] for key in sorted(known)]
    JSON.write_text(json.dumps({"machine": machine(), "results": rows}, indent=1, ensure_ascii=False) + "\n")
    _write_page(rows)


def machine() -> str:
    """The machine in a line: processor, cores, memory, system, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {system}"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []:
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _read() -> list[dict]:
    return json.loads(JSON.read_text())["results"] if JSON.exists() else []


def _write_page(rows: list[dict]) -> None:
    head = ["| what | database | groups | value | ceiling | ratio | goal | met |", "|---|---|--:|--:|--:|--:|---|---|"]
    lines = [_line(row) for row in rows]
    table = "\n".join([BEGIN, f"\nMeasured on: {machine()}\n", *head, *lines, END])
    text = PAGE.read_text() if PAGE.exists() else f"# Benchmarks\n\n{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    PAGE.write_text(before + table + rest.partition(END)[2])


def _line(row: dict) -> str:
    cells = [row["name"], row["database"], f"{row['n']:,}", f"{row['value']:,} {row['unit']}"]
    cells += [_shown(row["ceiling"]), _shown(row["ratio"]), row["goal"], _verdict(row)]
    return f"| {' | '.join(cells)} |"


def _verdict(row: dict) -> str:
    if not row["goal"]:
        return ""
    return "yes" if row["met"] else "**no**"


def _shown(figure: float | None) -> str:
    return "" if figure is None else f"{figure:,}"
