"""The links under a list, as ``core/_pages.html`` shows them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page

AROUND = 2  # pages named on each side of the one that is open

Link = tuple[int | None, str]
LEFT_OUT: Link = (None, "")


@dataclass(frozen=True, slots=True)
class Pages:
    """The page that is open, of how many, and the ways on. A pair of None and nothing in ``links``
    stands for those left out."""

    number: int
    count: int
    links: Sequence[Link]
    previous_url: str
    next_url: str


def pages_of(page: Page[Any], **kept: Any) -> Pages:
    """Those of a paginator. ``kept`` is what each address says besides: ``?area=warpfield&page=2``."""
    said = {name: value for name, value in kept.items() if value}
    return pages(page.number, page.paginator.num_pages, lambda number: "?" + urlencode({**said, "page": number}))


def pages(number: int, count: int, address: Callable[[int], str]) -> Pages:
    """Those of a list of which page ``number`` of ``count`` is open."""
    return Pages(
        number=number,
        count=count,
        links=[(one, address(one)) if one else LEFT_OUT for one in _named(number, count)],
        previous_url=address(number - 1) if number > 1 else "",
        next_url=address(number + 1) if number < count else "",
    )


def _named(number: int, count: int) -> Iterator[int]:
    """The first, the last and those around the open one; 0 for a gap."""
    shown = sorted({1, count, *range(max(1, number - AROUND), min(count, number + AROUND) + 1)})
    for before, page in zip([0, *shown], shown, strict=False):
        if page == before + 2:
            yield page - 1
        elif page > before + 1:
            yield 0
        yield page
