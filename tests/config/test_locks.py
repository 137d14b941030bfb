"""The lock files hold names, versions and hashes, and no address to fetch them from."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def plain(name):
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~\[; ]", name, maxsplit=1)[0]).lower()


def locked(name):
    return set(re.findall(r"(?m)^([a-z0-9-]+)==", (ROOT / "requirements" / f"{name}.txt").read_text()))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_python_lock_names_no_address_and_hashes_each_package(lock):
    text = lock.read_text()
    assert "://" not in text
    packages = re.split(r"(?m)^(?=[a-z])", text)[1:]
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


def test_the_npm_lock_names_no_address_and_hashes_what_is_served():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [
        name for name, package in packages.items() if not (package.get("integrity") or package.get("optional"))
    ] == []


def test_what_the_project_asks_for_is_locked():
    runtime = {plain(name) for name in PROJECT["project"]["dependencies"]}
    groups = PROJECT["dependency-groups"]
    assert runtime | {plain(name) for name in groups["build"]} <= locked("runtime")
    assert runtime | {plain(name) for name in groups["dev"]} <= locked("dev")


def test_what_runs_is_what_was_tested():
    def pins(name):
        return set(re.findall(r"(?m)^[a-z0-9-]+==[^ ]+", (ROOT / "requirements" / f"{name}.txt").read_text()))

    assert pins("runtime") <= pins("dev")
