"""`closeknit places import-postcodes FILE …`: postcodes and the middles of their outcodes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from closeknit.core.errors import Refused
from closeknit.core.progress import Bar
from closeknit.places.actions import import_postcodes


class Command(BaseCommand):
    help = (
        "Read postcodes from the ONS Postcode Directory, Code-Point Open, or a file with the columns"
        " postcode, latitude, longitude. It may be stopped and run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="CSV files, folders or zips")
        parser.add_argument("--with-ended", action="store_true", help="also postcodes no longer in use")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            with Bar("Reading postcodes", unit=" rows") as progress:
                report = import_postcodes(files=options["files"], with_ended=options["with_ended"], progress=progress)
        except Refused as no:
            raise CommandError(no.message) from no
        left_out = (
            f"{report.ended:,} no longer in use, {report.without_place:,} without a place,"
            f" {report.unreadable:,} that are no postcodes"
        )
        self.stdout.write(
            f"{report.created:,} new, {report.updated:,} moved, {report.unchanged:,} the same as before."
            f" Left out: {left_out}."
        )
        for name in report.skipped_files:
            self.stdout.write(f"Skipped {name}: it holds no postcodes.")
