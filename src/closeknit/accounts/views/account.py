"""A person's own account: name, address, password, where they are signed in, what they agreed to."""

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.accounts import actions, codes, limits, reads
from closeknit.accounts.doors import freshly_signed_in, honour
from closeknit.accounts.forms import AddressForm, CodeForm, LanguageForm, NameForm, PasswordForm
from closeknit.accounts.models import Person, Session
from closeknit.accounts.vocabulary import CodeFor
from closeknit.core.http import done, go, person_of, show, signed_in
from closeknit.core.rate_limit import limited

PAGE = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """All of it on one page, each with a way to change it."""
    context = {
        "account": reads.account_of(person_of(request)),
        "has_languages": len(settings.LANGUAGES) > 1,
    }
    return show(request, "accounts/account_page.html", context)


@require_http_methods(PAGE)
@signed_in
def name(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    form = NameForm(request.POST or None, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        actions.change_name(person, **form.cleaned_data)
        return done(request, to="accounts:account", said=_("Your name is changed."))
    return _form(request, form, _("Your name"), note=reads.post_words(person))


@require_http_methods(PAGE)
@signed_in
def language(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    form = LanguageForm(request.POST or None, initial={"language": person.language or settings.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        person.language = form.cleaned_data["language"]
        person.save(update_fields=["language"])
        return done(request, to="accounts:account", said=_("We write to you in this language from now on."))
    return _form(request, form, _("Language of our e-mails"))


@require_http_methods(PAGE)
@freshly_signed_in
def email(request: HttpRequest) -> HttpResponse:
    """Ask for a new address; it counts once its letter came back. The same answer for one that is taken."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits.spend_invitation(request, person_of(request), form.cleaned_data["email"])
        row = actions.ask_to_change_email(person_of(request), **form.cleaned_data)
        return go(request, reverse("accounts:account-email-code", args=[row.uuid]))
    return _form(request, form, _("A new address"), button=_("Send a code there"))


@require_http_methods(PAGE)
@limited("code", per_five_minutes=25)
@signed_in
def email_code(request: HttpRequest, uuid: str) -> HttpResponse:
    row = codes.flow(uuid, CodeFor.CHANGE_EMAIL)
    if row is None or row.person_id != person_of(request).pk:
        raise Http404
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if codes.use_code(row, form.cleaned_data["code"]):
            return honour(request, row)
        form.add_error("code", _("This is not the code, or it is too old. After five tries you need a new e-mail."))
    status = 422 if request.method == "POST" else 200
    return show(request, "accounts/code_page.html", {"form": form, "email": row.email, "row": row}, status)


@sensitive_post_parameters("password")
@require_http_methods(PAGE)
@freshly_signed_in
def password(request: HttpRequest) -> HttpResponse:
    """A new password. This session gets a new key, all others end."""
    person = person_of(request)
    form = PasswordForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        said = _("Your password is set. You are signed out everywhere else.")
        return _with_password(request, form.cleaned_data["password"], said)
    note = _("You do not need one: a code by e-mail is enough.")
    away = reverse("accounts:account-password-away") if person.has_usable_password() else ""
    return _form(request, form, _("Your password"), note=note, away=away)


@require_POST
@freshly_signed_in
def password_away(request: HttpRequest) -> HttpResponse:
    return _with_password(request, None, _("Your password is gone. You sign in with a code or a passkey."))


@transaction.atomic
def _with_password(request: HttpRequest, password: str | None, said: str) -> HttpResponse:
    """Set it, or take it away (None), and go on under a new key. Of the same form sent twice at once, the
    second finds its session ended by the first: it does nothing, and leaves the new cookie alone."""
    person, session = person_of(request), request.session
    Person.objects.select_for_update().get(pk=person.pk)  # the second waits here
    if not session.exists(session.session_key):
        session.modified = False
        return go(request, reverse("accounts:account"))
    actions.set_password(person, password=password)
    update_session_auth_hash(request, person)  # with a new key
    session.save()
    Session.objects.filter(person=person).exclude(session_key=session.session_key).delete()
    return done(request, to="accounts:account", said=said)


@require_safe
@signed_in
def sessions(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    sessions_ = reads.sessions_of(person, request.session.session_key)
    context = {"sessions": sessions_, "printed": reads.printed_for(person)}
    return show(request, "accounts/sessions_page.html", context)


@require_POST
@signed_in
def session_end(request: HttpRequest, handle: str) -> HttpResponse:
    """Sign out there. A session that is gone already is as good."""
    own = Session.objects.filter(person=person_of(request)).only("session_key")
    Session.objects.filter(pk__in=[one.pk for one in own if one.handle == handle]).delete()
    return done(request, to="accounts:sessions", said=_("Signed out there."))


@require_POST
@signed_in
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    Session.objects.filter(person=person_of(request)).delete()
    request.session.flush()
    return done(request, to="accounts:sign-in", said=_("You are signed out everywhere."))


@require_safe
@signed_in
def consents(request: HttpRequest) -> HttpResponse:
    """What I agreed to, word for word, and when."""
    return show(request, "accounts/consents_page.html", {"consents": reads.consents_of(person_of(request))})


def _form(
    request: HttpRequest, form: object, heading: str, *, note: str = "", button: str = "", away: str = ""
) -> HttpResponse:
    context = {"form": form, "heading": heading, "note": note, "button": button or _("Save"), "away": away}
    return show(request, "accounts/form_page.html", context, 422 if request.method == "POST" else 200)
