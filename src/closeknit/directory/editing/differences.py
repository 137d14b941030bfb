"""Two texts beside each other, word by word. O(words of one × words of the other), with a limit."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST = 4_000_000  # comparisons; longer texts are told apart line by line, then as a whole
_WORDS = re.compile(r"\s+|\d+[.:]\d+|\w+|[^\w\s]")
_LINES = re.compile(r"[^\n]*\n?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed (``same``), went (``gone``) or came (``new``)."""

    kind: str
    text: str


def word_difference(before: str, after: str) -> tuple[Piece, ...]:
    """What became of the first text in the second. Both can be put together again from the pieces."""
    for pattern in (_WORDS, _LINES):
        old, new = (re.findall(pattern, text) for text in (before, after))
        if len(old) * len(new) <= MOST:
            return tuple(_pieces(old, new))
    return tuple(piece for piece in (Piece("gone", before), Piece("new", after)) if piece.text)


def _pieces(old: list[str], new: list[str]) -> list[Piece]:
    """Words that were replaced one after another are one stretch, whatever space lies between them."""
    found: list[Piece] = []
    gone = came = ""
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, now = "".join(old[i1:i2]), "".join(new[j1:j2])
        if kind != "equal" or (gone and came and was == " "):
            gone, came = gone + was, came + now
            continue
        found += [*_replaced(gone, came), Piece("same", was)]
        gone = came = ""
    return _joined([*found, *_replaced(gone, came)])


def _replaced(gone: str, came: str) -> list[Piece]:
    end = " " if gone.endswith(" ") and came.endswith(" ") else ""
    told = (Piece("gone", gone.removesuffix(end)), Piece("new", came.removesuffix(end)), Piece("same", end))
    return [piece for piece in told if piece.text]


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Without two stretches of one kind side by side."""
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].kind == piece.kind:
            piece = Piece(piece.kind, found.pop().text + piece.text)  # noqa: PLW2901 - the longer one
        found.append(piece)
    return found
