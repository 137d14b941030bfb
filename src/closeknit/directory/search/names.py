"""Which public groups have a word in their name."""

from collections.abc import Sequence

from pyroaring import BitMap

from closeknit.algorithms import text
from closeknit.directory.search import bitmaps
from closeknit.directory.search.engines import IN_NAME, engine
from closeknit.directory.search.snapshot import Snapshot

SHORTEST_BEGINNING = 3
MOST_ENDINGS = 50


def holding_each(words: Sequence[str], snapshot: Snapshot) -> list[BitMap]:
    """For each word the groups whose name has it in any form, or, where none has, what it may be the
    beginning of, or a slip of the pen for. One query at most."""
    return in_names([_forms(word, snapshot) for word in words], snapshot) if words else []


def _forms(word: str, snapshot: Snapshot) -> list[str]:
    lexicon = snapshot.lexicon
    if forms := lexicon.forms(text.stem(word)):
        return forms
    if len(word) >= SHORTEST_BEGINNING and (longer := lexicon.beginning(word)):
        return longer[:MOST_ENDINGS]
    meant = lexicon.like(word)
    return lexicon.forms(text.stem(meant)) if meant else []


def in_names(questions: list[list[str]], snapshot: Snapshot) -> list[BitMap]:
    """For each list of words the groups with one of them in their name."""
    held = snapshot.bitmaps
    common = [
        {text.stem(word) for word in words if held.holds_word(bitmaps.word(text.stem(word)))} for words in questions
    ]
    sets = [held.either(map(bitmaps.name_word, stems)) for stems in common]
    rare = [
        [IN_NAME + word for word in words if text.stem(word) not in stems]
        for words, stems in zip(questions, common, strict=True)
    ]
    found = engine(snapshot.using).find(rare) if any(rare) else []
    return [one | bitmaps.of(ids) for one, ids in zip(sets, found, strict=True)] if found else sets
