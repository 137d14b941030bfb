"""Looks for groups like one: like the one that somebody is about to add, or like one we have."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from closeknit.directory.duplicates.candidates import candidates, portraits
from closeknit.directory.duplicates.likeness import ALIKE, RATHER_ALIKE, Likeness, Pin, Portrait, compare, web_key
from closeknit.directory.models import Group
from closeknit.directory.search.suggesting import suggest
from closeknit.directory.vocabulary import GroupState

SHORTEST = 3  # letters of a name


@dataclass(frozen=True, slots=True)
class Similar:
    """A group that may be the same, and why we think so."""

    group: Group
    likeness: Likeness

    @property
    def why(self) -> str:
        """“same web address, 120 m apart”."""
        return self.likeness.words

    @property
    def is_probably_the_same(self) -> bool:
        return self.likeness.is_telling or self.likeness.name >= ALIKE


def similar(
    name: str,
    point: Pin | None = None,
    website: str = "",
    identifiers: Iterable[str] = (),
    *,
    limit: int = 5,
    person: Any = None,
) -> list[Similar]:
    """Groups that this person may see and that somebody who describes one so may mean, the likest first.

    ``point`` is (lat, lng), known closely; ``identifiers`` are spelled ``GB-CHC-1234567``. Costs at most
    thirteen queries, however many groups there are.
    """
    if len(name.strip()) < SHORTEST:
        return []
    described = Portrait(name[:200], point, web_key(website), frozenset(identifiers))
    alike = likenesses(*candidates(described))
    worth_showing = {pk: one for pk, one in alike.items() if one.is_telling or one.name >= RATHER_ALIKE}
    likest = sorted(worth_showing, key=lambda pk: (-worth_showing[pk].score, pk))[: 4 * limit]
    known = Group.objects.visible_to(person).exclude(state=GroupState.CLOSED).in_bulk(likest)
    return [Similar(known[pk], worth_showing[pk]) for pk in likest if pk in known][:limit]


def named_like(name: str, *, person: Any = None) -> list[Group]:
    """Those of a name like this that this person may see, then those with these words in their name."""
    alike = [one.group for one in similar(name, person=person)]
    slugs = [offer.group for offer in suggest(name) if offer.group] if name else []
    others = Group.objects.public().filter(slug__in=slugs).exclude(state=GroupState.CLOSED).order_by("name", "pk")
    return [*alike, *(group for group in others if group not in alike)]


def likenesses(portrait: Portrait, ids: Collection[int]) -> dict[int, Likeness]:
    """How each of these groups is like the one described. Two queries."""
    return {pk: compare(portrait, other) for pk, other in portraits(ids).items()}
