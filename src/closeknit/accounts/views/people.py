"""For those who look after the hub or an area: people without e-mail; finding one person; stopping one."""

from collections.abc import Callable
from datetime import datetime, time
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.accounts import actions, limits, own_hands, printed, reads, second_step, wishes
from closeknit.accounts.doors import freshly_signed_in
from closeknit.accounts.forms import AddressForm, CorrectPersonForm, FindPersonForm, OnceForm, PersonForm, ReasonForm
from closeknit.accounts.models import Person, as_stored
from closeknit.accounts.reading import count_records
from closeknit.core.errors import Refused
from closeknit.core.http import done, find, go, only_who_may, person_of, show
from closeknit.core.paging import pages_of
from closeknit.core.policy import may, require
from closeknit.core.rate_limit import limited

PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
@limited("find a person", per_minute=20, per_hour=200)
@only_who_may("accounts.enter_people")
def people(request: HttpRequest) -> HttpResponse:
    """Those I wrote down; and, for the hub's administrator, one person by their whole address."""
    me = person_of(request)
    form = FindPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = Person.objects.may_be_seen_by(me).filter(email=as_stored(form.cleaned_data["email"])).first()
        if found is not None:
            return go(request, reverse("accounts:person", args=[found.uuid]))
        form.add_error("email", _("Nobody here has this address."))
    entered = reads.entered_by(me)
    count_records(me, "accounts.people", len(entered))
    context = {"form": form, "people": entered}
    return show(request, "accounts/people_page.html", context, 422 if request.method == "POST" else 200)


@require_http_methods(PAGE)
@only_who_may("accounts.enter_people")
def person_add(request: HttpRequest) -> HttpResponse:
    """Write down somebody without e-mail, with how they said yes."""
    form = PersonForm(request.POST or None, initial={"in_presence_of": person_of(request).name})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        added = actions.enter_person(
            name=said["name"],
            phone=said["phone"],
            agreed_how=said["agreed_how"],
            agreed_at=timezone.make_aware(datetime.combine(said["agreed_on"], time(12))),
            in_presence_of=said["in_presence_of"],
            by=person_of(request),
            client_id=said["client_id"],
        )
        return done(request, to=_page(added), said=_("%s is written down.") % added.name)
    return show(request, "accounts/person_add_page.html", {"form": form}, 422 if request.method == "POST" else 200)


@require_safe
@only_who_may("accounts.enter_people")
def person(request: HttpRequest, uuid: str) -> HttpResponse:
    someone = _seen(request, uuid)
    count_records(person_of(request), f"accounts.person {someone.pk}", 1)
    return _person_page(request, someone)


@require_safe
@limited("find a person", per_minute=20, per_hour=200)
@only_who_may("accounts.manage_hub")
def without_email(request: HttpRequest) -> HttpResponse:
    """Everybody who was written down without e-mail, by name; the one who wrote them down may have gone."""
    name = request.GET.get("name", "").strip().replace("\0", "")
    found = reads.without_email(name, request.GET.get("page"))
    count_records(person_of(request), f"accounts.without_email {name} {found.number}", len(found))
    context = {"people": found, "name": name, "pages": pages_of(found, name=name)}
    return show(request, "accounts/without_email_page.html", context)


@require_http_methods(PAGE)
@only_who_may("accounts.enter_people")
def person_correct(request: HttpRequest, uuid: str) -> HttpResponse:
    """Put a name and a number right, as the person asked."""
    someone = _seen(request, uuid)
    require(person_of(request), "accounts.act_on_wish", someone)
    form = CorrectPersonForm(request.POST or None, initial={"name": someone.name, "phone": someone.phone})
    if request.method == "POST" and form.is_valid():
        wishes.correct(someone, by=person_of(request), **form.cleaned_data)
        return done(request, to=_page(someone), said=_("It is put right. They are told when they sign in."))
    count_records(person_of(request), f"accounts.person {someone.pk}", 1)
    context = {"form": form, "someone": someone}
    return show(request, "accounts/person_correct_page.html", context, 422 if request.method == "POST" else 200)


