"""Letting a person in, once they have shown who they are; and asking again before what matters."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib import auth
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from closeknit.accounts import actions, devices, known_device, second_step
from closeknit.accounts.models import EmailCode, Person
from closeknit.accounts.vocabulary import CodeFor
from closeknit.core.errors import Refused
from closeknit.core.http import done, go, person_of, signed_in

View = Callable[..., HttpResponse]
FRESH = timedelta(minutes=30)
WAITING = "second_step"  # in the session of somebody who has taken the first step only
WAITS = 15 * 60  # seconds
SHARED_WAITS = 30 * 60  # of a device that others use too
AFTER_SET_UP = "after_set_up"  # in the session of somebody who must choose a second step before they go on


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who has taken the first step in this session, if anybody, and how they go on."""

    person: Person | None = None
    then: str = ""
    is_shared: bool = False


def let_in(
    request: HttpRequest, person: Person, *, then: str, is_strong: bool = False, is_shared: bool = False
) -> HttpResponse:
    """Sign the person in with a new session, or ask for the second step first.

    ``is_strong``: they took two steps already. ``is_shared``: others use the device too, so the session is
    short and leaves no mark behind. Nothing of the session before is kept.
    """
    request.session.flush()
    if not is_strong and second_step.is_asked_of(person):
        request.session[WAITING] = {
            "person": person.pk,
            "then": then,
            "is_shared": is_shared,
            "doors": _doors_of(person),
        }
        request.session.set_expiry(WAITS)
        return go(request, reverse("accounts:sign-in-second-step"))
    auth.login(request, person)
    request.session["is_strong"] = is_strong
    response = go(request, _next_page(request, person, then))
    if is_shared:
        request.session.set_expiry(SHARED_WAITS)
    else:
        known_device.remember(request, response, person)
    return response


def _next_page(request: HttpRequest, person: Person, then: str) -> str:
    """Where they were going; first the second step, for those whose roles sleep without."""
    if person.lacks_second_factor and second_step.has_power(person):
        request.session[AFTER_SET_UP] = then
        return reverse("accounts:second-step")
    return then


def who_waits(request: HttpRequest) -> Waiting:
    """Nobody, once their password or address has changed since."""
    waiting = request.session.get(WAITING) or {}
    person = Person.objects.filter(pk=waiting.get("person"), is_active=True).first()
    if person is None or not constant_time_compare(waiting.get("doors", ""), _doors_of(person)):
        return Waiting()
    return Waiting(person, waiting.get("then", ""), waiting.get("is_shared", False))


def _doors_of(person: Person) -> str:
    """Another one after each change of password or address."""
    ways = f"{person.password} {person.email}"
    return salted_hmac("closeknit.accounts.doors", ways, algorithm="sha256").hexdigest()


def honour(request: HttpRequest, row: EmailCode) -> HttpResponse:
    """Do what the letter was for; its code or link has just been used."""
    if row.purpose == CodeFor.CHANGE_EMAIL:
        is_theirs = person_of(request) == row.person
        actions.change_email(row, but=request.session.session_key if is_theirs else None)
        if is_theirs:
            request.session.cycle_key()
        to = "accounts:account" if is_theirs else "accounts:sign-in"
        return done(request, to=to, said=_("Your new e-mail address is in use now."))
    person = _found_by(row)
    if not person.is_active:
        raise Refused(_("This account is stopped just now."))
    return let_in(request, person, then=row.details.get("then") or home())


def _found_by(row: EmailCode) -> Person:
    if row.purpose == CodeFor.JOIN:
        return actions.join(row)
    if row.purpose == CodeFor.FIRST_EMAIL:
        return actions.change_email(row)
    person = Person.objects.filter(email=row.email).first()
    if person is None:
        raise Refused(_("This is no longer possible. Please start again."))
    return person


def way_back(request: HttpRequest) -> str:
    """The page on this site that sent the person here, or home."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else home()


def home() -> str:
    return resolve_url("website:home")


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person showed who they are a short time ago."""
    since = request.session.get("signed_in_at")
    return since is not None and timezone.now() - datetime.fromisoformat(since) < FRESH


def freshly_signed_in(view: View) -> View:
    """For what a stranger at an unlocked computer must not do: after half an hour one signs in once more."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_fresh(request):
            page = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("accounts:account")
            return go(request, redirect_to_login(page).url)
        return view(request, *args, **kwargs)

    return guarded


def note_sign_in(sender: object, request: HttpRequest, **_more: Any) -> None:
    """Each sign-in says when and on what; the session's row shows it (see sessions.py)."""
    request.session["signed_in_at"] = timezone.now().isoformat()
    request.session["device"] = devices.in_words(request.headers.get("User-Agent", ""))
