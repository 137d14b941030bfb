"""Signing in: by a code or link in a letter, a passkey, or a password; then a second step for some."""

from django.contrib import auth
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from closeknit.accounts import actions, codes, limits, passkeys, second_step
from closeknit.accounts.doors import home, honour, is_fresh, let_in, way_back, who_waits
from closeknit.accounts.forms import AddressForm, CodeForm, PasswordSignInForm, PrintedCodeForm, SecondStepForm
from closeknit.accounts.vocabulary import CodeFor
from closeknit.core.http import go, person_of, show
from closeknit.core.rate_limit import limited

PAGE = ["GET", "HEAD", "POST"]
BY_CODE = (CodeFor.SIGN_IN, CodeFor.JOIN)


@require_http_methods(PAGE)
@limited("sign in", per_five_minutes=25)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address and send it a letter; the answer is the same whether it is known or not."""
    person = person_of(request)
    if person and is_fresh(request):
        return go(request, way_back(request))
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits.spend_letter(request, form.cleaned_data["email"])
        row = actions.ask_for_code(**form.cleaned_data, then=way_back(request))
        return go(request, reverse("accounts:sign-in-code", args=[row.uuid]))
    return _sign_in_page(request, form)


def _sign_in_page(request: HttpRequest, form: AddressForm, trouble: str = "") -> HttpResponse:
    context = {"form": form, "next": way_back(request), "trouble": trouble}
    return show(request, "accounts/sign_in_page.html", context, 422 if request.method == "POST" else 200)


@require_http_methods(PAGE)
@limited("code", per_five_minutes=25)
def sign_in_code(request: HttpRequest, uuid: str) -> HttpResponse:
    """Type the code from the letter. The address of this page is known to the browser that asked alone."""
    row = codes.flow(uuid, *BY_CODE)
    if row is None:
        raise Http404
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if codes.use_code(row, form.cleaned_data["code"]):
            return honour(request, row)
        form.add_error("code", _("This is not the code, or it is too old. After five tries you need a new e-mail."))
    status = 422 if request.method == "POST" else 200
    return show(request, "accounts/code_page.html", {"form": form, "email": row.email, "row": row}, status)


@never_cache
@require_http_methods(PAGE)
@limited("code", per_five_minutes=25)
def mail_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a letter. Looking at it does nothing, as programs that check mail follow links."""
    if request.method == "POST":
        row = codes.use_link(token)
        return honour(request, row) if row else go(request, request.path)
    row = codes.with_link(token)
    if row is None:
        return show(request, "accounts/link_spent_page.html", status=404)
    return show(request, "accounts/link_page.html", {"row": row})


@sensitive_post_parameters("password")
@require_http_methods(PAGE)
@limited("sign in", per_five_minutes=25)
def sign_in_password(request: HttpRequest) -> HttpResponse:
    """One answer for every wrong pair, whether the address is known or not."""
    if person_of(request) and is_fresh(request):
        return go(request, way_back(request))
    form = PasswordSignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits.spend_guess(request, form.cleaned_data["email"])
        if person := actions.recognise(request, **form.cleaned_data):
            return let_in(request, person, then=way_back(request))
        form.add_error(None, _("That address and password do not go together. Please try again."))
    status = 422 if request.method == "POST" else 200
    return show(request, "accounts/sign_in_password_page.html", {"form": form, "next": way_back(request)}, status)


@never_cache
@require_http_methods(PAGE)
@limited("code", per_five_minutes=25)
def sign_in_printed(request: HttpRequest) -> HttpResponse:
    """The code from a sheet of paper. The square on it opens this page with the code typed in; the rest is theirs."""
    if person_of(request) and is_fresh(request):
        return go(request, way_back(request))
    form = PrintedCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if person := actions.join_with_printed_code(form.cleaned_data["code"]):
            return let_in(request, person, then=way_back(request), is_shared=form.cleaned_data["is_shared"])
        form.add_error("code", _("This is not the code, or it was used or is too old. Ask for a new sheet."))
    status = 422 if request.method == "POST" else 200
    return show(request, "accounts/sign_in_printed_page.html", {"form": form, "next": way_back(request)}, status)


@require_POST
@limited("passkey", per_minute=30)
def passkey_question(request: HttpRequest) -> HttpResponse:
    """What a browser needs to let somebody show a passkey."""
    return JsonResponse(passkeys.ask_for_known(request.session))


@require_POST
@limited("sign in", per_five_minutes=25)
def sign_in_passkey(request: HttpRequest) -> HttpResponse:
    """A passkey asked for a finger, a face or a number, so it is both steps at once."""
    waiting = who_waits(request)
    person = passkeys.whose(request.session, request.POST.get("answer", ""))
    if person is None or waiting.person not in (None, person):
        return _sign_in_page(request, AddressForm(), _("That passkey did not work here. Try again, or use a code."))
    then = waiting.then or way_back(request)
    return let_in(request, person, then=then, is_strong=True, is_shared=waiting.is_shared)


@require_http_methods(PAGE)
def sign_in_second_step(request: HttpRequest) -> HttpResponse:
    """After a code or a password: a number from the app, a code from paper, or a passkey."""
    waiting = who_waits(request)
    person = waiting.person
    if person is None:
        return go(request, reverse("accounts:sign-in"))
    form = SecondStepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits.spend_second_step(person)
        typed = form.cleaned_data["code"]
        if second_step.is_number(person, typed) or second_step.use_recovery_code(person, typed):
            return let_in(request, person, then=waiting.then or home(), is_strong=True, is_shared=waiting.is_shared)
        form.add_error("code", _("This is not the right number. Wait for the next one and try again."))
    context = {"form": form, "has_passkey": person.passkeys.exists()}
    return show(request, "accounts/second_step_page.html", context, 422 if request.method == "POST" else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forget the session; safe to repeat."""
    auth.logout(request)
    response = go(request, home())
    response["Clear-Site-Data"] = '"cache"'  # who sits down next and goes back sees nothing
    return response
