"""Who helps me, and whom I help."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.accounts import actions, limits, reads, with_help
from closeknit.accounts.forms import SupporterForm
from closeknit.accounts.models import HelpedAct, Support
from closeknit.accounts.reading import count_records
from closeknit.core.errors import Refused
from closeknit.core.http import done, find, only_who_may, person_of, show, signed_in

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


@require_POST
@signed_in
def naming(request: HttpRequest, uuid: str) -> HttpResponse:
    """Whether others may read who helps me."""
    support = find(Support.objects.filter(person=person_of(request), ended_at=None), uuid=uuid)
    is_named = request.POST.get("named") == "yes"
    actions.name_helper(support, is_named=is_named)
    said = _("Others read who helps you.") if is_named else _("Others only read “with help”.")
    return done(request, to="accounts:helping", said=said)


@require_safe
@signed_in
def helped(request: HttpRequest) -> HttpResponse:
    """What others wrote for me, each with a way to take it back."""
    context = reads.done_with_help(person_of(request), request.GET.get("page", "1"))
    return show(request, "accounts/helped_page.html", context)


@require_POST
@signed_in
def helped_back(request: HttpRequest, uuid: str) -> HttpResponse:
    """Take one of them back."""
    with_help.undo(find(HelpedAct.objects.filter(person=person_of(request)), uuid=uuid))
    return done(request, to="accounts:helped", said=_("It is taken back."))


@require_safe
@only_who_may("accounts.see_busy_supporters")
def busy_supporters(request: HttpRequest) -> HttpResponse:
    """Who helps more than three people."""
    supporters = reads.busy_supporters()
    count_records(person_of(request), "accounts.supporters", len(supporters))
    return show(request, "accounts/supporters_page.html", {"supporters": supporters})
