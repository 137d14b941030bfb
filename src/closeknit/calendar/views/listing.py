"""What’s on: day by day, a week at a glance, a day on the map, a leaflet of a month."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from closeknit.calendar import lines, listing
from closeknit.calendar.day_map import day_of
from closeknit.calendar.listing import Wanted
from closeknit.core.http import person_of, show
from closeknit.core.live_map import as_geojson

WEEK = 7


@require_safe
def whats_on(request: HttpRequest) -> HttpResponse:
    """Two weeks, day by day."""
    wanted = Wanted.read(request.GET, person_of(request))
    found = wanted.dates(wanted.first, listing.DAYS_SHOWN)
    context = {
        "days": lines.by_day(lines.lines(found)),
        "has_more": len(found) == listing.AT_MOST,
        "last": wanted.first + timedelta(days=listing.DAYS_SHOWN - 1),
        **_frame(wanted, listing.DAYS_SHOWN, "calendar:whats-on"),
    }
    return show(request, "calendar/whats_on_page.html", context)


@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Monday to Sunday side by side."""
    wanted = Wanted.read(request.GET, person_of(request))
    wanted.first = listing.monday_of(wanted.first)
    found = dict(lines.by_day(lines.lines(wanted.dates(wanted.first, WEEK))))
    days = [wanted.first + timedelta(days=number) for number in range(WEEK)]
    context = {
        "days": [(day, found.get(day, [])) for day in days],
        "last": days[-1],
        "today": timezone.localdate(),
        **_frame(wanted, WEEK, "calendar:week"),
    }
    return show(request, "calendar/week_page.html", context)


@require_safe
def map_of_day(request: HttpRequest) -> HttpResponse:
    """Where things are on one day; the list beside it says the same in words."""
    wanted = Wanted.read(request.GET, person_of(request))
    context = {"on": day_of(wanted), "day": wanted.first, **_frame(wanted, 1, "calendar:map")}
    return show(request, "calendar/map_page.html", context)


@require_safe
def map_geojson(request: HttpRequest) -> JsonResponse:
    """The pins of that page, for the same person and the same filters."""
    shown = day_of(Wanted.read(request.GET, person_of(request))).map
    return JsonResponse(as_geojson(shown.pins), content_type="application/geo+json")


@require_safe
def leaflet(request: HttpRequest) -> HttpResponse:
    """A month on paper, to print and to put up in a library."""
    wanted = Wanted.read(request.GET, person_of(request))
    first = wanted.first.replace(day=1)
    found = [one for one in wanted.dates(first, _days_of_month(first)) if not one.is_cancelled]
    context = {
        "month": date_format(first, "F Y"),
        "days": lines.by_day(lines.lines(found)),
        "has_more": len(found) == listing.AT_MOST,
        "page_address": request.build_absolute_uri(reverse("calendar:whats-on") + wanted.address()),
        "pdf": reverse("calendar:leaflet-pdf") + wanted.address(**{"from": first.isoformat()}),
        "back": reverse("calendar:whats-on") + wanted.address(**{"from": first.isoformat()}),
        "earlier": wanted.address(**{"from": (first - timedelta(days=1)).replace(day=1).isoformat()}),
        "later": wanted.address(**{"from": _next_month(first).isoformat()}),
        "wanted": wanted,
    }
    return show(request, "calendar/leaflet_page.html", context)


def _frame(wanted: Wanted, days: int, route: str) -> dict[str, Any]:
    """The filters, the ways on, and the same in the other views."""
    here = wanted.first.isoformat()
    step = timedelta(days=days)
    views = (
        ("calendar:whats-on", _("Day by day")),
        ("calendar:week", _("Week")),
        ("calendar:map", _("Map of a day")),
        ("calendar:leaflet", _("Leaflet to print")),
    )
    return {
        "wanted": wanted,
        "first": wanted.first,
        "choices": listing.choices(wanted),
        "earlier": wanted.address(**{"from": (wanted.first - step).isoformat()}),
        "later": wanted.address(**{"from": (wanted.first + step).isoformat()}),
        "views": [(reverse(name) + wanted.address(**{"from": here}), words, name == route) for name, words in views],
    }


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _days_of_month(first: date) -> int:
    return (_next_month(first) - first).days
