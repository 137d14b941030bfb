"""One's own list, and the council's."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from closeknit.commitments import reads
from closeknit.core.http import only_who_may, person_of, show, signed_in


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """What I promised and what I asked for."""
    context = {
        "mine": reads.mine(person_of(request)),
        "crumbs": [(reverse("website:my"), _("My page"))],
        "here": _("My promises"),
    }
    return show(request, "commitments/mine_page.html", context)


@require_safe
@only_who_may("commitments.see_council_work")
def council(request: HttpRequest) -> HttpResponse:
    """What the council was asked and owes, where this officer answers for it."""
    return show(request, "commitments/council_page.html", {"work": reads.council(person_of(request))})
