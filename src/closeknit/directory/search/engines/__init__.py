"""Which groups hold a word: the one place in search where the two databases differ.

An engine keeps the entries and an index over their words. It knows no grammar and no ranking:
words (those of ``algorithms.text``: letters, digits and marks, folded) are compared as they stand.
One contract test is passed by both engines.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from django.db import DEFAULT_DB_ALIAS, connections
from numpy.typing import NDArray

from closeknit.directory.search.engines.postgres import PostgresEngine
from closeknit.directory.search.engines.sqlite import SqliteEngine

IN_NAME = "n_"  # stands before a word that occurs in the name

Ids = NDArray[np.uint32]


class Entry(NamedTuple):
    """What is stored of a public group; see ``models.SearchEntry``. ``card`` is JSON text."""

    group_id: int
    sort_name: str
    words: str
    facets: str
    card: str


class Engine(Protocol):
    def create(self) -> None:
        """Make the indexes over the entries that are there."""

    def drop(self) -> None:
        """Remove the indexes, if they are there; the entries stay."""

    def load(self, entries: Sequence[Entry]) -> None:
        """Store entries while there is no index: the quick way to fill an empty table."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Store entries, new or changed, and index them."""

    def remove(self, group_ids: Collection[int]) -> None:
        """Forget these entries; unknown ids are no mistake."""

    def find(self, questions: Sequence[Collection[str]]) -> list[Ids]:
        """For each question, the ids of the entries that hold at least one of its words, in no
        order. One query for all questions."""

    def by_name(self, group_ids: Collection[int] | None = None) -> Ids:
        """These entries, or all, in the order of their sorting names, then of their ids."""

    def settle(self) -> None:
        """Put the index in order after many changes, so that it answers quickly again."""


def engine(using: str = DEFAULT_DB_ALIAS) -> Engine:
    """The engine of this database."""
    connection = connections[using]
    return PostgresEngine(connection) if connection.vendor == "postgresql" else SqliteEngine(connection)
