"""Where a group of a list stands on a map, and how its sign tells how exactly."""

from collections.abc import Iterable

from closeknit.core.live_map import Pin
from closeknit.directory.search.cards import Card
from closeknit.directory.search.catalogue import Catalogue
from closeknit.places.vocabulary import Precision


def pins(cards: Iterable[Card], catalogue: Catalogue) -> list[Pin]:
    """Those of these groups that stand somewhere, in the order of the list."""
    return [pin for card in cards if (pin := _pin(card, catalogue)) is not None]


def _pin(card: Card, catalogue: Catalogue) -> Pin | None:
    """At its own place, else in the middle of its area; nowhere if it is for the whole place."""
    links = ((card.name, card.url),)
    if card.lat is not None and card.lng is not None:
        sign = "exact" if card.precision == Precision.EXACT else "rough"
        return Pin(card.id, card.number, card.lat, card.lng, sign, links)
    area = card.area
    if area is None or area.lat is None or area.lng is None or area.parent_id not in catalogue.areas:
        return None
    return Pin(card.id, card.number, area.lat, area.lng, "area", links)
