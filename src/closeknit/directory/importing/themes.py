"""New themes for words that a list uses, only where the person who imports asked for them."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.text import slugify

from closeknit.directory.importing.vocabulary import Vocabulary
from closeknit.directory.models import ImportRun, Theme


def make_themes(run: ImportRun, vocabulary: Vocabulary, words: Sequence[str]) -> dict[str, str]:
    """A theme for each word, found or made; word → slug. Made ones are noted, for the undo."""
    slugs = {}
    for word in words:
        pk = vocabulary.theme(word)
        if pk is None:
            theme = Theme.objects.create(name=word[:120], slug=_free_slug(word))
            pk = theme.pk
            vocabulary.add_theme(pk, theme.slug, word)
            run.made_themes.append(pk)
            run.save(update_fields=["made_themes"])
        slugs[word] = vocabulary.theme_names[pk]
    return slugs


def unused(ids: Sequence[int]) -> QuerySet[Theme]:
    """Those of these themes that no group and no other theme uses."""
    return Theme.objects.filter(pk__in=ids, group_themes=None, children=None)


def _free_slug(word: str) -> str:
    plain = slugify(word)[:120] or "theme"
    taken = set(Theme.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    tries = (plain if n == 1 else f"{plain}-{n}" for n in range(1, len(taken) + 2))
    return next(slug for slug in tries if slug not in taken)
