"""A text as words to search by, and words as stems.

A word is a run of letters, digits and the signs that belong to them in any script; apostrophes fall
out (``tenants'``, ``women's`` → ``womens``) and hyphens part (``drop-in``). Stems are those of
Snowball's English stemmer (Porter2). O(length).
"""

import re
import threading
from functools import lru_cache

from closeknit.algorithms.text.cleaning import MARKS
from closeknit.algorithms.text.folding import fold

_LITTLE_WORDS = (
    "a an and are as at be but by for from has have i in is it of on or our that the their they this to us was we "
    "were which who will with you your"
)
STOP_WORDS = frozenset(_LITTLE_WORDS.split())
_WORD = re.compile(rf"\w[\w{MARKS}]*")
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_DROPPED = str.maketrans({"_": " ", **dict.fromkeys("'\u00ad\u200b\u200c\u200d\u2060")})
_own = threading.local()  # a stemmer keeps state while it works, so each thread has its own


def words(text: str) -> list[str]:
    """The words of the text, folded, in order, with their repetitions."""
    folded = fold(text)
    if folded.isascii():
        return _PLAIN_WORD.findall(folded.replace("'", ""))
    return _WORD.findall(folded.translate(_DROPPED))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a folded word: ``singers`` → ``singer``. About 30 µs when it is new."""
    if not hasattr(_own, "stemmer"):
        import snowballstemmer  # noqa: PLC0415 - reads the stemmers of thirty languages, a fifth of a second

        _own.stemmer = snowballstemmer.stemmer("english")
    found: str = _own.stemmer.stemWord(word)
    return found


def stems(text: str) -> list[str]:
    """The stems of the words of the text that are no stop words, in order."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]
