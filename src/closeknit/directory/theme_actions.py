"""The verbs of the hub's vocabulary: take from the ready one, add, rename, take out."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from closeknit.core.errors import Refused
from closeknit.directory.models import Theme
from closeknit.directory.ready_themes import family
from closeknit.places import versions

LONGEST_SLUG = 120


@transaction.atomic
def take_ready_themes(tops: Collection[str]) -> int:
    """Take these families of the ready vocabulary; how many themes are new. Those there stay as they are."""
    versions.bump()  # first, as below
    wanted = [theme for top in tops for theme in family(top)]
    there = {theme.slug: theme for theme in Theme.objects.filter(slug__in=[theme.slug for theme in wanted])}
    new = [theme for theme in wanted if theme.slug not in there]
    for theme in new:
        there[theme.slug] = Theme.objects.create(
            slug=theme.slug,
            name=theme.name,
            description=theme.description,
            synonyms=list(theme.synonyms),
            crosswalk=theme.crosswalk,
            parent=there.get(theme.parent),
        )
    return len(new)


@transaction.atomic
def add_theme(*, number: UUID, name: str, description: str, synonyms: Collection[str], parent: Theme | None) -> Theme:
    """A word of the hub's own. ``number`` is its form's own, and becomes its ``uuid``: sent twice it is one theme."""
    versions.bump()  # first, so that whoever adds at the same moment waits here and then sees the other's
    words = {"name": name, "description": description, "synonyms": list(synonyms), "parent": parent}
    theme, _is_new = Theme.objects.get_or_create(uuid=number, defaults={**words, "slug": _free_slug(name)})
    return theme


@transaction.atomic
def rename_theme(theme: Theme, *, name: str, description: str, synonyms: Collection[str]) -> None:
    """Other words for the same theme; its address stays."""
    theme.name, theme.description, theme.synonyms = name, description, list(synonyms)
    theme.save(update_fields=["name", "description", "synonyms"])
    versions.bump()


@transaction.atomic
def take_out_theme(theme: Theme) -> None:
    """Take a theme out of the vocabulary. ``Refused`` while a group or another theme uses it."""
    if theme.group_themes.exists() or theme.children.exists():
        raise Refused(_("This theme is in use. Take it off the groups first, and take out what is beneath it."))
    try:
        theme.delete()
    except ProtectedError as used:  # by a room above, such as a network of this theme
        raise Refused(_("This theme is in use. Something else of the hub, such as a network, is about it.")) from used
    versions.bump()


def _free_slug(name: str) -> str:
    plain = slugify(name)[:LONGEST_SLUG] or "theme"
    taken = set(Theme.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    tries = (plain if n == 1 else f"{plain}-{n}" for n in range(1, len(taken) + 2))
    return next(slug for slug in tries if slug not in taken)
