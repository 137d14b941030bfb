"""The door of a hub that is being set up: who looks after it goes in, everybody else reads why not."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse

from closeknit.core.http import current_hub, person_of, show
from closeknit.core.policy import may

OPEN_ROOMS = frozenset({"", "core", "accounts"})  # to sign in by, to watch the hub by; other rooms are closed
SAFE = ("GET", "HEAD")


class ClosedUntilOpened:
    """Middleware. For an open hub it costs nothing that the page would not have asked anyway."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.app_name in OPEN_ROOMS or (match.url_name or "").startswith("set-up"):
            return None
        if not current_hub(request).is_being_set_up or may(person_of(request), "website.set_up_hub"):
            return None
        status = HTTPStatus.OK if request.method in SAFE else HTTPStatus.FORBIDDEN
        return show(request, "website/setup/closed_page.html", status=status)
