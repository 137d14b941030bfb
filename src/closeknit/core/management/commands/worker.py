"""Do the hub's background work; ``closeknit serve`` runs this beside the web server."""

import logging
import threading
from typing import Any

from django.core.management import BaseCommand, CommandParser, call_command
from django.db import DatabaseError, connections

from closeknit.core import jobs

log = logging.getLogger("closeknit.worker")
ROUND_SECONDS = 10


class Command(BaseCommand):
    help = "Do the hub's background work (closeknit serve runs this for you)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-done", action="store_true", help="end when nothing is left to do")

    def handle(self, *args: Any, until_done: bool = False, **options: Any) -> None:
        me = jobs.worker_name()
        jobs.keep_house(me)
        if not until_done:
            threading.Thread(target=_keep_house, args=(me,), name="house-keeping", daemon=True).start()
        call_command(
            "db_worker",
            queue_name="*",
            worker_id=me,
            batch=until_done,
            reload=False,
            startup_delay=False,
            verbosity=0 if until_done else 1,
        )


def _keep_house(me: str) -> None:
    """A quiet thread with a database connection of its own."""
    while True:
        threading.Event().wait(ROUND_SECONDS)
        try:
            jobs.keep_house(me)
        except DatabaseError:  # locked or away just now; the next round will do
            log.warning("house-keeping waits for the database")
            connections.close_all()
