"""Which groups are worth comparing with one: found by indexes, as many in a large hub as in a small one."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import combinations, islice

from django.db.models import Q
from pyroaring import BitMap

from closeknit.algorithms import text
from closeknit.directory.dialect.records import identifier, split_identifier
from closeknit.directory.duplicates.likeness import Pin, Portrait, web_key
from closeknit.directory.duplicates.tiles import MOST_NEAR, cells_in, tiles_around
from closeknit.directory.models import Group, GroupIdentifier
from closeknit.directory.search import names
from closeknit.directory.search.snapshot import Snapshot, current
from closeknit.directory.vocabulary import Visibility
from closeknit.places.vocabulary import PINNED

MOST_SHARING = 5  # of a web address: one that more groups have, such as a council's, tells nothing
MOST_BY_NAME = 200
TELLING_WORDS = 4  # the rarest words of a name; two of them must be in the other's


def candidates(portrait: Portrait, *, snapshot: Snapshot | None = None) -> tuple[Portrait, set[int]]:
    """Groups that may be the one described (itself too, if it is stored), and the description without a
    web address that tells nothing. At most ten queries."""
    at_address = _at_address(portrait.website)
    if len(at_address) > MOST_SHARING + 1:
        portrait, at_address = replace(portrait, website=""), ()
    found = {*_numbered(portrait.identifiers), *at_address, *_namesakes(portrait.name)}
    found.update(_named_alike(portrait.name, snapshot or current()))
    if portrait.pin:
        found.update(_neighbours(portrait.pin))
    return portrait, found


def portraits(ids: Collection[int]) -> dict[int, Portrait]:
    """What of these groups can be compared. A sensitive group has no place here. Two queries."""
    numbers: dict[int, set[str]] = {}
    for pk, scheme, number in GroupIdentifier.objects.filter(group__in=ids).values_list(
        "group_id", "scheme", "identifier"
    ):
        numbers.setdefault(pk, set()).add(identifier(scheme, number))
    rows = Group.objects.filter(pk__in=ids).values_list(
        "pk", "name", "website", "is_sensitive", "point__lat", "point__lng", "point__precision"
    )
    return {
        pk: Portrait(
            name=name,
            pin=(lat, lng) if precision in PINNED and not is_sensitive else None,
            website=web_key(website),
            identifiers=frozenset(numbers.get(pk, ())),
        )
        for pk, name, website, is_sensitive, lat, lng, precision in rows
    }


def _numbered(numbers: Iterable[str]) -> Iterable[int]:
    wanted = [split_identifier(number) for number in numbers]
    if not wanted:
        return ()
    either = Q(pk__in=())
    for scheme, number in wanted:
        either |= Q(scheme=scheme, identifier=number)
    return GroupIdentifier.objects.filter(either).values_list("group_id", flat=True)[:MOST_BY_NAME]


def _at_address(key: str) -> Collection[int]:
    if not key:
        return ()
    spellings = [
        f"{protocol}://{www}{key}{end}" for protocol in ("https", "http") for www in ("", "www.") for end in ("", "/")
    ]
    found = Group.objects.kept().filter(website__in=spellings)
    return found.values_list("pk", flat=True)[: MOST_SHARING + 2]


def _namesakes(name: str) -> Iterable[int]:
    """Of exactly this name, also those that are not published."""
    kept = Group.objects.filter(visibility__in=(Visibility.PUBLIC, Visibility.STUB, Visibility.HIDDEN))
    return kept.filter(name__in={name, name.title()}).values_list("pk", flat=True)[:MOST_BY_NAME]


def _named_alike(name: str, snapshot: Snapshot) -> Iterable[int]:
    """Public groups whose names share two of the rarest words, also mistyped; or the only one."""
    words = [word for word in dict.fromkeys(text.words(name)) if word not in text.STOP_WORDS]
    sets = sorted(names.holding_each(words, snapshot), key=len)
    sets = [one for one in sets if one][:TELLING_WORDS]
    if len(sets) == 1:
        return list(islice(sets[0], MOST_BY_NAME))
    found = BitMap()
    for one, other in combinations(sets, 2):  # the rarest two first
        found |= one & other
        if len(found) > MOST_BY_NAME:
            break
    return list(islice(found, MOST_BY_NAME))


def _neighbours(pin: Pin) -> Iterable[int]:
    """Groups within, or just beyond, what counts as near."""
    for tile in tiles_around([pin])[0]:
        first, behind = cells_in(tile)
        near = Group.objects.filter(point__cell__gte=first, point__cell__lt=behind, is_sensitive=False)
        found = near.values_list("pk", flat=True)[:MOST_NEAR]
        yield from found if len(found) < MOST_NEAR else ()
