"""The list and map of groups, and what is offered while one types."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from closeknit.core.http import show, wants_part
from closeknit.core.page_cache import version_of
from closeknit.core.rate_limit import limited
from closeknit.directory.search import GroupQuery, search, suggesting
from closeknit.directory.search.cards import group_address
from closeknit.directory.search.suggesting import Offer
from closeknit.website.addresses import addresses_of
from closeknit.website.answer import Answer
from closeknit.website.maps import map_of


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """A page of groups beside their map; for htmx only what changes."""
    query = GroupQuery.from_params(request.GET)
    page = "website/_results_part.html" if wants_part(request) else "website/find_page.html"
    response = show(request, page, answer_to(request, query))
    patch_vary_headers(response, ["HX-Request"])
    return response


def answer_to(request: HttpRequest, query: GroupQuery) -> dict[str, Any]:
    """The groups of a query, with all that a page says around them."""
    results = search(query, now=timezone.localtime(), version=version_of(request))
    addresses = addresses_of(results.query)
    return {
        "query": query,
        "results": Answer(results),
        "map": map_of(results, addresses),
        **addresses,
    }


@require_safe
@limited("suggestions", per_minute=600, methods=("GET",))
def suggest(request: HttpRequest) -> HttpResponse:
    """What a begun search may become: as a list for htmx, else as JSON."""
    found = suggesting.suggest(GroupQuery.from_params(request.GET).q, version=version_of(request))
    offers = [{"kind": offer.kind, "label": offer.label, "url": _address(offer)} for offer in found]
    if wants_part(request):
        return show(request, "website/_suggestions.html", {"offers": offers})
    return JsonResponse({"offers": offers})


def _address(offer: Offer) -> str:
    if offer.query is None:
        return group_address(offer.group)
    return f"{reverse('website:find')}?{offer.query.address}"
