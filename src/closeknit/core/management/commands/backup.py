"""``closeknit backup``: make a copy of everything while the site runs."""

from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from closeknit.core.backup import make_backup
from closeknit.core.errors import Spoken
from closeknit.core.progress import Bar


class Command(BaseCommand):
    requires_system_checks: ClassVar = []  # works when other things do not
    help = "Make a copy of everything (database and pictures) while the site runs"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "dest",
            nargs="?",
            type=Path,
            default=Path(settings.BACKUP_DIR),
            help="a folder, or a file ending in .tar.gz",
        )

    def handle(self, *args: Any, dest: Path, **options: Any) -> None:
        try:
            with Bar("Backing up", unit=" rows") as progress:
                made = make_backup(dest, progress)
        except Spoken as error:
            raise CommandError(error.message) from error
        size = made.stat().st_size / 1_048_576
        self.stdout.write(f"{made} ({size:.1f} MB), checked. Keep a copy on another machine.")
