"""My page."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from closeknit.core.http import person_of, show, signed_in
from closeknit.core.manage_menu import may_manage
from closeknit.website.my import reads
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
    }
    return show(request, "website/my/my_page.html", context)
