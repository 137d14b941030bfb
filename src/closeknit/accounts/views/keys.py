"""A person's passkeys, authenticator and recovery codes."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.accounts import letters, passkeys, second_step
from closeknit.accounts.doors import AFTER_SET_UP, freshly_signed_in
from closeknit.accounts.forms import AuthenticatorForm, PasskeyForm
from closeknit.accounts.models import Authenticator
from closeknit.core.errors import Refused
from closeknit.core.http import current_hub, done, find, person_of, show, signed_in
from closeknit.core.rate_limit import limited

PAGE = ["GET", "HEAD", "POST"]
NEW_APP = "authenticator"  # its sealed secret, in the session until the app shows the right number


@require_safe
@signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """The second step: what there is, and what is missing."""
    person = person_of(request)
    context = {
        "has_power": second_step.has_power(person),
        "passkeys": person.passkeys.order_by("pk"),
        "app": Authenticator.objects.filter(person=person).first(),
        "codes_left": second_step.recovery_codes_left(person),
    }
    return show(request, "accounts/second_step_set_up_page.html", context)


@require_http_methods(PAGE)
@freshly_signed_in
def passkey_add(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = passkeys.keep_new(request.session, person, form.cleaned_data["answer"], name=form.cleaned_data["name"])
        if key is not None:
            letters.tell_door_changed(person, _("a passkey was added: %s.") % key.name)
            return _after_new_key(request)
        form.add_error(None, _("The device did not make a passkey. Please try again."))
    return show(request, "accounts/passkey_page.html", {"form": form}, 422 if request.method == "POST" else 200)


@require_POST
@limited("passkey", per_minute=30)
@freshly_signed_in
def passkey_question(request: HttpRequest) -> HttpResponse:
    """What a browser needs to make a passkey."""
    return JsonResponse(passkeys.ask_for_new(request.session, person_of(request), current_hub(request).name))


@require_POST
@freshly_signed_in
def passkey_away(request: HttpRequest, uuid: str) -> HttpResponse:
    person = person_of(request)
    key = find(person.passkeys.select_related("person"), uuid=uuid)
    _refuse_if_last(request, passkeys=1)
    passkeys.take_away(key)
    letters.tell_door_changed(person, _("a passkey was taken away: %s.") % key.name)
    return done(request, to="accounts:second-step", said=_("The passkey does not work any more."))


@require_http_methods(PAGE)
@freshly_signed_in
def authenticator(request: HttpRequest) -> HttpResponse:
    """Show the picture for the app, and take the app on when it shows the right number."""
    person = person_of(request)
    secret = second_step.unsealed(request.session.get(NEW_APP, "")) or second_step.new_secret()
    if NEW_APP not in request.session:
        request.session[NEW_APP] = second_step.sealed(secret)
    form = AuthenticatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if second_step.set_authenticator(person, secret, form.cleaned_data["number"]):
            del request.session[NEW_APP]
            letters.tell_door_changed(person, _("an authenticator app was set up."))
            return _after_new_key(request)
        form.add_error("number", _("That is not the number the app should show. Wait for the next one, try again."))
    address = second_step.address_of(secret, person, f"Closeknit {current_hub(request).name}")
    context = {"form": form, "picture": second_step.picture_of(address), "secret": secret}
    return show(request, "accounts/authenticator_page.html", context, 422 if request.method == "POST" else 200)


@require_POST
@freshly_signed_in
def authenticator_away(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    app = Authenticator.objects.filter(person=person).first()
    if app is not None:
        _refuse_if_last(request, apps=1)
        app.delete()
        second_step.keep_in_step(person)
        letters.tell_door_changed(person, _("the authenticator app was taken away."))
    return done(request, to="accounts:second-step", said=_("The app is not asked any more."))


@require_http_methods(PAGE)
@freshly_signed_in
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make codes to keep on paper. They are in the answer to this and nowhere else."""
    person = person_of(request)
    if request.method == "POST" and "kept" in request.POST:
        to = request.session.pop(AFTER_SET_UP, "accounts:second-step")
        return done(request, to=to, said=_("Good. Keep the codes where you keep your keys."))
    if request.method == "POST":
        if not person.has_second_factor:
            return done(request, to="accounts:second-step", said=_("Set up a passkey or an app first."))
        letters.tell_door_changed(person, _("new recovery codes were made."))
        return _codes_page(request, second_step.new_recovery_codes(person))
    return _codes_page(request)


def _codes_page(request: HttpRequest, codes: Sequence[str] = ()) -> HttpResponse:
    context = {"codes": codes, "left": second_step.recovery_codes_left(person_of(request))}
    return show(request, "accounts/recovery_codes_page.html", context)


def _after_new_key(request: HttpRequest) -> HttpResponse:
    """The session is a strong one from here on, under a new key; the weaker ones end. Then the codes on paper."""
    person = person_of(request)
    request.session["is_strong"] = True
    request.session.cycle_key()
    second_step.end_weaker_sessions(person, request.session.session_key)
    if second_step.recovery_codes_left(person):
        return done(request, to="accounts:second-step", said=_("That works."))
    messages.success(request, _("That works. Now write down these codes."))
    return _codes_page(request, second_step.new_recovery_codes(person))


def _refuse_if_last(request: HttpRequest, *, passkeys: int = 0, apps: int = 0) -> None:
    """Whoever has power over others keeps one second step; a new one first, then the old one away."""
    person = person_of(request)
    left = person.passkeys.count() - passkeys + Authenticator.objects.filter(person=person).count() - apps
    if left <= 0 and second_step.has_power(person):
        raise Refused(_("Your role needs a second step. Add another one first."))
