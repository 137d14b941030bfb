"""Names as parts of addresses."""

import re
from collections.abc import Container
from itertools import count

from closeknit.algorithms.text.folding import fold

_RUN = re.compile("[a-z0-9]+")


def slugify_name(name: str, taken: Container[str] = (), fallback: str = "group", limit: int = 80) -> str:
    """The name in a-z, 0-9 and hyphens, at most ``limit`` long and not among ``taken``.

    A name in a script that has none of these letters becomes ``fallback``; a taken one gets the
    first free number from 2. O(length + numbers tried).
    """
    whole = "-".join(_RUN.findall(fold(name).replace("'", ""))) or fallback
    for number in count(1):
        ending = f"-{number}" if number > 1 else ""
        slug = _cut(whole, limit - len(ending)) + ending
        if slug not in taken:
            return slug
    raise AssertionError("numbers do not end")


def _cut(slug: str, limit: int) -> str:
    """The slug cut between words where that leaves at least half of it."""
    if len(slug) <= limit:
        return slug
    head = slug[: limit + 1].rpartition("-")[0]
    return head if len(head) >= limit // 2 else slug[:limit]
