"""The front page, and the pages about the hub."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from closeknit.core.http import show
from closeknit.core.page_cache import version_of
from closeknit.website.front import front


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Who is doing what here, and where to begin."""
    return show(request, "website/home_page.html", front(timezone.localtime(), version_of(request)))


@require_GET
def about(request: HttpRequest) -> HttpResponse:
    return show(request, "website/about_page.html")


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return show(request, "website/privacy_page.html")


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return show(request, "website/accessibility_page.html")
