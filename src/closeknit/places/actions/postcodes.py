"""Importing postcodes: any number of them in little memory, stopped and begun again at will."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from closeknit.algorithms import postcodes
from closeknit.core.errors import Refused
from closeknit.core.progress import Progress, silent
from closeknit.places import postcode_store, versions
from closeknit.places.models import Postcode
from closeknit.places.postcode_file import Chunk, Row, Source, Tally, read_chunks, sources_in


@dataclass(frozen=True, slots=True)
class PostcodeReport:
    """What an import of postcodes did. ``rows`` = created + updated + unchanged + the left out."""

    rows: int
    created: int
    updated: int
    unchanged: int
    ended: int
    without_place: int
    unreadable: int
    skipped_files: tuple[str, ...]


def import_postcodes(*, files: Sequence[Path], with_ended: bool = False, progress: Progress = silent) -> PostcodeReport:
    """Read postcodes and write what is new or has moved; derive the middles of their outcodes.

    Each chunk is stored by itself, so an interrupted import goes on where it stopped when it is
    run again. Postcodes that the file does not have are left alone.
    """
    tally, before = Tally(), Postcode.objects.full().count()
    usable = written = 0
    middles: dict[str, Row] = {}
    with ExitStack() as stack:
        for chunk, expected in _all_chunks(sources_in(files, stack), tally, with_ended=with_ended):
            full = [row for row in chunk.rows if " " in row[0]]
            middles |= {row[0]: row for row in chunk.rows if " " not in row[0]}
            with transaction.atomic():
                written += postcode_store.upsert(full)
            usable += len(chunk.rows)
            progress(tally.rows, expected)
    if not tally.rows:
        raise Refused(_NO_POSTCODES())
    with transaction.atomic():
        created = Postcode.objects.full().count() - before
        changed = written + postcode_store.derive_means()
        new_middles, moved_middles = _write_middles(list(middles.values()))
        if changed or new_middles or moved_middles:
            versions.bump()
    updated = max(written - created, 0) + moved_middles
    return PostcodeReport(
        rows=tally.rows,
        created=created + new_middles,
        updated=updated,
        unchanged=max(usable - created - new_middles - updated, 0),
        ended=tally.ended,
        without_place=tally.without_place,
        unreadable=tally.unreadable,
        skipped_files=tuple(tally.skipped_files),
    )


def _NO_POSTCODES() -> str:  # noqa: N802 - a sentence, put in the reader's language when it is said
    return _(
        "There are no postcodes in this file. It should be the ONS Postcode Directory, Code-Point Open,"
        " or have the columns postcode, latitude and longitude."
    )


def _all_chunks(sources: Sequence[Source], tally: Tally, *, with_ended: bool) -> Iterator[tuple[Chunk, int]]:
    """The chunks of all sources, each with the number of rows to expect in the end."""
    size, read_before = sum(source.size for source in sources), 0
    for source in sources:
        for chunk in read_chunks(source, tally, with_ended=with_ended):
            read = read_before + chunk.read
            yield chunk, max(tally.rows, round(tally.rows * size / read) if read else 0)
        read_before += source.size


def _write_middles(given: list[Row]) -> tuple[int, int]:
    """Outcodes that the file itself gives, where no full postcode tells better: new and moved."""
    if not given:
        return 0, 0
    derived = {postcodes.outcode(code) for code in Postcode.objects.sectors().values_list("pk", flat=True)}
    rows = [row for row in given if row[0] not in derived]
    before = Postcode.objects.outcodes().count()
    written = postcode_store.upsert(rows)
    created = Postcode.objects.outcodes().count() - before
    return created, written - created
