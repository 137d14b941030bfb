"""The address of an entry that became part of another leads there, for good."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from closeknit.directory.duplicates.reads import heir_of

ABSENT = 404


class MergedAddresses:
    """Middleware. Looks only where a group's page was asked for and nothing was there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self._get_response(request)
        if answer.status_code != ABSENT or request.method not in ("GET", "HEAD"):
            return answer
        asked = request.resolver_match
        if asked is None or not asked.route.startswith("groups/<slug:slug>/"):
            return answer
        heir = heir_of(asked.kwargs["slug"])
        if heir is None:
            return answer
        address = reverse(asked.view_name, kwargs={**asked.kwargs, "slug": heir.slug})
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
