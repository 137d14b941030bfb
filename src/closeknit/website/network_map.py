"""The groups of a network on the picture of the map that the finder draws, beside their list."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from closeknit.directory.search import GroupQuery, snapshot
from closeknit.directory.search.cards import cards
from closeknit.directory.search.matching import match
from closeknit.directory.search.results import Results
from closeknit.networks import reads
from closeknit.networks.models import Network
from closeknit.website.maps import box_of
from closeknit.website.still_map import still_map

MOST = 60


def draw(page: Mapping[str, Any], thing: Any) -> str:
    """Only what the groups have published of where they are. Three queries; none of another thing's page."""
    if not isinstance(thing, Network):
        return ""
    numbers = list(reads.groups_of(thing).values_list("pk", flat=True)[:MOST])
    held = snapshot.current()
    found = cards(numbers, held, today=timezone.localdate(), first_number=1)
    query = GroupQuery(area=(thing.area.slug,) if thing.area else ())
    results = Results(match(query, held), held, query, numbers, found, "")
    picture = still_map(results, box_of(results)) if found else ""
    return render_to_string("website/_network_map.html", {"cards": found, "picture": picture}) if picture else ""
