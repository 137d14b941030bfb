"""``closeknit check_data``: look through everything that is kept, and say what is not right."""

from typing import Any, ClassVar

from django.core.management import BaseCommand, CommandError

from closeknit.core import soundness


class Command(BaseCommand):
    requires_system_checks: ClassVar = []  # works when other things do not
    help = "Look through everything that is kept, and say what is not right; changes nothing"

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for found, fault in enumerate(soundness.faults(), start=1):  # noqa: B007 - counted for the last line
            self.stdout.write(fault)
        if found:
            raise CommandError(f"{found} things are not right. Make a backup before you mend anything.")
        self.stdout.write("Everything that is kept is sound.")
