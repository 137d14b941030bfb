"""SQLite: an FTS5 index whose content is the table of entries.

``detail=none`` and ``columnsize=0`` keep nothing but the lists of ids, which is all that is asked.
The ``ascii`` tokenizer parts words at spaces only, as every sign beyond ASCII is part of a word.
"""

import json
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    from closeknit.directory.search.engines import Entry, Ids

CREATE = """
CREATE VIRTUAL TABLE directory_search USING fts5(
  words, content='directory_searchentry', content_rowid='group_id',
  tokenize="ascii tokenchars '_'", detail=none, columnsize=0)
"""
BY_NAME = "CREATE INDEX directory_search_by_name ON directory_searchentry (sort_name, group_id)"
STORE = """
INSERT INTO directory_searchentry (group_id, sort_name, words, facets, card) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (group_id) DO UPDATE
SET sort_name = excluded.sort_name, words = excluded.words, facets = excluded.facets, card = excluded.card
"""
CHOSEN = "WHERE group_id IN (SELECT value FROM json_each(%s))"
FORGET = (
    "INSERT INTO directory_search (directory_search, rowid, words) "  # noqa: S608 - our own constant
    f"SELECT 'delete', group_id, words FROM directory_searchentry {CHOSEN}"
)
INDEX = (
    "INSERT INTO directory_search (rowid, words) "  # noqa: S608 - our own constant
    f"SELECT group_id, words FROM directory_searchentry {CHOSEN}"
)
FIND = "SELECT %s, group_concat(rowid) FROM directory_search WHERE directory_search MATCH %s"


class SqliteEngine:
    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def create(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(CREATE)
            cursor.execute("INSERT INTO directory_search (directory_search) VALUES ('rebuild')")
            cursor.execute(BY_NAME)
        self.settle()

    def drop(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS directory_search")
            cursor.execute("DROP INDEX IF EXISTS directory_search_by_name")

    def load(self, entries: Sequence["Entry"]) -> None:
        with self.connection.cursor() as cursor:
            cursor.executemany(STORE, entries)

    def put(self, entries: Sequence["Entry"]) -> None:
        if not entries:
            return
        ids = json.dumps([entry.group_id for entry in entries])
        with self.connection.cursor() as cursor:
            cursor.execute(FORGET, [ids])
            cursor.executemany(STORE, entries)
            cursor.execute(INDEX, [ids])

    def remove(self, group_ids: Collection[int]) -> None:
        if not group_ids:
            return
        ids = json.dumps(list(group_ids))
        with self.connection.cursor() as cursor:
            cursor.execute(FORGET, [ids])
            cursor.execute(f"DELETE FROM directory_searchentry {CHOSEN}", [ids])  # noqa: S608 - our own constant

    def find(self, questions: Sequence[Collection[str]]) -> list["Ids"]:
        found = [np.empty(0, np.uint32) for _ in questions]
        asked = [(number, _either(words)) for number, words in enumerate(questions) if words]
        if asked:
            with self.connection.cursor() as cursor:
                cursor.execute(" UNION ALL ".join([FIND] * len(asked)), [part for pair in asked for part in pair])
                for number, packed in cursor.fetchall():
                    found[number] = _unpacked(packed)
        return found

    def by_name(self, group_ids: Collection[int] | None = None) -> "Ids":
        chosen, parameters = ("", []) if group_ids is None else (CHOSEN, [json.dumps(list(group_ids))])
        rows = f"SELECT group_id FROM directory_searchentry {chosen} ORDER BY sort_name, group_id"  # noqa: S608 - our own constants
        with self.connection.cursor() as cursor:
            cursor.execute(f"SELECT group_concat(group_id) FROM ({rows})", parameters)  # noqa: S608 - as above
            return _unpacked(cursor.fetchone()[0])

    def settle(self) -> None:
        """FTS5 merges as it goes. What is renewed is what SQLite knows of how its tables are filled,
        without which it walks through a million groups to find a few; a tenth of a second."""
        with self.connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=400")
            cursor.execute("ANALYZE")


def _unpacked(packed: str | None) -> "Ids":
    """The ids of a ``group_concat``: one text is many times quicker to fetch than its rows."""
    return np.fromstring(packed, np.uint32, sep=",") if packed else np.empty(0, np.uint32)


def _either(words: Collection[str]) -> str:
    """The words as an FTS5 expression. A quote is doubled; nothing else has a meaning in quotes."""
    return " OR ".join('"{}"'.format(word.replace('"', '""')) for word in words)
