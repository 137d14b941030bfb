"""Runs one measurement inside a hub's own settings and prints its raw figures as JSON.

Called as `python -m benchmarks.inside PART` by the parts that need the code, not the web server.
"""

import importlib
import json
import sys

import django


def main(part: str) -> None:
    django.setup()
    print(json.dumps(importlib.import_module(f"benchmarks.{part}").figures()))


if __name__ == "__main__":
    main(sys.argv[1])
