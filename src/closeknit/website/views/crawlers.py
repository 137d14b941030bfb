"""What robots ask for: what they may read, and where everything is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from closeknit.core.http import current_hub
from closeknit.core.page_cache import version_of
from closeknit.directory.search import snapshot
from closeknit.website import sitemap
from closeknit.website.addresses import public

# They take texts to train machines on, and send nobody here. What a group says of itself is for
# people.
TRAINERS = (
    "AI2Bot", "Amazonbot", "Applebot-Extended", "Bytespider", "CCBot", "ClaudeBot", "Diffbot",
    "FacebookBot", "GPTBot", "Google-Extended", "Meta-ExternalAgent", "Omgilibot", "PanguBot",
    "Timpibot", "cohere-ai",
)  # fmt: skip
FOR_ONE_ALONE = ("/manage/", "/sign-in/", "/account/", "/my/", "/set-up/")
XML = "application/xml; charset=utf-8"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines are welcome, but need not try every combination of filters."""
    closed = ["/find/?", "/find.", "/tiles/", "/map/", "/embed/", *FOR_ONE_ALONE]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines += [*(f"User-agent: {name}" for name in TRAINERS), "Disallow: /", ""]
    lines += [f"Sitemap: {public(reverse('website:sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """As many parts as there are tens of thousands of groups."""
    parts = sitemap.parts(snapshot.current(version_of(request)))
    addresses = [reverse("website:sitemap-pages")]
    addresses += [reverse("website:sitemap-groups", args=[number]) for number in range(1, parts + 1)]
    context = {"addresses": [public(address) for address in addresses]}
    return render(request, "website/sitemap_index.xml", context, content_type=XML)


@require_safe
def sitemap_of_pages(request: HttpRequest) -> HttpResponse:
    """The hub's own pages and those of its areas."""
    pages = sitemap.pages(snapshot.current(version_of(request)))
    context = {"pages": [(public(address), "") for address in pages]}
    return render(request, "website/sitemap.xml", context, content_type=XML)


@require_safe
def sitemap_of_groups(request: HttpRequest, number: int) -> HttpResponse:
    """The groups of one part, but for those whose pages ask not to be listed."""
    held = snapshot.current(version_of(request))
    if not 1 <= number <= sitemap.parts(held):
        raise Http404
    groups = sitemap.groups(held, number, today=timezone.localdate())
    context = {"pages": [(public(address), day) for address, day in groups]}
    return render(request, "website/sitemap.xml", context, content_type=XML)


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser searches the hub from its own address bar."""
    context = {
        "hub": current_hub(request),
        "find": public(reverse("website:find")),
        "suggest": public(reverse("website:suggest")),
    }
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "website/opensearch.xml", context, content_type=kind)
