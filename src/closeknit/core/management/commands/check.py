"""Django's own check, and a plain word about the database."""

from typing import Any

from django.core.management.commands import check
from django.db import connection

from closeknit.core import sqlite


class Command(check.Command):
    help = "Look for anything that is not right, and say so in plain words"

    def handle(self, *app_labels: Any, **options: Any) -> None:
        super().handle(*app_labels, **options)
        if connection.vendor == "sqlite":
            self.stdout.write(sqlite.in_words())
