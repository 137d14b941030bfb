"""The leaflet of a month as a PDF: the same as the page, as data for ``documents/leaflet.typ``."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from closeknit.calendar import lines
from closeknit.calendar.lines import Line
from closeknit.calendar.listing import AT_MOST, Wanted
from closeknit.core.pdf import pdf
from closeknit.places.models import Hub

SOURCE = Path(__file__).parent / "documents" / "leaflet.typ"


def leaflet_pdf(wanted: Wanted, first: date, days: int) -> bytes:
    """All that is on in that month, as everybody may read it. Half a second."""
    dates = wanted.dates(first, days)[:AT_MOST]
    found = [one for one in dates if not one.is_cancelled]
    hub = Hub.current()
    place = wanted.area.name if wanted.area else hub.name
    told = {"place": place, "month": date_format(first, "F Y")}
    return pdf(
        SOURCE,
        data_of(lines.lines(found), wanted, hub, has_more=len(dates) == AT_MOST),
        title=_("What’s on in %(place)s, %(month)s") % told,
        hub=hub.name,
        address=settings.PUBLIC_URL.rstrip("/").partition("://")[2] + reverse("calendar:whats-on") + _asked(wanted),
    )


def data_of(found: Sequence[Line], wanted: Wanted, hub: Any, *, has_more: bool) -> dict[str, Any]:
    """All that the sheet shows, in words and in order."""
    today = date_format(timezone.localdate(), "j F Y")
    return {
        "about": wanted.theme.name if wanted.theme else "",
        "days": [
            {"name": date_format(day, "l j F"), "dates": [_date(line) for line in some]}
            for day, some in lines.by_day(found)
        ],
        "left_out": _("More is on than fits here.") if has_more else "",
        "ring": _("Or ring %(number)s") % {"number": hub.contact_phone} if hub.contact_phone else "",
        "words": {
            "all": _("All of it, and what has changed since:"),
            "nothing": _("Nothing is in the calendar for this month yet."),
            "as_it_was": _("As it was on %(today)s. Please check before you set out.") % {"today": today},
        },
    }


def _date(line: Line) -> dict[str, str]:
    more = " · ".join(filter(None, [line.host, line.place, line.cost, *line.access]))
    return {"title": line.title, "hours": line.hours, "more": more}


def _asked(wanted: Wanted) -> str:
    return wanted.address() if wanted.said else ""
