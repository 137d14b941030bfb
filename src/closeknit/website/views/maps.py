"""The map's data. Every answer may be kept for a minute, and shown while a newer one is fetched."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from closeknit.core.page_cache import version_of
from closeknit.directory import tiles
from closeknit.directory.area_shapes import areas_as_geojson
from closeknit.directory.search import GroupQuery, snapshot
from closeknit.directory.search.cards import group_address, stored_cards
from closeknit.places.models import BaseMap

FRESH = "public, max-age=60, stale-while-revalidate=600"
TILE_TYPE = "application/vnd.mapbox-vector-tile"
MOST_IDS = 50
LONGEST_ID = 10  # digits

View = Callable[..., HttpResponse]


def kept_a_minute(view: View) -> View:
    @wraps(view)
    def keeping(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = FRESH
        return response

    return keeping


@require_safe
@kept_a_minute
def tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """A vector tile of the groups of a query."""
    query = GroupQuery.from_params(request.GET)
    try:
        drawn = tiles.tile(z, x, y, query=query, snapshot=snapshot.current(version_of(request)))
    except ValueError as nowhere:
        raise Http404 from nowhere
    return HttpResponse(drawn, content_type=TILE_TYPE)


@require_safe
@kept_a_minute
def areas(request: HttpRequest) -> HttpResponse:
    """The areas' outlines, and how many groups of the query are there for the whole of each."""
    query = GroupQuery.from_params(request.GET)
    shapes = areas_as_geojson(query, snapshot.current(version_of(request)))
    return HttpResponse(shapes, content_type="application/geo+json")


@require_safe
@kept_a_minute
def base(request: HttpRequest) -> HttpResponse:
    """The ground of the map: the hub's own water, greens and roads."""
    return JsonResponse(
        BaseMap.current(), content_type="application/geo+json", json_dumps_params={"separators": (",", ":")}
    )


@require_safe
@kept_a_minute
def spot(request: HttpRequest) -> JsonResponse:
    """Who is at a pin: name and address of a few groups by their numbers."""
    asked = request.GET.get("ids", "").split(",")[:MOST_IDS]
    ids = [int(part) for part in asked if part.isdecimal() and len(part) <= LONGEST_ID]
    known = dict(stored_cards(ids, snapshot.current(version_of(request)).using))
    groups = [{"name": known[pk]["name"], "url": group_address(known[pk]["slug"])} for pk in ids if pk in known]
    return JsonResponse({"groups": groups})
