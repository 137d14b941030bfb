"""All words of the directory in memory: which share a stem, which begin so, which look alike."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Self

from django.db import connections

from closeknit.algorithms.similar import Vocabulary

MOST_ENDINGS = 500  # words that one beginning may stand for; the rarer ones are left out


class Lexicon:
    """The words of one version of the hub and in how many groups each occurs. Never changed."""

    def __init__(self, version: int, words: dict[str, tuple[str, int]]) -> None:
        self.version = version
        self._words = words  # word → stem, documents

    @classmethod
    def read(cls, using: str, version: int) -> Self:
        return cls(version, _rows(using, -1))

    def at(self, using: str, version: int) -> "Lexicon":
        """The same with the words that came or went until this version; itself if none did. The
        counts of other words may lag behind: they only order suggestions."""
        changed = _rows(using, self.version)
        if not changed:
            self.version = version
            return self
        return type(self)(version, {**self._words, **changed})

    def documents(self, word: str) -> int:
        """In how many groups the word occurs."""
        return self._words.get(word, ("", 0))[1]

    def forms(self, stem: str) -> list[str]:
        """The words of this stem that occur."""
        return self._forms.get(stem, [])

    def beginning(self, start: str) -> list[str]:
        """The words that begin so, the most frequent first."""
        return self._vocabulary.complete(start, MOST_ENDINGS)

    def like(self, word: str) -> str:
        """The word that a mistyped one most probably means, or nothing."""
        return next(iter(self._vocabulary.suggest(word, 1)), "")

    @cached_property
    def _forms(self) -> dict[str, list[str]]:
        forms: dict[str, list[str]] = defaultdict(list)
        for word in self._present():
            forms[self._words[word][0]].append(word)
        return dict(forms)

    def _present(self) -> Iterable[str]:
        return (word for word, (_, documents) in self._words.items() if documents > 0)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        """Each word counts with all forms of its stem, for a search for one finds them all: where many
        groups sing and few say “singing”, it is still more likely meant than “sizing”."""
        together = {stem: sum(map(self.documents, forms)) for stem, forms in self._forms.items()}
        return Vocabulary({word: together[self._words[word][0]] for word in self._present()})


def _rows(using: str, version: int) -> dict[str, tuple[str, int]]:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT word, stem, documents FROM directory_word WHERE version > %s", [version])
        return {word: (stem, documents) for word, stem, documents in cursor.fetchall()}
