"""How far a long work has come. The work says ``progress(done, total)``; who listens is the caller's affair:
a bar with a count and the time left on a terminal, a row that a web page asks for, or nobody."""

import sys
from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from types import TracebackType
from typing import IO, Self, TypeVar

from tqdm import tqdm

T = TypeVar("T")
Progress = Callable[[int, int | None], None]  # how many are done, of how many (None: not known)


def silent(done: int, total: int | None = None) -> None:
    """Nobody listens."""


def counted(items: Iterable[T], progress: Progress, total: int | None = None) -> Iterator[T]:
    """Give on the items, saying after each how many have gone by."""
    for done, item in enumerate(items, start=1):
        yield item
        progress(done, total)


def now_and_then(listener: Progress, *, seconds: float = 0.5) -> Progress:
    """For a dear listener, such as a row in the database: at most so often, and at the end."""
    told = 0.0

    def progress(done: int, total: int | None = None) -> None:
        nonlocal told
        if done == total or monotonic() >= told + seconds:
            told = monotonic()
            listener(done, total)

    return progress


class Bar:
    """``with Bar("Reading postcodes") as progress: …``. Into a file it writes one line, at the end.

    An interruption ends the bar and goes on its way.
    """

    def __init__(self, label: str, *, unit: str = "", out: IO[str] | None = None) -> None:
        self.label = label
        self.unit = unit
        self.done = 0
        self._out = out or sys.stderr
        self._is_seen = self._out.isatty()
        self._bar = tqdm(
            desc=label,
            unit=unit or "it",
            file=self._out,
            disable=not self._is_seen,
            mininterval=0.2,
            dynamic_ncols=True,
        )

    def __call__(self, done: int, total: int | None = None) -> None:
        if done < self.done:  # another part of the work begins
            self._bar.reset()
            self.done = 0
        if total != self._bar.total:
            self._bar.total = total
        self._bar.update(done - self.done)
        self.done = done

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.close()
        if kind is None and not self._is_seen:
            print(f"{self.label}: {self.done:,}{self.unit}", file=self._out)
