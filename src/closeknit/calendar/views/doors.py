"""How the calendar's pages find what an address names."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.calendar import hosts, reads
from closeknit.calendar.dates import Happening, NoSuchDate
from closeknit.calendar.models import Series
from closeknit.core.http import find, person_of
from closeknit.core.policy import require
from closeknit.directory.models import Group

Crumbs = list[tuple[str, str]]


def visible_series(request: HttpRequest, slug: str) -> Series:
    rows = Series.objects.visible_to(person_of(request)).select_related("group", "venue__point", "follows", "feed")
    return find(rows, slug=slug)


def editable_series(request: HttpRequest, slug: str) -> Series:
    """Only for whoever may change it."""
    series = visible_series(request, slug)
    require(person_of(request), "calendar.change_series", series)
    return series


def happening(series: Series, original: str) -> Happening:
    """Its date of this name, or 404."""
    try:
        return reads.date_of(series, original)
    except NoSuchDate as absent:
        raise Http404 from absent


def crumbs_of(series: Series, *, to_it: bool = False) -> Crumbs:
    """From what is on to the series."""
    crumbs = [(reverse("calendar:whats-on"), _("What’s on"))]
    return [*crumbs, (series.get_absolute_url(), series.title)] if to_it else crumbs


def is_kept_safe(series_or_host: Any) -> bool:
    """Whether a new place of it may be known only to those who come."""
    thing = hosts.host_of(series_or_host) if isinstance(series_or_host, Series) else series_or_host
    return isinstance(thing, Group) and thing.is_sensitive
