"""`make bench`: measure, keep the figures, say which goals were missed.

`python -m benchmarks --only pages,search --groups 10000 --databases sqlite` measures a part.
With `--try` everything that can be is small and short, to see that it works; then nothing is kept.
"""

import argparse
import importlib
import os

from benchmarks.hubs import hubs
from benchmarks.results import Result, keep

PARTS = (
    "pages", "search", "tiles", "importing", "visits", "starting", "notices", "signed_in", "permissions", "ics",
    "calendar", "hall",
)  # fmt: skip


def main() -> None:
    options = _options()
    if options.try_out:
        os.environ |= {"BENCH_SECONDS": "4", "BENCH_RATE": "5", "BENCH_PEOPLE": "300"}
    sizes = [int(size) for size in options.groups.split(",")]
    results: list[Result] = []
    with hubs(options.databases.split(","), sizes) as each:
        for bench in each:
            for part in options.only.split(","):
                print(f"{bench.database}, {bench.n:,} groups: {part}", flush=True)
                measured = importlib.import_module(f"benchmarks.{part}").measure(bench)
                for result in measured:
                    print(_said(result), flush=True)
                results += measured
                if not options.try_out:
                    keep(results)
    missed = [result for result in results if not result.met]
    print(f"{len(results)} figures, {len(missed)} goals missed. See docs/benchmarks.md.")


def _said(result: Result) -> str:
    verdict = f" (goal {result.goal}: {'met' if result.met else 'MISSED'})" if result.goal else ""
    return f"  {result.name}: {result.value:,} {result.unit}{verdict}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--groups", default="10000,1000000", help="sizes, separated by commas (%(default)s)")
    parser.add_argument("--databases", default="sqlite,postgres", help="(%(default)s)")
    parser.add_argument("--only", default=",".join(PARTS), help="parts to measure (%(default)s)")
    parser.add_argument("--try", dest="try_out", action="store_true", help="small and short, and nothing kept")
    return parser.parse_args()


if __name__ == "__main__":
    main()
