"""Do the hub's background work; ``closeknit serve`` runs this beside the web server."""

import logging
import os
import threading
from collections.abc import Callable
from typing import Any

from django.core.management import BaseCommand, CommandParser, call_command
from django.db import DatabaseError, connections

from closeknit.core import jobs

log = logging.getLogger("closeknit.worker")
ROUND_SECONDS = 10
PAUSE_SECONDS = 1.0  # between two looks for steady work
NICENESS = 5  # whoever waits for a page goes before, by about three to one
FAREWELL_SECONDS = 3.0  # what `serve` waits for its children is a little more


class Command(BaseCommand):
    help = "Do the hub's background work (closeknit serve runs this for you)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-done", action="store_true", help="end when nothing is left to do")

    def handle(self, *args: Any, until_done: bool = False, **options: Any) -> None:
        if not until_done and hasattr(os, "nice"):
            os.nice(NICENESS)
        me = jobs.worker_name()
        jobs.keep_house(me)
        over = threading.Event()
        beside = [] if until_done else [_begin(_steadily, work, over) for work in jobs.steady_work()]
        if not until_done:
            _begin(_keep_house, me)
        try:
            call_command(
                "db_worker",
                queue_name="*",
                worker_id=me,
                batch=until_done,
                reload=False,
                startup_delay=False,
                verbosity=0 if until_done else 1,
            )
            if until_done:
                _finish()
        finally:  # also when we are asked to end
            over.set()
            for thread in beside:  # what has begun is ended in good order
                thread.join(FAREWELL_SECONDS)


def _finish() -> None:
    while sum(work(lambda: False) for work in jobs.steady_work()):
        pass


def _begin(target: Callable[..., None], *arguments: Any) -> threading.Thread:
    thread = threading.Thread(target=target, args=arguments, name=target.__name__, daemon=True)
    thread.start()
    return thread


def _steadily(work: jobs.Steady, over: threading.Event) -> None:
    """A thread with a database connection of its own; nothing that goes wrong may end it."""
    while not over.is_set():
        try:
            did = work(over.is_set)
        except DatabaseError:  # locked or away just now
            did = 0
            log.warning("%s waits for the database", work.__name__)
            connections.close_all()
        except Exception:
            did = 0
            log.exception("%s failed", work.__name__)
        if not did:
            over.wait(PAUSE_SECONDS)
    connections.close_all()


def _keep_house(me: str) -> None:
    """A quiet thread with a database connection of its own."""
    while True:
        threading.Event().wait(ROUND_SECONDS)
        try:
            jobs.keep_house(me)
        except DatabaseError:  # locked or away just now; the next round will do
            log.warning("house-keeping waits for the database")
            connections.close_all()
