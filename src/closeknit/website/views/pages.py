"""The front page, and the pages about the hub."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from closeknit.core.http import current_hub, show
from closeknit.core.page_cache import version_of
from closeknit.website.front import front

STATEMENT_MADE_ON = date(2026, 11, 21)  # of the accessibility statement: tried, written, to be looked at within a year


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Who is doing what here, and where to begin; of a hub that nobody has set up, how to do that."""
    if current_hub(request).is_unknown:
        return show(request, "website/setup/untouched_page.html")
    return show(request, "website/home_page.html", front(timezone.localtime(), version_of(request)))


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return show(request, "website/about_page.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return show(request, "website/privacy_page.html", {"basemap": settings.BASEMAP_ORIGIN})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return show(request, "website/accessibility_page.html", {"made_on": STATEMENT_MADE_ON})
