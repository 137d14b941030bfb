"""Asking to look after a group, and the link that goes to the group's own address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.core.rate_limit import limited
from closeknit.directory import policies
from closeknit.directory.models import Claim, Group
from closeknit.directory.stewardship import claiming
from closeknit.directory.stewardship.forms import ClaimForm
from closeknit.directory.views.care import sign_in_first, you_look_after


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@limited("ask to look after", per_minute=5, per_hour=10)
def look_after(request: HttpRequest, slug: str) -> HttpResponse:
    """The same page, whether the group has an address or not, and whoever looks after it now."""
    person = person_of(request)
    group = find(Group.objects.claimable(), slug=slug)
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        claiming.ask_to_look_after(group=group, person=person, words=form.cleaned_data["words"])
        return done(request, to=resolve_url("directory:look-after", slug), said=_("We have asked."))
    context = {
        "group": group,
        "form": form,
        "claim": group.claims.filter(person=person, decided_at=None).first(),
        "is_steward": policies.is_steward(person, group),
    }
    status = 422 if request.method == "POST" else 200
    return show(request, "directory/stewardship/look_after_page.html", context, status)


@require_POST
@signed_in
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Whoever asked thinks better of it."""
    claim = find(Claim.objects.filter(person=person_of(request), decided_at=None), group__slug=slug)
    claiming.withdraw(claim=claim)
    return done(request, to="website:home", said=_("We have taken your question back."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("a link to look after", per_minute=10, per_hour=60)
def claim_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Opening it changes nothing. Only the one who asked can say yes here, signed in; whoever has the
    letter can say: it was not us."""
    claim = claiming.claim_of(secret, timezone.now())
    if claim is None:
        return show(request, "directory/stewardship/link_over_page.html", status=404)
    person = person_of(request)
    is_theirs = person is not None and person.pk == claim.person_id
    if request.method == "POST":
        return _decided(request, claim, is_theirs=is_theirs)
    context = {"claim": claim, "group": claim.group, "is_theirs": is_theirs, "here": request.path}
    return show(request, "directory/stewardship/claim_link_page.html", context)


def _decided(request: HttpRequest, claim: Claim, *, is_theirs: bool) -> HttpResponse:
    if request.POST.get("decision") == "no":
        claiming.refuse_by_link(claim=claim)
        return done(request, to="website:home", said=_("Thank you. Nothing was changed."))
    if not is_theirs:
        return sign_in_first(request)
    claiming.confirm_by_link(claim=claim, person=person_of(request))
    to = resolve_url("directory:stewards", claim.group.slug)
    return done(request, to=to, said=you_look_after(claim.group))
