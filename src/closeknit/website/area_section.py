"""What an area's page and the list of areas say of groups."""

from collections.abc import Collection

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from closeknit.directory.search import GroupQuery, bitmaps, search, snapshot
from closeknit.directory.search.cards import cards
from closeknit.directory.vocabulary import GroupState
from closeknit.places.models import Area

SHOWN = 6


def groups_of_area(area: Area) -> SafeString:
    """The most lately confirmed groups of an area in force, with the way to all of them."""
    if not area.is_current:
        return SafeString()
    query = GroupQuery(area=(area.slug,))
    results = search(query.with_(order="confirmed"), now=timezone.localtime())
    context = {
        "area": area,
        "total": results.total,
        "cards": cards(results.ids[:SHOWN], results.snapshot, today=timezone.localdate()),
        "find_url": f"{reverse('website:find')}?{query.address}",
    }
    return render_to_string("website/_groups_of_area.html", context)


def counts(area_ids: Collection[int]) -> dict[int, str]:
    """“88 groups” for each area that has any."""
    held = snapshot.current().bitmaps
    known = held.get(bitmaps.EVERY) - held.get(bitmaps.code("state", GroupState.CLOSED))
    numbers = {pk: known.intersection_cardinality(held.get(bitmaps.area(pk))) for pk in area_ids}
    return {pk: ngettext("%(count)d group", "%(count)d groups", n) % {"count": n} for pk, n in numbers.items() if n}
