"""Wiping a person out of every room at once, and the ledger that says so again to an older copy of the hub.

The ledger is a file beside the database, never inside a backup: one line for each erasure with the time,
the person's random number and a hash over the line before. Lines are only ever added.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.core.errors import Refused
from closeknit.core.personal_data import handlers
from closeknit.core.soundness import register_data_check

NAME = "erasures.log"
START = "0" * 64


@dataclass(frozen=True, slots=True)
class Erasure:
    """One line of the ledger."""

    at: datetime
    person: UUID
    chain: str


def erase(person: Any, *, now: datetime | None = None) -> list[str]:
    """Wipe this person out, all or nothing; returns what was done, in sentences.

    The line is in the ledger before the change holds: a power cut between the two leaves somebody
    named there who is still here, which ``erase_again`` mends, never the other way round.
    """
    now = now or timezone.now()
    number = person.uuid
    with transaction.atomic():
        said = _erase_everywhere(person, now)
        write(ledger_file(), number, now)
    return said


def erase_again(ledger: Path) -> int:
    """Wipe out whom the ledger names and who is here all the same; returns how many. Safe to repeat."""
    with transaction.atomic():
        here = list(still_here(ledger))
        for person in here:
            _erase_everywhere(person, timezone.now())
    return len(here)


def still_here(ledger: Path, alias: str = "default") -> QuerySet[Any]:
    """People whom the ledger names. What stays of a person who was erased has another number."""
    named = {entry.person for entry in entries(ledger)}
    return apps.get_model(settings.AUTH_USER_MODEL)._default_manager.using(alias).only("uuid").filter(uuid__in=named)


@register_data_check
def people_who_left_are_gone() -> list[str]:
    """For ``closeknit check_data``: the ledger is whole, and nobody whom it names is here."""
    try:
        here = still_here(ledger_file()).count()
    except Refused as damaged:
        return [damaged.message]
    return [f"{here} people are in the list of erasures and here all the same."] if here else []


def ledger_file() -> Path:
    return Path(settings.DATA_DIR) / NAME


def entries(file: Path) -> list[Erasure]:
    """The lines from the first to the last. A line that was changed or taken out is a ``Refused``.

    A torn last line was never acknowledged, so it counts for nothing.
    """
    if not file.exists():
        return []
    lines = file.read_text(encoding="ascii", errors="replace").splitlines(keepends=True)
    found, chain = [], START
    for line in (line for line in lines if line.endswith("\n")):
        entry = _read(line, chain)
        found.append(entry)
        chain = entry.chain
    return found


def write(file: Path, person: UUID, at: datetime) -> None:
    """Add a line, and have the disk keep it. One process at a time."""
    is_new = not file.exists()
    with _alone(file) as ledger:
        known = entries(file)
        words = f"{at.isoformat(timespec='seconds')} {person}"
        ledger.seek(_length(known))
        ledger.truncate()  # what a power cut left of a line
        ledger.write(f"{words} {_hash(words, known[-1].chain if known else START)}\n".encode("ascii"))
        ledger.flush()
        os.fsync(ledger.fileno())
    if is_new:
        _sync_folder(file.parent)


def _erase_everywhere(person: Any, now: datetime) -> list[str]:
    """The upper rooms first, for theirs points to what lies below."""
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA secure_delete = ON")  # else the words stay in the file for a while
    return [sentence for handler in reversed(handlers()) for sentence in handler.erase(person, now)]


def _read(line: str, chain: str) -> Erasure:
    words, _space, mark = line.strip().rpartition(" ")
    if mark != _hash(words, chain):
        raise Refused(_("The list of erasures (%(file)s) was changed. Bring the true one back first.") % {"file": NAME})
    at, _space, number = words.partition(" ")
    return Erasure(datetime.fromisoformat(at), UUID(number), mark)


def _hash(words: str, chain: str) -> str:
    return hashlib.sha256(f"{chain} {words}".encode("ascii")).hexdigest()


def _length(known: list[Erasure]) -> int:
    return sum(len(f"{entry.at.isoformat(timespec='seconds')} {entry.person} {entry.chain}\n") for entry in known)


@contextmanager
def _alone(file: Path) -> Iterator[IO[bytes]]:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as ledger:
        fcntl.flock(ledger, fcntl.LOCK_EX)
        yield ledger


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
