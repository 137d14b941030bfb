"""What a backup says of itself, and whether its parts agree with that."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from closeknit.core.errors import Refused

NAME = "manifest.json"
FORMAT = 1
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """One file in the backup."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Table:
    """What a model's table held; the hash is the same on every database."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    engine: str  # "sqlite" or "postgresql"
    app_version: str
    made_at: str
    migrations: dict[str, list[str]]
    tables: dict[str, Table]
    sequences: dict[str, int] = field(default_factory=dict)
    files: dict[str, Part] = field(default_factory=dict)
    format: int = FORMAT

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def read(text: bytes) -> Manifest:
    try:
        told = json.loads(text)
        if told["format"] != FORMAT:
            raise Refused(_("This backup was made by a newer Closeknit. Update Closeknit first."))
        told["files"] = {name: Part(**part) for name, part in told["files"].items()}
        told["tables"] = {name: Table(**table) for name, table in told["tables"].items()}
        manifest = Manifest(**told)
        _refuse_odd_kinds(manifest)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(_("its list of contents cannot be read")) from error
    return manifest


def _refuse_odd_kinds(manifest: Manifest) -> None:
    """The list may come from anywhere: texts must be texts, and numbers numbers, before anyone relies on it."""
    parts = manifest.files.values()
    texts = [manifest.engine, manifest.app_version, manifest.made_at, *(part.sha256 for part in parts)]
    texts += [name for names in manifest.migrations.values() for name in names]
    texts += [table.sha256 for table in manifest.tables.values()]
    numbers = [*manifest.sequences.values(), *(part.bytes for part in parts)]
    numbers += [table.rows for table in manifest.tables.values()]
    if not all(isinstance(text, str) for text in texts) or not all(isinstance(number, int) for number in numbers):
        raise TypeError("a text or a number is something else")


def compare(manifest: Manifest, found: Mapping[str, Part]) -> None:
    """Every part that was promised is there, whole, and nothing else."""
    for name, part in manifest.files.items():
        if name not in found:
            raise damaged(_("%(name)s is missing") % {"name": name})
        if found[name] != part:
            raise damaged(_("%(name)s is not what was put in") % {"name": name})
    if extra := sorted(set(found) - set(manifest.files)):
        raise damaged(_("%(name)s does not belong to it") % {"name": extra[0]})


def damaged(why: str) -> Refused:
    return Refused(_("This backup is damaged: %(why)s. Nothing was changed. Take another backup.") % {"why": why})


class Hashing:
    """Counts and hashes what flows through, on its way to ``out`` if there is one."""

    def __init__(self, out: IO[bytes] | None = None) -> None:
        self._hash = hashlib.sha256()
        self._out = out
        self._bytes = 0

    def write(self, block: bytes) -> int:
        self._hash.update(block)
        self._bytes += len(block)
        if self._out is not None:
            self._out.write(block)
        return len(block)

    def part(self) -> Part:
        return Part(self._hash.hexdigest(), self._bytes)


def part_of(file: Path) -> Part:
    hashing = Hashing()
    with file.open("rb") as source:
        while block := source.read(BLOCK):
            hashing.write(block)
    return hashing.part()
