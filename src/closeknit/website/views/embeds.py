"""The list inside other people's pages: public, without cookies, without forms."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from closeknit.core.http import show
from closeknit.core.middleware import embeddable
from closeknit.directory.search import GroupQuery
from closeknit.website.views.finding import answer_to


@require_safe
@embeddable
def find(request: HttpRequest) -> HttpResponse:
    """A page of groups to be framed; its links open the hub in a page of their own."""
    query = GroupQuery.from_params(request.GET)
    return show(request, "website/embed_page.html", answer_to(request, query))
