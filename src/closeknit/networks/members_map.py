"""The groups of a network on a map: only what they have published of where they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.core.live_map import LiveMap
from closeknit.directory.search import snapshot
from closeknit.directory.search.cards import Card, cards
from closeknit.directory.search.pins import pins
from closeknit.networks import reads
from closeknit.networks.models import Network

MOST = 60


@dataclass(frozen=True, slots=True)
class MembersMap:
    """The map, and its list: the first groups by name."""

    cards: Sequence[Card]
    map: LiveMap


def members_map(network: Network, version: Any) -> MembersMap:
    """Groups to be kept safe are never among them. Two queries."""
    numbers = list(reads.groups_of(network).values_list("pk", flat=True)[:MOST])
    held = snapshot.current(version)
    found = cards(numbers, held, today=timezone.localdate(), first_number=1)
    shown = LiveMap(
        label=_("A map of the groups that belong, with the numbers of the list"),
        address=reverse("networks:members-geojson", args=[network.slug]),
        pins=pins(found, held.catalogue),
        area=network.area.slug if network.area else "",
    )
    return MembersMap(found, shown)
