"""Take away or wipe out what the hub holds about oneself; read what it holds about everyone."""

from typing import Any

from django.contrib import auth
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from closeknit.accounts.doors import freshly_signed_in
from closeknit.core import erasure
from closeknit.core.errors import Refused
from closeknit.core.http import done, person_of, show
from closeknit.core.rate_limit import limited
from closeknit.website.own_data import answers, holdings, reads
from closeknit.website.own_data.forms import EraseForm

seldom = limited("own data", per_minute=10, methods=("GET", "HEAD"))


@require_safe
def what_we_hold(request: HttpRequest) -> HttpResponse:
    return show(
        request,
        "website/own_data/what_we_hold_page.html",
        {"holdings": holdings.holdings(), "rules": holdings.rules()},
    )


@require_safe
@freshly_signed_in
def my_data(request: HttpRequest) -> HttpResponse:
    return show(request, "website/own_data/my_data_page.html")


@require_safe
@seldom
@freshly_signed_in
def my_data_json(request: HttpRequest) -> HttpResponse:
    return _file(answers.as_json(person_of(request)), "application/json", "my-data.json")


@require_safe
@seldom
@freshly_signed_in
def my_data_html(request: HttpRequest) -> HttpResponse:
    context = {"chapters": answers.as_chapters(person_of(request)), "now": timezone.now()}
    page = show(request, "website/own_data/my_data_file.html", context)
    return _file(page.content, "text/html; charset=utf-8", "my-data.html")


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_signed_in
def erase(request: HttpRequest) -> HttpResponse:
    """Says first what goes and what stays, then does it at once."""
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _erase(person_of(request))
        auth.logout(request)
        return done(request, to="website:erased")
    context = {"form": form, **_before(request)}
    return show(request, "website/own_data/erase_page.html", context, 422 if request.method == "POST" else 200)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Goodbye. The same page for whoever asks for it."""
    return show(request, "website/own_data/erased_page.html")


@transaction.atomic
def _erase(person: Any) -> None:
    if reads.is_last_hub_admin(person):
        raise Refused(_("You are the last person who looks after this hub. Give that role to somebody else first."))
    erasure.erase(person)


@transaction.atomic
def _before(request: HttpRequest) -> dict[str, Any]:
    return reads.before_erasing(person_of(request))


def _file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
