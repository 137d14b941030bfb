"""The first 20 answers with all facets, against the same question as raw SQL on the same index.

Rare words are in about one group of a thousand; the commonest is whatever word most groups use.
Each word is asked with the pages' own code, nothing cached between words but what a process keeps.
"""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from benchmarks.hubs import BenchHub
from benchmarks.results import Result, at_most, times
from benchmarks.timing import milliseconds, percentile

RARE, COMMON = 50, 250  # milliseconds
ROUNDS, RAW_ROUNDS = 30, 5
PATIENCE, RAW_PATIENCE = 10_000, 60  # milliseconds for one raw question, seconds for all: a million takes its time


AREAS = "SELECT a.area_id, count(*) FROM directory_group g JOIN places_pointarea a ON a.point_id = g.point_id"
COSTS = "SELECT cost_kind, count(DISTINCT group_id) FROM directory_service"
MATCHING = {
    "sqlite": "SELECT rowid FROM directory_search WHERE directory_search MATCH %s",
    "postgresql": (
        "SELECT group_id FROM directory_searchentry "
        "WHERE array_to_tsvector(string_to_array(words, ' ')) @@ replace(%s, '\"', '')::tsquery"
    ),
}


def measure(bench: BenchHub) -> list[Result]:
    raw = json.loads(bench.python("-m", "benchmarks.inside", "search"))
    results = []
    for kind, limit in (("a rare word", RARE), ("the commonest word", COMMON)):
        ours, sql = raw[kind]["ours"], raw[kind]["sql"]
        name = f"search for {kind}"
        results += [
            at_most(bench.case(f"{name}, p95"), percentile(ours, 95), "ms", limit),
            times(
                bench.case(f"{name}, against raw SQL"),
                percentile(ours, 50),
                "ms",
                ceiling=percentile(sql, 50),
                factor=2,
            ),
        ]
    return results


def figures() -> dict[str, dict[str, list[float]]]:
    """Milliseconds of each answer, ours and raw SQL's."""
    from django.utils import timezone

    from closeknit.directory.models import Word
    from closeknit.directory.search import GroupQuery, search

    now = timezone.localtime()
    total = search(GroupQuery(), now=now).total  # also fills what a process keeps
    near = Word.objects.filter(documents__gte=max(1, total // 2000), documents__lte=total // 500)
    rare = list(near.order_by("-documents", "word").values_list("word", flat=True)[:ROUNDS])
    common = list(Word.objects.order_by("-documents").values_list("word", flat=True)[:1]) * ROUNDS
    return {
        "a rare word": _compared(rare, now),
        "the commonest word": _compared(common, now),
    }


def _compared(words: list[str], now: Any) -> dict[str, list[float]]:
    from closeknit.directory.search import GroupQuery, search

    def ask(word: str) -> None:
        results = search(GroupQuery(q=word), now=now)
        assert results.total
        assert results.facets
        assert len(results.cards) <= 20

    ask(words[0])
    return {
        "ours": [milliseconds(lambda word=word: ask(word)) for word in words],
        "sql": list(_raw_times(words[: RAW_ROUNDS + 1])),
    }


def _raw_times(words: list[str]) -> Iterator[float]:
    """The first is for warming up, and counts only if patience allows no more."""
    begun = time.monotonic()
    warming = milliseconds(lambda: _raw(words[0]))
    if time.monotonic() - begun > RAW_PATIENCE:
        yield warming
        return
    for word in words[1:]:
        yield milliseconds(lambda word=word: _raw(word))
        if time.monotonic() - begun > RAW_PATIENCE:
            return


def _raw(word: str) -> None:
    """How many, the first twenty cards, and the counts of each facet, as plain SQL would ask."""
    from django.db import OperationalError, connection

    from closeknit.algorithms import text

    matching = MATCHING[connection.vendor]
    value = f'"{text.stem(text.fold(word))}"'
    questions = [
        f"SELECT count(*) FROM ({matching}) AS found",
        f"SELECT card FROM directory_searchentry WHERE group_id IN ({matching}) ORDER BY sort_name, group_id LIMIT 20",
        f"SELECT kind, count(*) FROM directory_group WHERE id IN ({matching}) GROUP BY kind",
        f"SELECT theme_id, count(*) FROM directory_grouptheme WHERE group_id IN ({matching}) GROUP BY theme_id",
        f"{AREAS} WHERE g.id IN ({matching}) GROUP BY a.area_id",
        f"{COSTS} WHERE group_id IN ({matching}) GROUP BY cost_kind",
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET work_mem = '64MB'")  # with less, it reads each long text again
            cursor.execute(f"SET statement_timeout = {PATIENCE}")
        for question in questions:
            with suppress(OperationalError):  # out of patience: then its time is taken for that much
                cursor.execute(question, [value])
                cursor.fetchall()
