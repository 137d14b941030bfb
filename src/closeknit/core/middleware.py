"""Plain words for every "no", the headers that keep a browser safe, and the one door for frames."""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from closeknit.core.errors import Spoken, TooLarge
from closeknit.core.views import spoken, wrong_method

GetResponse = Callable[[HttpRequest], Any]
log = logging.getLogger("closeknit")

ANSWERED_BY_DJANGO = (Http404, PermissionDenied, SuspiciousOperation, BadRequest, MultiPartParserError)

# What a page may ask of the device: where it is (for "near me"), and nothing else.
DEVICE = "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), browsing-topics=()"


ROOM_FOR_A_FORM = 1_048_576  # bytes that a form may need beside its file


def _announced_length(request: HttpRequest) -> int:
    """How many bytes the visitor says will follow; asked before any of them is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


class PlainErrors:
    """Gives each request a name for the log, and turns a ``Spoken`` error into a page that says it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        request.request_id = secrets.token_hex(4)  # type: ignore[attr-defined]
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            # No text of ours holds a NUL, and PostgreSQL refuses to look for one.
            raise BadRequest("a NUL in the address")
        if _announced_length(request) > settings.UPLOAD_LIMIT + ROOM_FOR_A_FORM:
            return spoken(request, TooLarge(_("That is more than the hub takes at once. Send a smaller file.")))
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            return wrong_method(request, response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Spoken):
            return spoken(request, error)
        if not isinstance(error, ANSWERED_BY_DJANGO):
            log.error("request %s failed", request.request_id)  # type: ignore[attr-defined]
        return None


class SafetyHeaders:
    """The content security policy, and what else Django's own SecurityMiddleware leaves to say.

    The policy is the same for every page, put together once: it has no nonce (docs/decisions).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.policy = policy_in_words(settings.CONTENT_SECURITY_POLICY)
        framed = settings.CONTENT_SECURITY_POLICY | {"frame-ancestors": settings.EMBED_ORIGINS}
        self.policy_of_embeds = policy_in_words(framed)

    def __call__(self, request: HttpRequest) -> Any:
        response = self.get_response(request)
        response["Permissions-Policy"] = DEVICE
        if getattr(response, "is_embeddable", False):
            response["Content-Security-Policy"] = self.policy_of_embeds
        else:
            response["Content-Security-Policy"] = self.policy
            response["X-Frame-Options"] = settings.X_FRAME_OPTIONS
        return response


def policy_in_words(directives: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def embeddable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that other sites may frame: public data, no cookie, no form. Only below /embed/."""

    @wraps(view)
    def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.is_embeddable = True  # type: ignore[attr-defined]
        return response

    framed.is_embeddable = True  # type: ignore[attr-defined]
    return framed
