"""What a begun search may become: groups by their names, themes, areas, a postcode."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import gettext as _
from pyroaring import BitMap

from closeknit.algorithms import postcodes, text
from closeknit.directory.search import bitmaps, ordering
from closeknit.directory.search.cards import stored_cards
from closeknit.directory.search.names import in_names
from closeknit.directory.search.query import GroupQuery
from closeknit.directory.search.snapshot import Snapshot, current
from closeknit.directory.vocabulary import GroupState
from closeknit.places.models import Postcode
from closeknit.places.naming import names_in_a_list

MOST_GROUPS = 5
MOST_OTHERS = 3
SHORTEST = 2
LONGEST = 60
MOST_ENDINGS = 50  # words that the last one may be the beginning of


class Offer(NamedTuple):
    """Something to go to: the page of a ``group``, or a ``query`` for a theme, an area, a postcode."""

    kind: str
    label: str
    query: GroupQuery | None = None
    group: str = ""  # its slug


def suggest(begun: str, *, version: int | None = None, using: str = DEFAULT_DB_ALIAS) -> list[Offer]:
    """Offers for a begun text, the broadest first. Costs three queries at most."""
    words = text.words(begun[:LONGEST])
    if not words or len(" ".join(words)) < SHORTEST:
        return []
    snapshot = current(version, using)
    return [*_postcodes(begun), *_areas(words, snapshot), *_themes(words, snapshot), *_groups(words, snapshot)]


def _postcodes(begun: str) -> Iterator[Offer]:
    code = postcodes.normalise(begun) or postcodes.normalise_outcode(begun)
    if code and Postcode.objects.filter(pk=code).exists():
        yield Offer("postcode", _("Near %(postcode)s") % {"postcode": code}, GroupQuery(near=code))


def _areas(words: list[str], snapshot: Snapshot) -> Iterator[Offer]:
    names = names_in_a_list(snapshot.catalogue.areas.values())
    named = ((name, slug) for slug, name in names.items())
    for name, slug in islice(_begun(named, words), MOST_OTHERS):
        yield Offer("area", name, GroupQuery(area=(slug,)))


def _themes(words: list[str], snapshot: Snapshot) -> Iterator[Offer]:
    """Themes that some group cares about."""
    themes = [one for one in snapshot.catalogue.themes.values() if snapshot.bitmaps.get(bitmaps.theme(one.id))]
    named = ((name, theme.slug) for theme in themes for name in (theme.name, *theme.synonyms))
    slugs = dict.fromkeys(slug for _name, slug in _begun(named, words))
    for slug in islice(slugs, MOST_OTHERS):
        yield Offer("theme", snapshot.catalogue.themes_by_slug[slug].name, GroupQuery(theme=(slug,)))


def _begun(named: Iterable[tuple[str, str]], words: list[str]) -> Iterator[tuple[str, str]]:
    """Those whose name, or a later part of it, begins with these words."""
    start = " " + " ".join(words)
    return ((name, slug) for name, slug in named if start in " " + " ".join(text.words(name)))


def _groups(words: list[str], snapshot: Snapshot) -> Iterator[Offer]:
    """The most lately confirmed groups that have all these words in their name, the last one begun."""
    *whole, begun = words
    forms = [snapshot.lexicon.forms(text.stem(word)) for word in whole]
    forms.append(snapshot.lexicon.beginning(begun)[:MOST_ENDINGS])
    named = BitMap.intersection(*in_names(forms, snapshot))
    held = snapshot.bitmaps
    known = named & held.get(bitmaps.EVERY) - held.get(bitmaps.code("state", GroupState.CLOSED))
    ids = ordering.lately_confirmed(known, snapshot, MOST_GROUPS)
    cards = dict(stored_cards(ids, snapshot.using))
    for pk in ids:
        if pk in cards:
            yield Offer("group", cards[pk]["name"], group=cards[pk]["slug"])
