"""A group comes in: added by its own people, or told of by anyone."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from closeknit.accounts import with_help
from closeknit.accounts.limits import spend_unasked_letter
from closeknit.core.http import current_hub, done, go, person_of, show, wants_part
from closeknit.core.rate_limit import limited
from closeknit.directory.duplicates import named_like, similar
from closeknit.directory.models import Group
from closeknit.directory.stewardship import adding
from closeknit.directory.stewardship.forms import GroupForm, TellForm
from closeknit.directory.vocabulary import Visibility
from closeknit.places.vocabulary import NewGroups


@require_http_methods(["GET", "HEAD", "POST"])
@limited("add a group", per_minute=5, per_hour=20)
def add(request: HttpRequest) -> HttpResponse:
    """Five questions; whoever answers them looks after the page from then on. A visitor reads what it takes."""
    person = person_of(request)
    if person is None:
        return _before_adding(request)
    form = GroupForm(request.POST or None)
    with_help.ask(form, person)
    if _is_ready(form, request, person):
        hands = with_help.hands_of(person, form)
        group = adding.add_group(by=hands.author, helper=hands.helper, place=form.place, fields=form.group_fields)
        if hands.helper is not None:
            said = _("It is kept. %(name)s looks after the page from now on.") % {"name": hands.author.name}
            return done(request, to="accounts:helping", said=said)
        is_public = group.visibility == Visibility.PUBLIC
        said = _("Here is your page.") if is_public else _("It is kept. An organiser looks at it, then all can see it.")
        return done(request, to=group, said=said)
    return _form_page(request, "directory/stewardship/add_page.html", form)


def _before_adding(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":  # they were signed in when they began
        return go(request, redirect_to_login(request.path).url)
    return show(request, "directory/stewardship/before_adding_page.html", {"here": request.path})


@require_http_methods(["GET", "HEAD", "POST"])
@limited("tell about a group", per_minute=5, per_hour=20)
def tell(request: HttpRequest) -> HttpResponse:
    """The same without an account. Nobody sees the group before it was looked at."""
    form = TellForm(request.POST or None)
    person = person_of(request)
    with_help.ask(form, person)
    if _is_ready(form, request, person):
        if not form.cleaned_data["nickname"]:
            _spend_letter(form.group_fields)
            told = _teller(form, with_help.hands_of(person, form))
            adding.tell_of_group(place=form.place, fields=form.group_fields, **told)
        return done(request, to="directory:told")
    return _form_page(request, "directory/stewardship/tell_page.html", form)


def _teller(form: TellForm, hands: with_help.Hands) -> dict[str, Any]:
    """Who tells, and who hears what became of it: whoever left an address, or whom it was told for."""
    guest = form.guest
    if hands.helper is not None:
        guest = {"guest_name": hands.author.name, "guest_email": hands.author.email or ""}
    return {**guest, "by": hands.author, "helper": hands.helper}


def _spend_letter(fields: dict[str, Any]) -> None:
    """The hub writes to an address that a stranger named; the same form sent again sends no second letter."""
    address = fields.get("contact_email")
    if address and not Group.objects.filter(uuid=fields["uuid"]).exists():
        spend_unasked_letter(address)


@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """What happens now with a group that somebody told us about."""
    return show(request, "directory/stewardship/told_page.html", {"is_shown_at_once": _shows_at_once(request)})


@require_safe
def similar_groups(request: HttpRequest) -> HttpResponse:
    """Groups of a name like the one that somebody is typing; as a page, where one finds one's own group."""
    name, person = request.GET.get("name", "").replace("\0", "")[:200].strip(), person_of(request)
    if wants_part(request):
        return show(request, "directory/stewardship/_similar.html", {"alike": similar(name, person=person)})
    waiting = Group.objects.waiting_under(name) if person and name else ()
    context = {"found": named_like(name, person=person), "waiting": waiting, "name": name}
    return show(request, "directory/stewardship/similar_page.html", context)


def _is_ready(form: GroupForm, request: HttpRequest, person: Any) -> bool:
    """Sent, whole, and none of the groups like it is the same: those are shown once before it is kept."""
    if request.method != "POST" or not form.is_valid():
        return False
    if form.says_it_is_new or Group.objects.filter(uuid=form.cleaned_data["number"]).exists():
        return True  # they said so, or this very form was sent before
    found = form.place.found
    near = (found.lat, found.lng) if found and not found.area else None
    name, website = form.cleaned_data["name"], form.cleaned_data["reach"].get("website", "")
    form.alike = similar(name, near, website, person=person)
    form.waiting = list(Group.objects.waiting_under(name)[:1]) if person else []
    return not (form.alike or form.waiting)


def _form_page(request: HttpRequest, template: str, form: GroupForm) -> HttpResponse:
    context = {"form": form, "is_shown_at_once": _shows_at_once(request)}
    return show(request, template, context, 422 if request.method == "POST" else 200)


def _shows_at_once(request: HttpRequest) -> bool:
    return current_hub(request).new_groups == NewGroups.AT_ONCE
