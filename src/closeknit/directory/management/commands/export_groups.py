"""`closeknit export FILE`: the groups in a form that `closeknit import` reads back to the same state."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from closeknit.core.progress import Bar
from closeknit.directory.dialect.audience import Audience
from closeknit.directory.exporting.files import FORMATS, export

ENDINGS = {known.ending: name for name, known in FORMATS.items()}


class Command(BaseCommand):
    help = (
        "Write the groups to a file: CSV, XLSX, GeoJSON or Open Referral UK, told by its ending (.csv, .xlsx,"
        " .geojson, .json). “-” writes to the terminal. Without --everything only what anyone may see."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--format", choices=tuple(FORMATS), default="", help="if the ending does not tell")
        parser.add_argument(
            "--everything", action="store_true", help="hidden groups and private fields too: keep this file safe"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        where = options["file"]
        chosen = options["format"] or ENDINGS.get(where.rpartition(".")[2].lower(), "")
        if not chosen:
            raise CommandError("Which format? End the file in .csv, .xlsx, .geojson or .json, or say --format.")
        audience = Audience.ADMIN if options["everything"] else Audience.PUBLIC
        with Bar("Writing groups", unit=" groups") as progress:
            blocks = export(chosen, audience, progress=progress)
            if where == "-":
                sys.stdout.buffer.writelines(blocks)
            else:
                write_whole(Path(where), blocks, is_private=options["everything"])


def write_whole(path: Path, blocks: Iterable[bytes], *, is_private: bool) -> None:
    """Either the whole file is there or none: written beside it, then put in its place."""
    beside = path.with_name(f".{path.name}.part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600 if is_private else 0o644)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(blocks)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
