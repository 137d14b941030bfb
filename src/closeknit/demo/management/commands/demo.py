"""`closeknit demo`: fill an empty hub with the invented borough of Loomwick."""

import secrets
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from closeknit.accounts.actions import make_hub_admin
from closeknit.accounts.models import Person
from closeknit.core.errors import Refused
from closeknit.core.progress import Bar, Progress
from closeknit.demo.load import DEFAULT_GROUPS, DEFAULT_SEED, Report, load
from closeknit.demo.loomwick.cast import BY_KEY


class Command(BaseCommand):
    help = "Fill an empty hub with the invented borough of Loomwick. Run again, it changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--groups",
            type=int,
            default=DEFAULT_GROUPS,
            metavar="N",
            help="how many groups to invent beside those written by hand (%(default)s)",
        )
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="another seed invents others (%(default)s)")
        parser.add_argument(
            "--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day from which dates count back"
        )
        parser.add_argument("--with-admin", action="store_true", help="make Kit, who may look after the hub")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["groups"] < 0:
            raise CommandError("There cannot be fewer than 0 groups.")
        try:
            self._tell(self._load(options))
        except Refused as no:
            raise CommandError(no.message) from no
        if options["with_admin"]:
            self._make_kit()

    def _load(self, options: dict[str, Any]) -> Report:
        with Bar("Groups", unit=" groups") as groups, _bar_if_needed("Making them easy to find") as finding:
            return load(
                groups=options["groups"],
                seed=options["seed"],
                today=options["today"],
                progress=groups,
                indexing=finding,
            )

    def _tell(self, report: Report) -> None:
        told = f"Loomwick has {report.groups:,} groups"
        if report.created or report.updated:
            told += f": {report.created:,} new, {report.updated:,} told anew, {report.unchanged:,} as before."
        else:
            told += ", all as they were."
        self.stdout.write(self.style.SUCCESS(told))

    def _make_kit(self) -> None:
        """Kit's password is made up, said once and kept nowhere."""
        kit = BY_KEY["kit"]
        if Person.objects.filter(email=kit.email).exists():
            self.stdout.write("Kit is here already. `closeknit createadmin` gives a new password.")
            return
        password = secrets.token_urlsafe(15)
        make_hub_admin(email=kit.email, name=kit.name, password=password, reason="made with the demo")
        self.stdout.write(f"Kit may look after the hub. E-mail: {kit.email}  Password, said this once: {password}")


@contextmanager
def _bar_if_needed(label: str) -> Iterator[Progress]:
    """A bar that is seen only if there is something to do."""
    with ExitStack() as stack:
        bars: list[Bar] = []

        def progress(done: int, total: int | None = None) -> None:
            if not bars:
                bars.append(stack.enter_context(Bar(label, unit=" groups")))
            bars[0](done, total)

        yield progress
