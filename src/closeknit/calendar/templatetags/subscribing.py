"""``{% calendar_address thing as address %}``: where the calendar of a group, an area, an event is."""

from typing import Any

from django import template

from closeknit.calendar import ics, ics_wanted

register = template.Library()


@register.simple_tag
def calendar_address(thing: Any) -> str:
    """The path of the file; nothing for what has none."""
    try:
        return ics_wanted.address_of(thing)
    except KeyError:
        return ""


@register.filter
def as_subscription(path: str) -> str:
    """``webcal://…``, which calendar programs open."""
    return f"webcal://{ics.public(path).partition('://')[2]}"


@register.filter
def as_public(path: str) -> str:
    """The whole address, to copy."""
    return ics.public(path)
