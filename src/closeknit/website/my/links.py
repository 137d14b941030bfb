"""Where else one's own things are: pages of the rooms below, those that this hub has."""

from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAGES = (
    (_("My dates"), "calendar:my-dates"),
    (_("My own calendar to subscribe to"), "calendar:my-calendar"),
    (_("Name, address and signing in"), "accounts:account"),
    (_("What I hear, and how often"), "journal:choices"),
    (_("What I agreed to"), "accounts:consents"),
    (_("Where I am signed in"), "accounts:sessions"),
    (_("Who helps me"), "accounts:helping"),
    (_("What was done with help"), "accounts:helped"),
    (_("What the hub holds about me"), "website:my-data"),
)
NOTICES = "journal:notices"


@cache
def own_links() -> tuple[tuple[str | Promise, str], ...]:
    """Label and address of each. Routes do not change while a process lives."""
    found = ((label, address_of(route)) for label, route in PAGES)
    return tuple((label, address) for label, address in found if address)


@cache
def address_of(route: str) -> str:
    """The address, or nothing if there is no such page."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
