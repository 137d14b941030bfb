"""Makes the whole index anew: in one transaction, so that visitors keep the old one until the end,
and with memory that hardly grows with the number of groups (about 80 bytes for each)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from pyroaring import BitMap

from closeknit.directory.indexing import common, store
from closeknit.directory.indexing.change import plain_words
from closeknit.directory.indexing.documents import document
from closeknit.directory.indexing.gather import Gatherer, GroupSource
from closeknit.directory.models import ColumnSegment, FacetBitmap, Group, SearchEntry, Word
from closeknit.directory.search import bitmaps, columns
from closeknit.directory.search.engines import engine
from closeknit.places import versions

CHUNK = 5000

Progress = Callable[[int, int], None]  # groups done, groups in all


def reindex_all(progress: Progress | None = None, using: str = DEFAULT_DB_ALIAS) -> None:
    """Forget what search and map know, and read all groups again."""
    with transaction.atomic(using=using):
        version = versions.bump(using)
        engine(using).drop()
        _clear(using)
        _fill(using, version, progress or (lambda _done, _total: None))
        engine(using).create()
        common.promote(using, version)


def _clear(using: str) -> None:
    with connections[using].cursor() as cursor:
        for model in (SearchEntry, FacetBitmap, ColumnSegment, Word):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 - our own tables; documented API


def _fill(using: str, version: int, progress: Progress) -> None:
    counts: Counter[str] = Counter()
    sets: dict[str, BitMap] = defaultdict(BitMap)
    sets[bitmaps.REBUILT].add(0)
    records = columns.blank(0)
    for sources in _chunks(using, progress):
        documents = [document(source) for source in sources]
        engine(using).load([found.entry for found in documents])
        records = columns.long_enough(records, sources[-1].id)
        for found in documents:
            group_id, _name, words, facets, _card = found.entry
            counts.update(plain_words(words))
            for token in facets.split():
                sets[token].add(group_id)
            records[group_id] = found.record
    store.write_bitmaps(using, version, sets)
    store.write_columns(using, version, records)
    store.count_words(using, version, counts)


def _chunks(using: str, progress: Progress) -> Iterator[list[GroupSource]]:
    gatherer = Gatherer(using)
    groups = Group.objects.using(using).public().order_by("pk")
    total, done, last = groups.count(), 0, 0
    progress(done, total)
    while ids := list(groups.filter(pk__gt=last).values_list("pk", flat=True)[:CHUNK]):
        yield gatherer.gather(ids)
        done, last = done + len(ids), ids[-1]
        progress(done, total)
