"""`closeknit import FILE`: groups from CSV, XLSX, GeoJSON or Open Referral UK; and their undoing."""

import io
import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from closeknit.core.errors import Spoken
from closeknit.core.fetch import fetch
from closeknit.core.progress import Bar
from closeknit.directory.importing.columns import fields_for_choice
from closeknit.directory.importing.options import Options
from closeknit.directory.importing.readers import FORMATS
from closeknit.directory.importing.report import in_words, report
from closeknit.directory.importing.runs import apply, import_file
from closeknit.directory.importing.undoing import undo
from closeknit.directory.models import ImportRun


class Command(BaseCommand):
    help = (
        "Read groups from a file or an address: CSV, XLSX, GeoJSON or Open Referral UK. Begin with --dry-run."
        " A second run of the same file changes nothing; an interrupted one goes on where it stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = "Fields: " + ", ".join(field.name for field in fields_for_choice())
        add = parser.add_argument
        add("file", nargs="?", metavar="FILE", help="a file, or an address that begins with https://")
        add("--dry-run", action="store_true", help="say what would happen, and change nothing")
        add(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help="this column holds that; COLUMN= leaves it out",
        )
        add(
            "--set",
            action="append",
            default=[],
            metavar="FIELD=VALUE",
            help="a value for rows that have none of their own",
        )
        add(
            "--source",
            default="",
            help="the list's name (the file's, if not said); its next edition must have the same",
        )
        add("--covers", default="", metavar="AREA", help="the area of groups whose place is not known (the whole hub)")
        add(
            "--outside",
            choices=("hold", "keep"),
            default="hold",
            help="what to do with rows outside the hub's boundary",
        )
        add("--duplicates", choices=("hold", "create"), default="hold", help="what to do with rows like groups we have")
        add("--new-themes", action="store_true", help="make themes of words that are none yet")
        add("--format", choices=FORMATS, default="", help="if it cannot be told from the file")
        add("--sheet", default="", help="the sheet of a spreadsheet")
        add("--report", type=Path, metavar="FILE", help="write what happened as JSON")
        add("--apply", metavar="RUN", help="bring in a dry run, or go on with a stopped run, by its number")
        add("--undo", metavar="RUN", help="take a run back, by the number its report gave")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            run = self._run(options)
        except Spoken as no:
            raise CommandError(no.message) from no
        if options["report"]:
            options["report"].write_text(json.dumps(report(run), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        self._tell(run)

    def _run(self, options: dict[str, Any]) -> ImportRun:
        if options["undo"]:
            run = _run_named(options["undo"])
            with Bar("Undoing", unit=" groups") as progress:
                undo(run, progress=progress)
            return run
        if options["apply"]:
            run = _run_named(options["apply"])
            with Bar("Bringing in", unit=" rows") as progress:
                apply(run, progress)
            return run
        if not options["file"]:
            raise CommandError("Which file? closeknit import FILE")
        with opened(options["file"]) as (file, name), Bar("Reading groups", unit=" rows") as progress:
            return import_file(
                file,
                name=name,
                source=options["source"],
                file_format=options["format"],
                wishes=pairs(options["map"]),
                options=_options(options),
                dry_run=options["dry_run"],
                progress=progress,
            )

    def _tell(self, run: ImportRun) -> None:
        for line in in_words(run):
            self.stdout.write(line)
        if run.state == ImportRun.State.UNDONE:
            self.stdout.write(f"The import was undone. {run.message}".strip())
        elif run.state == ImportRun.State.STAGED:
            self.stdout.write(f"Nothing was changed. Bring it in with: closeknit import --apply {run.uuid}")
        else:
            self.stdout.write(f"Take it back with: closeknit import --undo {run.uuid}")


@contextmanager
def opened(where: str) -> Iterator[tuple[BinaryIO, str]]:
    """The file at a path or an address, and its name."""
    if where.startswith(("http://", "https://")):
        fetched = fetch(where)
        yield io.BytesIO(fetched.body), PurePosixPath(urlsplit(fetched.address).path).name or "feed"
        return
    try:
        file = Path(where).open("rb")  # noqa: SIM115 - closed two lines below
    except OSError as error:
        raise CommandError(f"{where} cannot be read: {error.strerror}.") from error
    with file:
        yield file, Path(where).name


def pairs(texts: Sequence[str]) -> dict[str, str]:
    """``COLUMN=FIELD`` as two; a heading may hold an equals sign itself."""
    told = {}
    for text in texts:
        left, sign, right = text.rpartition("=")
        if not sign:
            raise CommandError(f"“{text}” should read LEFT=RIGHT.")
        told[left] = right
    return told


def _options(options: dict[str, Any]) -> Options:
    constants = {left: right for left, _sign, right in (text.partition("=") for text in options["set"])}
    return Options(
        covers=options["covers"],
        outside=options["outside"],
        duplicates=options["duplicates"],
        makes_themes=options["new_themes"],
        sheet=options["sheet"],
        constants=constants,
    )


def _run_named(number: str) -> ImportRun:
    try:
        return ImportRun.objects.get(uuid=number)
    except (ImportRun.DoesNotExist, ValidationError) as error:
        raise CommandError(f"There is no import with the number {number}.") from error
