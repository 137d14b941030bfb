"""The two public lists: what was promised, and what was asked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from closeknit.commitments import listing, reads
from closeknit.commitments.models import Ask, Undertaking
from closeknit.core.http import person_of, show
from closeknit.core.paging import pages_of


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """What was promised, by whom, by when, and whether it was done."""
    wanted = listing.Wanted.read(request.GET, person_of(request))
    rows, states = listing.promises(wanted)
    ordered = rows.nearest_first()
    return _list_page(request, wanted, ordered, {"states": states, "is_of_promises": True, "model": Undertaking})


@require_safe
def asks(request: HttpRequest) -> HttpResponse:
    """What was asked, of whom, and how it stands."""
    wanted = listing.Wanted.read(request.GET, person_of(request))
    rows, states = listing.asks(wanted)
    return _list_page(request, wanted, rows.order_by("-id"), {"states": states, "model": Ask})


def _list_page(request: HttpRequest, wanted: listing.Wanted, rows: Any, told: dict[str, Any]) -> HttpResponse:
    model = told.pop("model")
    page, lines = reads.page_of(rows, wanted.person, request.GET.get("page"))
    context = {
        **told,
        "wanted": wanted,
        "lines": lines,
        "pages": pages_of(page, **wanted.said),
        "sides": listing.sides(model, wanted),
        "areas": listing.areas(model, wanted),
        "dues": [("", _("At any time")), ("soon", _("In the next 30 days")), ("gone", _("Day gone by"))],
        "promises_address": reverse("commitments:promises"),
        "asks_address": reverse("commitments:asks"),
    }
    return show(request, "commitments/list_page.html", context)
