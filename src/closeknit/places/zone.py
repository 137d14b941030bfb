"""The hub's own clock: the time zone in which pages tell times, days begin and letters leave.

A hub that has chosen none goes by the one in the settings.
"""

from collections.abc import Callable
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone

from closeknit.core import page_cache
from closeknit.core.http import current_hub
from closeknit.places.models import Hub


class ByTheHubsClock:
    """Middleware. Outside of the kept pages, which are good for one day of the hub. No query of its own
    while nothing has changed."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        try:
            go_by(current_hub(request) if page_cache.version_of(request) else None)
        except DatabaseError:
            go_by(None)
        return self.get_response(request)


def go_by(hub: Hub | None) -> None:
    """From now on, in this thread, times are told by the clock of this hub."""
    if hub is not None and hub.time_zone:
        timezone.activate(hub.time_zone)
    else:
        timezone.deactivate()


def before_a_job(**_told: Any) -> None:
    """A worker's thread goes by the hub's clock, as it is now. One query."""
    go_by(Hub.current())


@cache
def zone_names() -> tuple[str, ...]:
    """All that the world has, as ``Europe/London``; technical ones are left out."""
    return tuple(sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")))


def zone_called(text: str) -> str:
    """The full name of what somebody typed, such as ``lisbon``; empty for what there is not, or twice."""
    wanted = "_".join(text.split()).casefold()
    found = [name for name in zone_names() if wanted in (name.casefold(), name.rpartition("/")[2].casefold())]
    return found[0] if len(found) == 1 else ""
