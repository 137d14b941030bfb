"""Who helps me, and whom I help."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from closeknit.accounts import actions, limits, reads
from closeknit.accounts.forms import SupporterForm
from closeknit.accounts.models import Support
from closeknit.core.errors import Refused
from closeknit.core.http import done, find, person_of, show, signed_in

PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
@signed_in
def helping(request: HttpRequest) -> HttpResponse:
    """Ask somebody for help, see who helps, and end it."""
    person = person_of(request)
    form = SupporterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits.spend_invitation(request, person, form.cleaned_data["email"])
        try:
            actions.invite_supporter(person, **form.cleaned_data)
        except Refused as no:
            form.add_error("email", no.message)
        else:
            return done(request, to="accounts:helping", said=_("We sent the invitation."))
    context = {"form": form, **reads.helping_of(person)}
    return show(request, "accounts/helping_page.html", context, 422 if request.method == "POST" else 200)


@require_http_methods(PAGE)
@signed_in
def answer(request: HttpRequest, uuid: str) -> HttpResponse:
    """The invitation, for the one whose address it went to. To all others there is nothing here."""
    person = person_of(request)
    support = find(Support.objects.select_related("person"), uuid=uuid, email=person.email or "-", ended_at=None)
    if request.method == "POST":
        actions.accept_support(support, by=person)
        said = _("You help %s from now on.") % support.person.name
        return done(request, to="accounts:helping", said=said)
    return show(request, "accounts/helping_answer_page.html", {"support": support})


@require_POST
@signed_in
def end(request: HttpRequest, uuid: str) -> HttpResponse:
    """Either of the two."""
    person = person_of(request)
    mine = Support.objects.filter(Q(person=person) | Q(supporter=person) | Q(email=person.email or "-"))
    actions.end_support(find(mine.select_related("person"), uuid=uuid))
    return done(request, to="accounts:helping", said=_("The help has ended."))
