"""What became of one contribution, for whoever has the link and no account."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from closeknit.core.http import show
from closeknit.journal import contributions


@require_safe
@cache_control(private=True, no_store=True)
def brought(request: HttpRequest, token: str) -> HttpResponse:
    """The chain that a member sees on their own page. The token is the key: nobody else can make one."""
    return show(request, "journal/brought_page.html", {"one": contributions.by_link(token)})
