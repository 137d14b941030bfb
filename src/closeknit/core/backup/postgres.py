"""PostgreSQL: each table as COPY text, all read in one snapshot; no client programs are needed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from closeknit.core.backup import manifest as manifests
from closeknit.core.backup import tables
from closeknit.core.backup.manifest import BLOCK, Manifest
from closeknit.core.backup.sqlite_file import Copied
from closeknit.core.errors import Refused
from closeknit.core.progress import Progress, silent

FOLDER = "tables"
NAME = re.compile(r"[a-z0-9_]+")

TABLES = """
    SELECT c.relname, array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '')
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    GROUP BY c.relname ORDER BY c.relname
"""
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema() ORDER BY 1"


def copy_out(parts: Path, progress: Progress = silent) -> Copied:
    folder = parts / FOLDER
    folder.mkdir()
    with _standing_still():
        for table, columns in _tables().items():
            _copy_table(table, columns, folder / table)
        with connection.cursor() as cursor:
            cursor.execute(SEQUENCES)
            sequences = {name: value for name, value in cursor.fetchall() if value is not None}
        return Copied(tables.migrations("default"), tables.contents("default", progress), sequences)


def is_empty() -> bool:
    return not _tables()


def load(parts: Path, manifest: Manifest, progress: Progress = silent) -> None:
    """Fill the database, all of it or, when anything is not right, none of it."""
    _draw_tables(manifest)
    with transaction.atomic(), connection.cursor() as cursor:
        _refuse_other_tables(manifest)
        quoted = ", ".join(_quoted(table) for table in _tables())
        cursor.execute(f"TRUNCATE {quoted} RESTART IDENTITY CASCADE")
        for table, columns in _tables().items():
            _load_table(table, columns, parts / FOLDER / table)
        for sequence, value in manifest.sequences.items():
            cursor.execute("SELECT setval(%s::regclass, %s)", [_quoted(sequence), value])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if tables.contents("default", progress) != manifest.tables:
            raise manifests.damaged(_("the database holds other rows than it should"))
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _draw_tables(manifest: Manifest) -> None:
    """Bring an empty database to where the copied one stood; a filled one must stand there already."""
    if not is_empty():
        if tables.migrations("default") != manifest.migrations:
            raise Refused(
                _("The database is of another version than the backup. Restore into an empty database instead.")
            )
        return
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    wanted = {(app, name) for app, names in manifest.migrations.items() for name in names}
    last = [key for key in wanted if key in graph.nodes and not (graph.node_map[key].children & wanted)]
    executor.migrate(last)


def _refuse_other_tables(manifest: Manifest) -> None:
    here = {f"{FOLDER}/{table}" for table in _tables()}
    there = {name for name in manifest.files if name.startswith(f"{FOLDER}/")}
    if odd := sorted(here ^ there):
        raise Refused(_("The table %(table)s is not in both the backup and the database.") % {"table": odd[0]})


def _copy_table(table: str, columns: list[str], file: Path) -> None:
    wanted = ", ".join(map(_quoted, columns))
    copy = f"COPY (SELECT {wanted} FROM {_quoted(table)}) TO STDOUT"  # noqa: S608 - quoted names
    with connection.cursor() as cursor, file.open("wb") as out, cursor.cursor.copy(copy) as rows:
        for block in rows:
            out.write(block)


def _load_table(table: str, columns: list[str], file: Path) -> None:
    wanted = ", ".join(map(_quoted, columns))
    copy = f"COPY {_quoted(table)} ({wanted}) FROM STDIN"
    with connection.cursor() as cursor, file.open("rb") as source, cursor.cursor.copy(copy) as rows:
        while block := source.read(BLOCK):
            rows.write(block)


def _tables() -> dict[str, list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return {table: columns or [] for table, columns in cursor.fetchall()}


def _quoted(name: str) -> str:
    """A table, column or sequence of ours as an identifier; the manifest may come from anywhere."""
    if not NAME.fullmatch(name):
        raise manifests.damaged(_("%(name)s does not belong to it") % {"name": name})
    return connection.ops.quote_name(name)


@contextmanager
def _standing_still() -> Iterator[None]:
    """One snapshot for everything that is read; nobody is kept from writing."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
