"""What a browser keeps of the hub for when there is no network: a page that says so, the few files
it needs, and how the hub is called on a phone's screen. None of it knows a person or the database."""

import hashlib

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from closeknit.core import http, tokens

KEPT = (
    "core/css/tokens.css",
    "core/css/tokens-dark.css",
    "core/css/tokens-contrast.css",
    "core/css/tokens-contrast-dark.css",
    "core/css/fonts.css",
    "core/css/base.css",
    "core/css/layout.css",
    "core/css/components/shell.css",
    "core/css/components/button.css",
    "core/css/components/thread.css",
    "core/css/components/trouble.css",
    "core/js/theme.js",
    "vendor/fonts/atkinson-hyperlegible-next-latin-normal.woff2",
    "vendor/fonts/besley-latin-normal.woff2",
)


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker, named after what it keeps, so that a new release makes it fetch anew."""
    kept = [static(file) for file in KEPT]
    edition = hashlib.sha256("".join(kept).encode()).hexdigest()[:12]
    context = {"offline": reverse("core:offline"), "kept": kept, "edition": edition}
    return render(request, "core/sw.js", context, content_type="text/javascript")


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """https://www.w3.org/TR/appmanifest/"""
    hub = http.current_hub(request)
    place = hub.name if hub else ""
    described = {
        "name": f"Closeknit {place}".strip(),
        "short_name": place or "Closeknit",
        "start_url": "/",
        "display": "browser",
        "background_color": tokens.hex_colour("ground"),
        "theme_color": tokens.hex_colour("band"),
        "icons": [
            {"src": static("core/img/icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {
                "src": static("core/img/icon-512.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
        ],
    }
    return JsonResponse(described, content_type="application/manifest+json")
