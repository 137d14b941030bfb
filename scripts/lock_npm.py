"""Names in package-lock.json the builds of an optional package for other systems than the one that wrote it.

npm leaves out those it cannot fetch, and then refuses its own lock file in `npm ci`.
"""

import json
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "package-lock.json"


def main() -> None:
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    packages = lock["packages"]
    for package in list(packages.values()):
        for name, version in package.get("optionalDependencies", {}).items():
            packages.setdefault(f"node_modules/{name}", build(name, version, is_dev=package.get("dev", False)))
    lock["packages"] = dict(sorted(packages.items()))
    LOCK.write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")


def build(name: str, version: str, *, is_dev: bool) -> dict[str, object]:
    """The names end in system, processor and perhaps C library: cli-linux-x64-musl."""
    system, processor, *library = name.rpartition("cli-")[2].split("-")
    entry: dict[str, object] = {"version": version, "cpu": [processor], "dev": is_dev, "optional": True, "os": [system]}
    return {**entry, "libc": library} if library else entry


if __name__ == "__main__":
    main()
