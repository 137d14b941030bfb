"""The addresses of all public pages, in parts of ten thousand."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from closeknit.directory.freshness import Freshness, freshness
from closeknit.directory.models import Group
from closeknit.directory.search import bitmaps
from closeknit.directory.search.cards import group_address
from closeknit.directory.search.snapshot import Snapshot

PART = 10_000
UNLISTED = (Freshness.UNCONFIRMED, Freshness.CLOSED)


def parts(snapshot: Snapshot) -> int:
    return -(-len(snapshot.bitmaps.get(bitmaps.EVERY)) // PART)


def pages(snapshot: Snapshot) -> list[str]:
    """The hub's pages and its areas'."""
    own = ["website:home", "website:find", "website:about", "website:privacy", "website:accessibility", "places:areas"]
    areas = (reverse("places:area", args=[area.slug]) for area in snapshot.catalogue.areas.values())
    return [*map(reverse, own), *areas]


def groups(snapshot: Snapshot, number: int, *, today: date) -> Iterator[tuple[str, str]]:
    """Address and day of the last change of the groups of a part, counted from 1. One query."""
    every = snapshot.bitmaps.get(bitmaps.EVERY)
    ids = every[(number - 1) * PART : number * PART]
    rows = Group.objects.public().filter(pk__gte=ids[0], pk__lte=ids[-1]).order_by("pk")
    for slug, state, confirmed_on, changed_at in rows.values_list("slug", "state", "confirmed_on", "changed_at"):
        if freshness(state, confirmed_on, today) not in UNLISTED:
            yield group_address(slug), changed_at.date().isoformat()
