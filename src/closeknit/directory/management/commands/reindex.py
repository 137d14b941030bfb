"""`closeknit reindex`: make the index of search and map anew from the groups."""

from typing import Any

from django.core.management.base import BaseCommand

from closeknit.core.progress import Bar
from closeknit.directory.indexing import reindex_all


class Command(BaseCommand):
    help = "Make the index of search and map anew; visitors keep the old one until it is done"

    def handle(self, *_args: Any, **_options: Any) -> None:
        with Bar("Reading groups", unit=" groups") as progress:
            reindex_all(progress)
