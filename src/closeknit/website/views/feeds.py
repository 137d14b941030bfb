"""The groups of a query as a file or a news feed, written while it is sent."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from closeknit.core.page_cache import version_of
from closeknit.core.rate_limit import limited
from closeknit.directory.search import GroupQuery, ids_of, search
from closeknit.website import feeds
from closeknit.website.addresses import addresses_of
from closeknit.website.answer import Answer

seldom = limited("feeds", per_minute=30, methods=("GET", "HEAD"))


@require_safe
@seldom
def csv(request: HttpRequest) -> StreamingHttpResponse:
    """A spreadsheet in the dialect that imports read; cells cannot run as formulas."""
    return _file(feeds.as_csv(_asked(request)), "text/csv; charset=utf-8", "groups.csv")


@require_safe
@seldom
def geojson(request: HttpRequest) -> StreamingHttpResponse:
    return _file(feeds.as_geojson(_asked(request)), "application/geo+json", "groups.geojson")


@require_safe
@seldom
def rss(request: HttpRequest) -> HttpResponse:
    """What was lately confirmed among the groups of a query, newest first."""
    query = GroupQuery.from_params(request.GET).with_(order="confirmed")
    results = search(query, now=timezone.localtime(), version=version_of(request))
    address = addresses_of(query)["share_url"]
    feed = feeds.as_rss(Answer(results).heading, address, results.cards)
    return HttpResponse(feed, content_type="application/rss+xml; charset=utf-8")


def _asked(request: HttpRequest) -> list[int]:
    return ids_of(GroupQuery.from_params(request.GET), version=version_of(request))


def _file(content: Iterator[bytes], content_type: str, name: str) -> StreamingHttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(content, content_type=content_type, headers=disposition)