@require_POST
@only_who_may("accounts.enter_people")
def person_email(request: HttpRequest, uuid: str) -> HttpResponse:
    """Send a first address its letter."""
    someone = _seen(request, uuid)
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _person_page(request, someone, email_form=form)
    limits.spend_invitation(request, person_of(request), form.cleaned_data["email"])
    actions.offer_email(someone, by=person_of(request), **form.cleaned_data)
    return done(request, to=_page(someone), said=_("We sent an e-mail there. The link in it is good for a day."))


@never_cache
@require_POST
@only_who_may("accounts.enter_people")
@freshly_signed_in
def person_code(request: HttpRequest, uuid: str) -> HttpResponse:
    """A sheet to print, with a code to sign in. It is in this answer and nowhere else."""
    someone = _seen(request, uuid)
    form = OnceForm(request.POST)
    form.is_valid()
    code = printed.new_code(someone, by=person_of(request), client_id=form.cleaned_data.get("client_id") or uuid4())
    if not code:
        raise Refused(_("This sheet was made already. If it was not printed, make a new one."))
    picture = second_step.picture_of(printed.address_of(code))
    context = {
        "someone": someone,
        "code": code,
        "picture": picture,
        "page": printed.page_to_type_it().partition("://")[2],
        "until": timezone.now() + printed.LIFE,
    }
    return show(request, "accounts/sheet_page.html", context)


@require_POST
@only_who_may("accounts.enter_people")
@freshly_signed_in
def person_code_end(request: HttpRequest, uuid: str) -> HttpResponse:
    """A sheet got lost, or into the wrong hands."""
    someone = _seen(request, uuid)
    printed.take_back(someone, by=person_of(request))
    return done(request, to=_page(someone), said=_("No sheet works any more, and they are signed out everywhere."))


@require_POST
@only_who_may("accounts.manage_hub")
@freshly_signed_in
def person_suspend(request: HttpRequest, uuid: str) -> HttpResponse:
    """Stop a person; with a reason."""
    return _with_reason(request, uuid, actions.suspend, _("%s cannot sign in any more."))


@require_POST
@only_who_may("accounts.manage_hub")
@freshly_signed_in
def person_lift(request: HttpRequest, uuid: str) -> HttpResponse:
    """Let a person in again; with a reason."""
    return _with_reason(request, uuid, actions.lift_suspension, _("%s can sign in again."))


@require_safe
@only_who_may("accounts.watch_reading")
def much_reading(request: HttpRequest) -> HttpResponse:
    """Who read the records of very many people, the newest first."""
    return show(request, "accounts/much_reading_page.html", {"alerts": reads.reading_alerts()})


def _with_reason(request: HttpRequest, uuid: str, act: Callable[..., None], said: str) -> HttpResponse:
    someone = _seen(request, uuid)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _person_page(request, someone, reason_form=form)
    act(someone, by=person_of(request), **form.cleaned_data)
    return done(request, to=_page(someone), said=said % someone.name)


@require_POST
@only_who_may("accounts.manage_hub")
@freshly_signed_in
def person_second_step_away(request: HttpRequest, uuid: str) -> HttpResponse:
    """For somebody who lost their phone and their paper; never for oneself."""
    someone = _seen(request, uuid)
    if someone == person_of(request):
        raise Refused(_("Change your own second step in your account."))
    actions.forget_second_step(someone, by=person_of(request))
    return done(request, to=_page(someone), said=_("%s can set up a new second step now.") % someone.name)


def _seen(request: HttpRequest, uuid: str) -> Person:
    return find(Person.objects.may_be_seen_by(person_of(request)), uuid=uuid)


def _page(someone: Person) -> str:
    return resolve_url("accounts:person", uuid=someone.uuid)


def _person_page(request: HttpRequest, someone: Person, **forms: object) -> HttpResponse:
    me = person_of(request)
    acts = may(me, "accounts.act_in_their_place", someone)
    context = {
        "someone": someone,
        "told": reads.person_page(someone),
        "acts_in_their_place": acts,
        "to_ask": [] if acts or someone.email else own_hands.administrators(but=me),
        "code_form": OnceForm(),
        "email_form": forms.get("email_form") or AddressForm(),
        "reason_form": forms.get("reason_form") or ReasonForm(),
    }
    return show(request, "accounts/person_page.html", context, 422 if forms else 200)
