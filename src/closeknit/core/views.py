"""The pages nobody wants to see, made helpful; and the small addresses that machines ask for."""

import shutil
from datetime import UTC, timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import select_template
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from closeknit.core import http
from closeknit.core.errors import Spoken, TooMany

LEAST_FREE = 0.1  # of the disk


def spoken(request: HttpRequest, error: Spoken) -> HttpResponse:
    """The page, or the fragment, that says why not."""
    context: dict[str, Any] = {"message": error.message}
    if isinstance(error, TooMany):
        context["retry_after"] = error.retry_after
    response = _error_page(request, error.status, context)
    if isinstance(error, TooMany):
        response["Retry-After"] = str(error.retry_after)
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error_page(request, 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or was sent from elsewhere."""
    return _error_page(request, 403, {"is_stale_form": True})


def wrong_method(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """The page for a form's address that was opened as a link, or the other way round."""
    response = _error_page(request, 405)
    response["Allow"] = refused["Allow"]
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Stands on its own: whatever broke may break again, so no database and no session is asked."""
    page = select_template(["500.html"])
    return HttpResponse(page.render({"request_id": _request_id(request)}), status=500)


@require_safe
@never_cache
def offline(request: HttpRequest) -> HttpResponse:
    """What the browser keeps to show when the hub cannot be reached."""
    return http.show(request, "offline.html")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Green while the database answers and the disk has room, for a watchdog to ask."""
    problems = [problem for problem in (_database_problem(), _disk_problem()) if problem]
    status = HTTPStatus.SERVICE_UNAVAILABLE if problems else HTTPStatus.OK
    return JsonResponse({"ok": not problems, "problems": problems}, status=status)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116: where to report a weakness of this hub."""
    hub = http.current_hub(request)
    contact = getattr(hub, "contact_email", "") or ""
    expires = timezone.now().astimezone(UTC).replace(microsecond=0, second=0, minute=0, hour=0) + timedelta(days=180)
    lines = [
        f"Contact: mailto:{contact}" if contact else f"Contact: {settings.PUBLIC_URL}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: en",
        f"Canonical: {settings.PUBLIC_URL}{reverse('core:security-txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _error_page(request: HttpRequest, status: int, context: dict[str, Any] | None = None) -> HttpResponse:
    """Page ``404.html`` and its like; for htmx the short ``core/_refusal.html``, which is swapped in."""
    told = {"status": status, "request_id": _request_id(request), **(context or {})}
    names = [f"{status}.html", "409.html"]
    if http.wants_part(request):
        names = ["core/_refusal.html"]
    response = http.show(request, select_template(names).template.name, told, status=status)
    add_never_cache_headers(response)
    return response


def _request_id(request: HttpRequest) -> str:
    return getattr(request, "request_id", "")


def _database_problem() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "the database does not answer"
    return ""


def _disk_problem() -> str:
    disk = shutil.disk_usage(settings.DATA_DIR)
    return "the disk is nearly full" if disk.free < disk.total * LEAST_FREE else ""
