"""The pages of networks that everybody can read."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from closeknit.core.http import find, only_who_may, person_of, show
from closeknit.core.live_map import as_geojson
from closeknit.core.page_cache import version_of
from closeknit.core.paging import Pages, pages_of
from closeknit.core.policy import may
from closeknit.networks import pages, paths, reads
from closeknit.networks.members_map import members_map
from closeknit.networks.models import Network, Priority

Crumbs = list[tuple[str, str]]


def network_named(request: HttpRequest, slug: str) -> Network:
    """404 for one that this person may not know of. One query."""
    rows = Network.objects.visible_to(person_of(request)).select_related("area__parent", "theme")
    rows = rows.defer("area__boundary", "area__parent__boundary")
    return find(rows, slug=slug)


def paged(request: HttpRequest, rows: Any, size: int) -> tuple[Any, Pages]:
    """A page of a list, and the ways to the others."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    return page, pages_of(page)


def crumbs(network: Network | None = None) -> Crumbs:
    all_of_them = [(reverse("networks:networks"), _("Networks"))]
    return [*all_of_them, (network.get_absolute_url(), network.name)] if network else all_of_them


@require_safe
def networks(request: HttpRequest) -> HttpResponse:
    """All networks, those of areas first."""
    person = person_of(request)
    rows = reads.for_lists(Network.objects.visible_to(person)).order_by("kind", "name", "id")
    found = list(rows)
    context = {
        "open": [one for one in found if one.is_open],
        "ended": [one for one in found if not one.is_open],
        "may_found": may(person, "networks.found"),
    }
    return show(request, "networks/networks_page.html", context)


@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is for, what it agreed and what became of it, its meetings, and who belongs."""
    person, row = person_of(request), network_named(request, slug)
    context = {
        "page": pages.network_page(row, person),
        "members": members_map(row, version_of(request)),
        "network": row,
        "may_run": may(person, "networks.run", row),
        "crumbs": crumbs(),
    }
    return show(request, "networks/network_page.html", context)


@require_safe
def members_geojson(request: HttpRequest, slug: str) -> JsonResponse:
    """The pins of the map on its page, for whoever may see that page."""
    shown = members_map(network_named(request, slug), version_of(request)).map
    return JsonResponse(as_geojson(shown.pins), content_type="application/geo+json")


@require_safe
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """The groups that belong, by name; the people by number."""
    row = network_named(request, slug)
    groups, ways = paged(request, reads.groups_of(row), 40)
    context = {
        "network": row,
        "groups": groups,
        "pages": ways,
        "people_count": row.memberships.people().count(),
        "crumbs": crumbs(row),
        "here": _("Who belongs"),
    }
    return show(request, "networks/members_page.html", context)


@require_safe
def priorities(request: HttpRequest, slug: str) -> HttpResponse:
    """All that the network agreed matters: worked on, done, let go."""
    person, row = person_of(request), network_named(request, slug)
    found = paths.lines(list(Priority.objects.visible_to(person).filter(network=row)), person)
    context = {
        "network": row,
        "open": [line for line in found if line.priority.is_open],
        "settled": [line for line in found if not line.priority.is_open],
        "may_run": may(person, "networks.run", row),
        "crumbs": crumbs(row),
        "here": _("What we agreed matters"),
    }
    return show(request, "networks/priorities_page.html", context)


@require_safe
@only_who_may("networks.see_own")
def own(request: HttpRequest) -> HttpResponse:
    """The networks that one runs."""
    rows = reads.for_lists(Network.objects.run_by(person_of(request)))
    context = {"networks": list(rows), "may_found": may(person_of(request), "networks.found")}
    return show(request, "networks/own_page.html", context)


def said_status(request: HttpRequest) -> int:
    """A form that comes back has something wrong in it."""
    return 422 if request.method == "POST" else 200


def form_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return show(request, template, context, said_status(request))
