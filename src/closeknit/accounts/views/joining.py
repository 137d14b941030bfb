"""Joining: first what for, then as little as can be."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from closeknit.accounts import actions, limits
from closeknit.accounts.doors import home, way_back
from closeknit.accounts.forms import JoinForm
from closeknit.accounts.vocabulary import HereFor
from closeknit.core.http import go, person_of, show
from closeknit.core.rate_limit import limited


@require_safe
def join(request: HttpRequest) -> HttpResponse:
    """I am here for a group, for myself, for the council."""
    if person_of(request):
        return go(request, way_back(request))
    return show(request, "accounts/join_page.html", {"next": request.GET.get("next", "")})


@require_http_methods(["GET", "HEAD", "POST"])
@limited("join", per_five_minutes=25)
def join_as(request: HttpRequest, here_for: str) -> HttpResponse:
    """A name, an address, a yes to the rules. The same answer whether the address is known or not."""
    if person_of(request):
        return go(request, way_back(request))
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits.spend_joining(request, form.cleaned_data["email"])
        row = actions.ask_to_join(
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            here_for=here_for,
            then=_welcome(request, here_for),
            client_id=form.cleaned_data["client_id"],
        )
        return go(request, reverse("accounts:sign-in-code", args=[row.uuid]))
    context = {"form": form, "next": way_back(request), "here_for": here_for, "words": HereFor(here_for).label}
    return show(request, "accounts/join_as_page.html", context, 422 if request.method == "POST" else 200)


def _welcome(request: HttpRequest, here_for: str) -> str:
    """Where a new person goes: back, or to what they said they came for: first to see whether it is here."""
    back = way_back(request)
    return reverse("directory:similar") if here_for == HereFor.GROUP and back == home() else back
