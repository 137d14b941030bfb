"""PostgreSQL: a GIN index over the entries' words as a tsvector.

The vector is an expression of the index and stored nowhere else. The texts live out of line, so
that the rows the index leads to are short: a word of ten thousand groups touches few pages.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    from closeknit.directory.search.engines import Entry, Ids

VECTOR = "array_to_tsvector(string_to_array(words, ' '))"
CREATE = f"CREATE INDEX directory_search ON directory_searchentry USING gin (({VECTOR}))"
BY_NAME = 'CREATE INDEX directory_search_by_name ON directory_searchentry (sort_name COLLATE "C", group_id)'
# For the rest of the transaction: with less, the list of a common word's pages grows coarse, and each
# text on them is read again.
ROOM = "SET LOCAL work_mem = '64MB'; SET LOCAL maintenance_work_mem = '256MB'"
STORE = """
INSERT INTO directory_searchentry (group_id, sort_name, words, facets, card)
SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::jsonb[])
ON CONFLICT (group_id) DO UPDATE
SET sort_name = excluded.sort_name, words = excluded.words, facets = excluded.facets, card = excluded.card
"""
FIND = (
    "SELECT %s, string_agg(int4send(group_id::int), ''::bytea) FROM directory_searchentry "  # noqa: S608 - our own constant
    f"WHERE {VECTOR} @@ %s::tsquery"
)


class PostgresEngine:
    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def create(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(ROOM)
            cursor.execute(CREATE)
            cursor.execute(BY_NAME)

    def drop(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("DROP INDEX IF EXISTS directory_search, directory_search_by_name")

    def load(self, entries: Sequence["Entry"]) -> None:
        if entries:
            with self.connection.cursor() as cursor:
                cursor.execute(STORE, [list(column) for column in zip(*entries, strict=True)])

    put = load  # PostgreSQL keeps its index itself

    def remove(self, group_ids: Collection[int]) -> None:
        if not group_ids:
            return
        with self.connection.cursor() as cursor:
            cursor.execute("DELETE FROM directory_searchentry WHERE group_id = ANY(%s)", [list(group_ids)])

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
        chosen, parameters = ("", []) if group_ids is None else ("WHERE group_id = ANY(%s)", [list(group_ids)])
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT string_agg(int4send(group_id::int), ''::bytea ORDER BY sort_name COLLATE \"C\", group_id) "  # noqa: S608 - our own constants
                f"FROM directory_searchentry {chosen}",
                parameters,
            )
            return _unpacked(cursor.fetchone()[0])

    def settle(self) -> None:
        """Move what waits beside the GIN index into it."""
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('directory_search')")


def _unpacked(packed: bytes | None) -> "Ids":
    """The ids of an aggregate of bytes: one value is many times quicker to fetch than its rows."""
    return np.frombuffer(packed or b"", ">u4").astype(np.uint32)


def _either(words: Collection[str]) -> str:
    """The words as a tsquery. Quotes and backslashes are doubled; nothing else has a meaning in quotes."""
    quoted = (word.replace("\\", "\\\\").replace("'", "''") for word in words)
    return " | ".join(f"'{word}'" for word in quoted)
