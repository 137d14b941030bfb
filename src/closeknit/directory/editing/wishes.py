"""What can be suggested from outside: the fields that a page shows, each by itself.

Keys are those of the portrait; one field of a service is ``service:UUID/name``. What nobody sees
(the address for mail, the exact place) cannot be suggested, so that nothing of it is given away.
"""

from collections.abc import Mapping
from typing import Any

OF_THE_GROUP = (
    "name", "summary", "aims", "who_for", "themes", "languages", "speak_to", "contact_phone", "website", "covers_text",
    "drawn_area", "state",
)  # fmt: skip
OF_A_SERVICE = ("name", "summary", "schedules", "schedule_text", "cost_text", "is_running")


def wished(portrait: Mapping[str, Any], key: str) -> Any:
    """What the page says now where this wish points; None for a service that is gone."""
    thing, _slash, name = key.partition("/")
    value = portrait.get(thing)
    return value if not name else value and value[name]


def wishable(portrait: Mapping[str, Any]) -> dict[str, Any]:
    """All that can be suggested, with what it says now. Services that have stopped are left out."""
    services = [key for key, value in portrait.items() if key.startswith("service:") and value["is_running"]]
    shown = [key for key in OF_THE_GROUP if key != "drawn_area" or not portrait["is_sensitive"]]
    keys = [*shown, *(f"{service}/{name}" for service in services for name in OF_A_SERVICE)]
    return {key: wished(portrait, key) for key in keys}


def as_changes(portrait: Mapping[str, Any], taken: Mapping[str, Any]) -> dict[str, Any]:
    """The wishes that are granted, as changes of the portrait. What is gone is passed over."""
    changes: dict[str, Any] = {}
    for key, value in taken.items():
        thing, _slash, name = key.partition("/")
        if not name:
            changes[key] = value
        elif portrait.get(thing):
            changes[thing] = {**changes.get(thing, portrait[thing]), name: value}
    return changes
