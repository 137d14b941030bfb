"""What the words of a search mean: for each the groups that hold it at all, in their name, or by
what they care about."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from pyroaring import BitMap

from closeknit.algorithms import text
from closeknit.directory.search import bitmaps
from closeknit.directory.search.catalogue import LONGEST_PHRASE
from closeknit.directory.search.engines import IN_NAME, engine
from closeknit.directory.search.snapshot import Snapshot

MOST_WORDS = 12
SHORTEST_BEGINNING = 3  # letters of a last word that may be the beginning of a longer one
SHORTEST_MENDED = 4


@dataclass(slots=True)
class Sought:
    """One word of the search: the forms it is looked for in, and the groups that hold it."""

    forms: Sequence[str]
    anywhere: BitMap = field(default_factory=BitMap)
    in_name: BitMap = field(default_factory=BitMap)
    by_theme: BitMap = field(default_factory=BitMap)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text was understood: its words, the groups that match, and what to say about it."""

    words: tuple[Sought, ...] = ()
    matched: BitMap | None = None  # None: no words, so every group
    notes: tuple[str, ...] = ()
    is_partial: bool = False  # no group has all words


def read(said: str, snapshot: Snapshot) -> Reading:
    """The groups that hold all words of a text; if there are none, those that hold some.

    Costs one query for all rare words together, and none for common ones.
    """
    words = _told(said)
    if not words:
        return Reading()
    phrases = _phrases(words, snapshot)
    notes: list[str] = []
    sought = [
        Sought(_forms(word, snapshot, is_last=word is words[-1], is_named=bool(phrases[place]), notes=notes))
        for place, word in enumerate(words)
    ]
    _look_up(sought, snapshot)
    for one, tokens in zip(sought, phrases, strict=True):
        one.by_theme = snapshot.bitmaps.either(tokens)
        one.anywhere = one.anywhere | one.by_theme
    return _matched(sought, notes)


def _told(said: str) -> list[str]:
    """The words that say something, in their order; all of them if none does."""
    words = list(dict.fromkeys(text.words(said)))[:MOST_WORDS]
    return [word for word in words if word not in text.STOP_WORDS] or words


def _phrases(words: Sequence[str], snapshot: Snapshot) -> list[set[str]]:
    """For each word the tokens of the themes and areas that it names, alone or with its neighbours."""
    stems = [text.stem(word) for word in words]
    named: list[set[str]] = [set() for _word in words]
    known = snapshot.catalogue.phrases
    for start in range(len(stems)):
        for end in range(start + 1, min(start + LONGEST_PHRASE, len(stems)) + 1):
            for place in range(start, end):
                named[place].update(known.get(tuple(stems[start:end]), ()))
    return named


def _forms(word: str, snapshot: Snapshot, *, is_last: bool, is_named: bool, notes: list[str]) -> Sequence[str]:
    """The words to look for: those of the same stem, else those that begin so, else one that looks
    like it."""
    lexicon = snapshot.lexicon
    if (forms := lexicon.forms(text.stem(word))) or is_named:
        return forms
    if is_last and len(word) >= SHORTEST_BEGINNING and (longer := lexicon.beginning(word)):
        return longer
    if len(word) >= SHORTEST_MENDED and (meant := lexicon.like(word)):
        notes.append(_("No group says “%(word)s”. These say “%(meant)s”.") % {"word": word, "meant": meant})
        return lexicon.forms(text.stem(meant))
    return ()


def _look_up(sought: Sequence[Sought], snapshot: Snapshot) -> None:
    """Fill in who holds the words: common stems from memory, the rest by one question to the engine."""
    held = snapshot.bitmaps
    questions: list[list[str]] = []
    for one in sought:
        stems = {text.stem(form) for form in one.forms}
        common = {stem for stem in stems if held.holds_word(bitmaps.word(stem))}
        one.anywhere = held.either(map(bitmaps.word, common))
        one.in_name = held.either(map(bitmaps.name_word, common))
        rare = [form for form in one.forms if text.stem(form) not in common]
        questions += rare, [IN_NAME + form for form in rare]
    if any(questions):
        found = [bitmaps.of(ids) for ids in engine(snapshot.using).find(questions)]
        for one, anywhere, in_name in zip(sought, found[::2], found[1::2], strict=True):
            one.anywhere |= anywhere
            one.in_name |= in_name


def _matched(sought: Sequence[Sought], notes: Sequence[str]) -> Reading:
    every = BitMap.intersection(*[one.anywhere for one in sought])
    if every or len(sought) == 1:
        return Reading(tuple(sought), every, tuple(notes))
    some = BitMap.union(*[one.anywhere for one in sought])
    told = [_("No group has all of these words. These have some of them.")] if some else []
    return Reading(tuple(sought), some, (*notes, *told), is_partial=True)
