"""The words of a view: ``find`` a thing, ``show`` a page, say it is ``done``, and whom it is for."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.encoding import iri_to_uri

from closeknit.core import page_cache
from closeknit.core.policy import may

M = TypeVar("M", bound=Model)
View = Callable[..., HttpResponse]

_hub_provider: Callable[[], Any] = lambda: None
_hub: tuple[Any, Any] = (None, None)  # version, hub


def person_of(request: HttpRequest) -> Any:
    """The signed-in person, or None.

    Without a session cookie the session is not even opened: that keeps visitors' pages free of
    cookies, and so lets them be cached.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES and hasattr(request, "session"):
        return None
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def register_hub_provider(provider: Callable[[], Any]) -> None:
    """The places room says here how the hub is read. Read once per version of the data."""
    global _hub_provider  # noqa: PLW0603 - set once, at start
    _hub_provider = provider


def current_hub(request: HttpRequest) -> Any:
    """The hub, shared by all requests of one version of the data: read it, never change it."""
    global _hub  # noqa: PLW0603 - one tuple, replaced whole
    version = page_cache.version_of(request)
    if version is None or _hub[0] != version:
        _hub = (version, _hub_provider())
    return _hub[1]


def forget_hub() -> None:
    """Read the hub anew next time (between tests, whose databases begin again)."""
    global _hub  # noqa: PLW0603 - as above
    _hub = (None, None)


def find(queryset: QuerySet[M], **lookup: Any) -> M:
    """The one row, or 404. A value that cannot exist (a broken uuid, a NUL) is just as absent."""
    if any(isinstance(value, str) and "\0" in value for value in lookup.values()):
        raise Http404  # PostgreSQL refuses even to look for it
    try:
        return queryset.get(**lookup)
    except (ObjectDoesNotExist, ValueError, ValidationError, OverflowError) as absent:
        raise Http404 from absent


def show(request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """Render a page. ``hub`` and ``person`` are always there."""
    always = {"hub": current_hub(request), "person": person_of(request)}
    return render(request, template, {**always, **(context or {})}, status=status)


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a fragment (a boosted link or the back button wants the whole page)."""
    asked = request.headers
    return asked.get("HX-Request") == "true" and "HX-Boosted" not in asked and "HX-History-Restore-Request" not in asked


def done(
    request: HttpRequest,
    *,
    to: Any,
    part: str | None = None,
    context: dict[str, Any] | None = None,
    said: str = "",
) -> HttpResponse:
    """After a change: a plain browser is sent on, htmx gets the part (or is sent on as well).

    ``to`` is an address, a route's name or a thing with a page; ``said`` is shown on the next page.
    """
    if wants_part(request) and part is not None:
        return show(request, part, context)
    if said:
        messages.success(request, said)
    return go(request, resolve_url(to))


def go(request: HttpRequest, address: str) -> HttpResponse:
    """Send the whole page on, also when only a fragment was asked for."""
    if wants_part(request):
        return HttpResponse(headers={"HX-Redirect": iri_to_uri(address)})
    response = HttpResponseRedirect(address)
    if request.method not in ("GET", "HEAD"):
        response.status_code = 303  # the next request is a GET, whatever this one was
    return response


def signed_in(view: View) -> View:
    """Only for a signed-in person; a visitor is asked to sign in, and comes back here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if person_of(request) is None:
            return go(request, redirect_to_login(_page_of(request)).url)
        return view(request, *args, **kwargs)

    return guarded


def only_who_may(name: str) -> Callable[[View], View]:
    """A visitor is asked to sign in; to a person without the right there is nothing here."""

    def guard(view: View) -> View:
        @signed_in
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not may(person_of(request), name):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard


def _page_of(request: HttpRequest) -> str:
    """The path a person sees in the address bar: for a fragment or a form, that of the page around it."""
    if request.method in ("GET", "HEAD") and not wants_part(request):
        return request.get_full_path()
    try:
        around = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", "/"))
    except ValueError:  # such as http://[
        return "/"
    path = f"/{around.path.lstrip('/')}"  # with two slashes it would name another site
    return path + (f"?{around.query}" if around.query else "")
