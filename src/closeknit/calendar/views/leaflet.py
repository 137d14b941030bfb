"""The leaflet of a month as a file for the printer."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from closeknit.calendar.leaflet_document import leaflet_pdf
from closeknit.calendar.listing import Wanted
from closeknit.core.rate_limit import limited


@require_safe
@limited("leaflet", per_minute=20, methods=("GET", "HEAD"))
def as_pdf(request: HttpRequest) -> HttpResponse:
    """As everybody may read it, whoever prints it."""
    wanted = Wanted.read(request.GET, None)
    first = wanted.first.replace(day=1)
    days = ((first + timedelta(days=31)).replace(day=1) - first).days
    name = f"whats-on-{first:%Y-%m}.pdf"
    return HttpResponse(
        leaflet_pdf(wanted, first, days),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
