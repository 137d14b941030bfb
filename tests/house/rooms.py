"""The rooms and their floors, as the house tests see them."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "closeknit"

# From the cellar upwards. Rooms on one floor do not know each other.
FLOORS = [
    {"algorithms"},
    {"core"},
    {"places"},
    {"accounts"},
    {"journal"},
    {"conversation"},
    {"commitments"},
    {"directory"},
    {"calendar"},
    {"networks"},
    {"website", "demo"},
    {"config"},
]


def floor_of(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def may_know(room: str, other: str) -> bool:
    """Whether a thing of one room may point to a thing of another."""
    return room == other or floor_of(other) < floor_of(room)


def sources(*endings: str) -> Iterator[Path]:
    """Our own files of these kinds, without what a tool wrote."""
    for file in sorted(PACKAGE.rglob("*")):
        if file.suffix in endings and "migrations" not in file.parts and "__pycache__" not in file.parts:
            yield file


def room_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def named(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


def lines_with(pattern: str, *endings: str) -> list[tuple[str, str]]:
    """(file, line) of each line that matches."""
    wanted = re.compile(pattern)
    return [
        (named(file), line.strip())
        for file in sources(*endings)
        for line in file.read_text(encoding="utf-8").splitlines()
        if wanted.search(line)
    ]
