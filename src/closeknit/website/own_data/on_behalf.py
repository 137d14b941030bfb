"""What is kept of somebody without e-mail: to print for them, and to take away, as they ask whoever wrote them down."""

from datetime import datetime, time

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from closeknit.accounts import own_hands, wishes
from closeknit.accounts.doors import freshly_signed_in
from closeknit.accounts.forms import AskedForm
from closeknit.accounts.models import Person
from closeknit.accounts.reading import count_records
from closeknit.core.http import done, find, only_who_may, person_of, show
from closeknit.core.policy import require
from closeknit.core.rate_limit import limited
from closeknit.website.own_data import answers, reads


@never_cache
@require_safe
@limited("own data", per_minute=10, methods=("GET", "HEAD"))
@only_who_may("accounts.enter_people")
@freshly_signed_in
def kept(request: HttpRequest, uuid: str) -> HttpResponse:
    """To be printed and handed over. Counted as a reading."""
    someone = _asking(request, uuid)
    count_records(person_of(request), f"website.kept {someone.pk}", 1)
    context = {"someone": someone, "chapters": answers.as_chapters_for_paper(someone), "now": timezone.now()}
    return show(request, "website/own_data/kept_page.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_who_may("accounts.enter_people")
@freshly_signed_in
def away(request: HttpRequest, uuid: str) -> HttpResponse:
    """Says first what goes and what stays; then how they asked, and it is done at once."""
    someone = _asking(request, uuid)
    own_hands.keep_out(person_of(request), someone)
    form = AskedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        at = timezone.make_aware(datetime.combine(said["asked_on"], time(12)))
        wishes.take_away(someone, how=said["asked_how"], at=at, by=person_of(request))
        return done(request, to="accounts:people", said=_("All that was kept of them is taken away."))
    with transaction.atomic():
        context = {"form": form, "someone": someone, **reads.before_erasing(someone)}
    return show(request, "website/own_data/away_page.html", context, 422 if request.method == "POST" else 200)


def _asking(request: HttpRequest, uuid: str) -> Person:
    someone = find(Person.objects.may_be_seen_by(person_of(request)), uuid=uuid)
    require(person_of(request), "accounts.act_on_wish", someone)
    return someone
