"""Runs one measurement inside a hub's own settings and prints its raw figures as JSON.

Called as `python -m benchmarks.inside PART [FUNCTION]` by the parts that need the code, not the web server.
"""

import importlib
import json
import sys

import django


def main(part: str, function: str = "figures") -> None:
    django.setup()
    print(json.dumps(getattr(importlib.import_module(f"benchmarks.{part}"), function)()))


if __name__ == "__main__":
    main(*sys.argv[1:])
