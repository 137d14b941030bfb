"""My page."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from closeknit.core.http import person_of, show, signed_in
from closeknit.core.manage_menu import may_manage, waiting_for
from closeknit.core.paging import pages_of
from closeknit.journal.contributions import page_of_contributions
from closeknit.website.my import reads
from closeknit.website.my.forms import ContributionsForm
from closeknit.website.my.links import NOTICES, address_of, own_links


@require_safe
@signed_in
def my_page(request: HttpRequest) -> HttpResponse:
    """What I look after, what waits for me, what I follow, what became of what I brought."""
    person = person_of(request)
    context = {
        "mine": reads.my_page(person, timezone.localdate()),
        "links": own_links(),
        "notices_address": address_of(NOTICES),
        "manages": may_manage(person),
        "to_look_after": waiting_for(person),
    }
    return show(request, "website/my/my_page.html", context)


@require_safe
@signed_in
def my_contributions(request: HttpRequest) -> HttpResponse:
    """All that I brought, the newest first, each with all that became of it so far."""
    form = ContributionsForm(request.GET)
    wanted = form.wanted
    page, rows = page_of_contributions(person_of(request), **wanted, number=request.GET.get("page"))
    context = {
        "form": form,
        "rows": rows,
        "pages": pages_of(page, sort=wanted["sort"], waits="yes" if wanted["waits"] else ""),
        "crumbs": [(reverse("website:my"), _("My page"))],
        "here": _("What I brought"),
    }
    return show(request, "website/my/contributions_page.html", context)
