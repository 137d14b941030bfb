"""Signing in and out. For now with a password, and only for those who look after the hub."""

from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from closeknit.accounts import actions
from closeknit.accounts.forms import SignInForm
from closeknit.accounts.models import as_stored
from closeknit.core.http import go, person_of, show
from closeknit.core.rate_limit import limited, spend


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@limited("sign in", per_minute=10, per_hour=60)
def sign_in(request: HttpRequest) -> HttpResponse:
    """One answer for every wrong pair, whether the address is known or not."""
    if person_of(request):
        return go(request, _way_back(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        spend("sign in as", as_stored(form.cleaned_data["email"]), per_minute=10, per_hour=100)
        if person := actions.recognise(request, **form.cleaned_data):
            auth.login(request, person)  # with a new session key
            return go(request, _way_back(request))
        form.add_error(None, _("That address and password do not go together. Please try again."))
    status = 422 if request.method == "POST" else 200
    return show(request, "accounts/sign_in_page.html", {"form": form, "next": _way_back(request)}, status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forget the session; safe to repeat."""
    auth.logout(request)
    return go(request, resolve_url("website:home"))


def _way_back(request: HttpRequest) -> str:
    """The page on this site that sent the person here, or home."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else resolve_url("website:home")
