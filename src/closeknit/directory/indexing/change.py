"""Brings the index up to date for some groups. About as much work for one as for none of the others."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, transaction

from closeknit.algorithms import text
from closeknit.directory.indexing import common, store
from closeknit.directory.indexing.documents import document
from closeknit.directory.indexing.gather import Gatherer
from closeknit.directory.models import Coverage, Group, SearchEntry
from closeknit.directory.search import bitmaps, snapshot
from closeknit.directory.search.engines import IN_NAME, engine
from closeknit.places import versions

CHUNK = 2000
MANY = 500  # from here on it is worth looking for words that have become common


class Told(NamedTuple):
    """The words and the tokens of an entry."""

    words: str = ""
    facets: str = ""


NOTHING = Told()


def reindex(group_ids: Iterable[int], using: str = DEFAULT_DB_ALIAS) -> None:
    """Write anew what search and map know of these groups, and raise the hub's version.

    Call it in the transaction that changed them. The version is raised first: its row stays locked
    until the end, so that writers take turns and every version is whole when it can be seen.
    """
    ids = sorted(set(group_ids))
    if not ids:
        return
    with transaction.atomic(using=using):
        version = versions.bump(using)
        gatherer = Gatherer(using)
        for start in range(0, len(ids), CHUNK):
            _change(gatherer, ids[start : start + CHUNK], version)
        if len(ids) >= MANY:
            engine(using).settle()
            common.promote(using, version)


def reindex_areas(area_ids: Collection[int]) -> None:
    """The same for all groups that lie in these areas, work there, or did so until the boundaries
    changed, as far as the index remembers."""
    remembered = snapshot.current().bitmaps.either(bitmaps.area(area_id) for area_id in area_ids)
    lying = Group.objects.filter(point__areas__in=area_ids).values_list("pk", flat=True)
    working = Coverage.objects.filter(area__in=area_ids).values_list("group_id", flat=True)
    reindex({*remembered, *lying, *working})


def _change(gatherer: Gatherer, ids: Sequence[int], version: int) -> None:
    using = gatherer.using
    before = _told(using, ids)
    documents = {source.id: document(source) for source in gatherer.gather(ids)}
    after = {pk: Told(found.entry.words, found.entry.facets) for pk, found in documents.items()}
    engine(using).put([found.entry for found in documents.values()])
    engine(using).remove(before.keys() - documents.keys())
    _write_tokens(using, version, _pairs(before, after))
    records = {pk: documents[pk].record if pk in documents else None for pk in {*before, *documents}}
    store.change_columns(using, version, records)


def _told(using: str, ids: Collection[int]) -> dict[int, Told]:
    rows = SearchEntry.objects.using(using).filter(pk__in=ids).values_list("pk", "words", "facets")
    return {pk: Told(words, facets) for pk, words, facets in rows}


def _pairs(before: dict[int, Told], after: dict[int, Told]) -> Iterator[tuple[int, Told, Told]]:
    for pk in {*before, *after}:
        yield pk, before.get(pk, NOTHING), after.get(pk, NOTHING)


def _write_tokens(using: str, version: int, pairs: Iterable[tuple[int, Told, Told]]) -> None:
    counts: Counter[str] = Counter()
    changes, word_changes = store.Changes(), store.Changes()
    for pk, old, new in pairs:
        changes.note(pk, set(old.facets.split()), set(new.facets.split()))
        if old.words != new.words:
            counts.update(plain_words(new.words))
            counts.subtract(plain_words(old.words))
            word_changes.note(pk, word_tokens(old.words), word_tokens(new.words))
    changes.write(using, version, tokens=changes.tokens())
    word_changes.write(using, version, tokens=common.among(using, word_changes.tokens()))
    store.count_words(using, version, counts)


def plain_words(words: str) -> list[str]:
    """The words of an entry, each once; those of the name come a second time after them all."""
    return words.partition(f" {IN_NAME}")[0].split()


def word_tokens(words: str) -> set[str]:
    """The tokens of an entry's words, by their stems."""
    plain = plain_words(words)
    in_name = words.split()[len(plain) :]
    return {
        *(bitmaps.word(text.stem(word)) for word in plain),
        *(bitmaps.name_word(text.stem(word.removeprefix(IN_NAME))) for word in in_name),
    }
