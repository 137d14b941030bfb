"""The pages of the set-up, one a step. Each is saved by itself; one may go back and forth."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.accounts.doors import let_in
from closeknit.core.errors import Refused, Unavailable
from closeknit.core.http import current_hub, done, go, only_who_may, person_of, show
from closeknit.core.rate_limit import limited
from closeknit.directory.models import Group, Theme
from closeknit.directory.theme_actions import take_ready_themes
from closeknit.places import actions as places
from closeknit.places.models import Hub
from closeknit.website.setup import actions, mail_proof, second_step, steps
from closeknit.website.setup.forms import CIRCLE, FILE, AdministratorForm, NumberForm, PeopleForm, PlaceForm, ThemesForm

who_sets_up = only_who_may("website.set_up_hub")
form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All steps, what is done and what is missing; for a hub that nobody has, the way to the first."""
    if actions.is_untaken():
        return go(request, reverse("website:set-up-administrator"))
    return _overview(request)


@who_sets_up
def _overview(request: HttpRequest) -> HttpResponse:
    return show(request, "website/setup/overview_page.html", {"steps": _reached(request)})


@sensitive_post_parameters("key", "password")
@form_page
@limited("set up", per_minute=10, per_hour=60)
def administrator(request: HttpRequest) -> HttpResponse:
    """Whoever has the key becomes the first administrator; later the page tells of the second step."""
    if not actions.is_untaken():
        return _second_step(request)
    form = AdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return let_in(request, actions.take_over(**form.person), then=_address_after("administrator"))
    status = 422 if request.method == "POST" else 200
    return show(request, "website/setup/first_page.html", {"form": form}, status)


@who_sets_up
def _second_step(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return go(request, _address_after("administrator"))
    return _step(request, "administrator", {"second_step": second_step.address()})


@form_page
@who_sets_up
def place(request: HttpRequest) -> HttpResponse:
    """The name of the place, and a boundary: a circle for now, or a file."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PlaceForm(*sent, hub=current_hub(request))
    if form.is_valid():
        actions.begin()
        try:
            _found(form.cleaned_data)
        except Refused as no:
            form.add_error("file" if form.cleaned_data["way"] == FILE else "way", no.message)
        else:
            return _on(request, "place")
    return _step(request, "place", {"form": form, "now": timezone.localtime()})


def _found(chosen: dict[str, Any]) -> None:
    if chosen["way"] == CIRCLE:
        places.draw_place(name=chosen["name"], around=chosen["circle"])
    elif chosen["way"] == FILE:
        places.found_from_file(name=chosen["name"], raw=chosen["file"].read(), kind=chosen["kind"] or "ward")
    else:
        places.rename_place(name=chosen["name"])
    actions.tell_of_hub({"time_zone": chosen["time_zone"]})


@form_page
@who_sets_up
def themes(request: HttpRequest) -> HttpResponse:
    """A ready vocabulary to choose from. What was taken before stays."""
    form = ThemesForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        take_ready_themes(form.cleaned_data["tops"])
        return _on(request, "themes")
    return _step(request, "themes", {"form": form, "count": Theme.objects.count()})


@form_page
@who_sets_up
def people(request: HttpRequest) -> HttpResponse:
    """Who runs the hub and answers for it."""
    hub = Hub.objects.filter(pk=Hub.SINGLE_ID).first()
    form = PeopleForm(request.POST if request.method == "POST" else None, instance=hub)
    if form.is_valid():
        actions.tell_of_hub(form.cleaned_data)
        return _on(request, "people")
    return _step(request, "people", {"form": form})


@form_page
@who_sets_up
def mail(request: HttpRequest) -> HttpResponse:
    """Whether mail works: the number from the letter shows it."""
    form = NumberForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if mail_proof.proves(person_of(request), form.cleaned_data["number"]):
            return _on(request, "mail")
        form.add_error("number", _("This is not the number of the last letter, or it is older than an hour."))
    return _mail_page(request, form)


@require_POST
@who_sets_up
def mail_letter(request: HttpRequest) -> HttpResponse:
    """Write to the administrator, now."""
    try:
        mail_proof.send_number(person_of(request))
    except Unavailable:
        return _mail_page(request, NumberForm(), is_stuck=True)
    return done(request, to="website:set-up-mail", said=_("The letter has left. Look into your letterbox."))


def _mail_page(request: HttpRequest, form: NumberForm, *, is_stuck: bool = False) -> HttpResponse:
    context = {
        "form": form,
        "leaves": mail_proof.leaves_the_house(),
        "was_sent": mail_proof.was_sent(current_hub(request)) or form.is_bound,
        "is_stuck": is_stuck,
    }
    return _step(request, "mail", context, status=502 if is_stuck else 0)


@require_safe
@who_sets_up
def first_list(request: HttpRequest) -> HttpResponse:
    """The way to the first import, which leads back here."""
    return _step(request, "list", {"count": Group.objects.count()})


@require_POST
@who_sets_up
def later(request: HttpRequest, name: str) -> HttpResponse:
    """A step that may wait is put off."""
    if name not in steps.MAY_WAIT:
        raise Http404
    actions.answer(name, steps.LATER)
    return go(request, _address_after(name))


@form_page
@who_sets_up
def opening(request: HttpRequest) -> HttpResponse:
    """What is missing, a look round, and the door."""
    if request.method == "POST":
        actions.open_hub(person_of(request))
        return done(request, to="website:home", said=_("The hub is open. Everybody can see it now."))
    lacking = steps.missing(current_hub(request), person_of(request))
    return _step(request, "opening", {"lacking": lacking})


def _reached(request: HttpRequest) -> list[steps.Reached]:
    return steps.reached(current_hub(request), person_of(request))


def _step(request: HttpRequest, name: str, context: dict[str, Any], status: int = 0) -> HttpResponse:
    """The page of one step; with 422 if something was typed that cannot be taken."""
    reached = _reached(request)
    here = next(one for one in reached if one.step.name == name)
    around = {"steps": reached, "here": here, "before": reached[here.number - 2] if here.number > 1 else None}
    status = status or (422 if request.method == "POST" else 200)
    return show(request, f"website/setup/{name}_page.html", {**around, **context}, status)


def _on(request: HttpRequest, name: str) -> HttpResponse:
    return done(request, to=_address_after(name), said=_("Kept."))


def _address_after(name: str) -> str:
    return steps.after(name).address
