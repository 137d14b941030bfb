"""What upper rooms tell this one: whom a boundary change concerns, and what they know of an area."""

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from django.utils.safestring import SafeString

from closeknit.places.models import Area

AreaChangeHandler = Callable[[Collection[int]], None]
AreaSection = Callable[[Area], SafeString]
AreaCounter = Callable[[Collection[int]], dict[int, str]]

Handler = TypeVar("Handler")

_change_handlers: list[AreaChangeHandler] = []
_sections: list[AreaSection] = []
_counters: list[AreaCounter] = []


def register_area_change_handler(handler: AreaChangeHandler) -> None:
    """``handler(area_ids)`` is called inside the transaction that changed boundaries, when points
    have their new areas. The ids are of areas that are new, redrawn, moved, ended or back."""
    _register(_change_handlers, handler)


def register_area_section(section: AreaSection) -> None:
    """``section(area)`` gives HTML for the area's page, or an empty string."""
    _register(_sections, section)


def register_area_counter(counter: AreaCounter) -> None:
    """``counter(area_ids)`` gives a few words for each area's line in the list, as "88 groups"."""
    _register(_counters, counter)


def tell_area_change(area_ids: Collection[int]) -> None:
    for handler in _change_handlers:
        handler(area_ids)


def sections_of(area: Area) -> list[SafeString]:
    return [html for section in _sections if (html := section(area))]


def counts_of(area_ids: Iterable[int]) -> dict[int, list[str]]:
    """For each area what each counter says of it."""
    ids = list(area_ids)
    told: dict[int, list[str]] = {area_id: [] for area_id in ids}
    for counter in _counters:
        for area_id, words in counter(ids).items():
            if area_id in told and words:
                told[area_id].append(words)
    return told


def _register(known: list[Handler], newcomer: Handler) -> None:
    if newcomer not in known:
        known.append(newcomer)
