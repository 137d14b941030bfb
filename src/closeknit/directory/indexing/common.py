"""Words in more than one group of a hundred have bitmaps of their own, so that no search fetches a
long list of ids. Without its bitmap a word is found all the same, only slower."""

from collections import defaultdict
from collections.abc import Collection

from closeknit.directory.indexing import store
from closeknit.directory.models import FacetBitmap, SearchEntry, Word
from closeknit.directory.search import bitmaps
from closeknit.directory.search.engines import IN_NAME, engine

LEAST = 200
SHARE = 0.01
AT_ONCE = 50  # questions to the engine


def among(using: str, tokens: Collection[str]) -> set[str]:
    """Those of these word tokens that have bitmaps."""
    rows = FacetBitmap.objects.using(using).filter(token__in=tokens)
    return set(rows.values_list("token", flat=True).distinct()) if tokens else set()


def promote(using: str, version: int) -> None:
    """Make the bitmaps of words that have become common. What was common once stays so."""
    forms = _forms_of_common(using)
    wanted = {bitmaps.word(stem): words for stem, words in forms.items()}
    wanted |= {bitmaps.name_word(stem): [IN_NAME + word for word in words] for stem, words in forms.items()}
    missing = sorted(wanted.keys() - among(using, wanted))
    for start in range(0, len(missing), AT_ONCE):
        tokens = missing[start : start + AT_ONCE]
        found = engine(using).find([wanted[token] for token in tokens])
        sets = {token: bitmaps.of(ids) for token, ids in zip(tokens, found, strict=True)}
        store.write_bitmaps(using, version, sets)


def _forms_of_common(using: str) -> dict[str, list[str]]:
    """The words of each stem that is common."""
    least = max(LEAST, int(SearchEntry.objects.using(using).count() * SHARE))
    forms: dict[str, list[str]] = defaultdict(list)
    groups: dict[str, int] = defaultdict(int)
    for word, stem, documents in (
        Word.objects.using(using).filter(documents__gt=0).values_list("word", "stem", "documents")
    ):
        forms[stem].append(word)
        groups[stem] += documents
    return {stem: words for stem, words in forms.items() if groups[stem] >= least}
