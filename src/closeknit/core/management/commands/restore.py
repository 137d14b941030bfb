"""``closeknit restore``: bring a backup back, if every byte of it is right."""

from pathlib import Path
from typing import Any, ClassVar

from django.core.management import BaseCommand, CommandError, CommandParser

from closeknit.core.backup import restore_backup
from closeknit.core.errors import Spoken
from closeknit.core.progress import Bar


class Command(BaseCommand):
    requires_system_checks: ClassVar = []  # works when other things do not
    help = "Bring a backup back; a damaged one is refused, and nothing is written over"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path, help="the file that closeknit backup made")
        parser.add_argument("--into", type=Path, metavar="FOLDER", help="an empty folder, instead of the hub's own")
        parser.add_argument("--replace", action="store_true", help="put aside the hub that is there")

    def handle(self, *args: Any, archive: Path, into: Path | None, replace: bool, **options: Any) -> None:
        try:
            with Bar("Restoring", unit=" rows") as progress:
                aside = restore_backup(archive, into=into, replace=replace, progress=progress)
        except Spoken as error:
            raise CommandError(error.message) from error
        self.stdout.write("Everything is back, and every row was compared with the backup.")
        if aside is not None:
            self.stdout.write(f"What was there before lies in {aside}.")
        if into is not None:
            self.stdout.write(f"To run it: CLOSEKNIT_DATA={into} closeknit serve")
