"""Following a thing, and choosing how much to hear of all that one follows."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from closeknit.core.http import done, person_of, show, signed_in
from closeknit.journal import actions, reads, stopping
from closeknit.journal.following import follow, unfollow
from closeknit.journal.forms import LevelForm
from closeknit.journal.things import found_by_form, label_of
from closeknit.journal.vocabulary import Level, levels


@require_POST
@signed_in
def follow_thing(request: HttpRequest) -> HttpResponse:
    """Choose a level for one thing; an empty one ends it. Goes back to where the form was."""
    person = person_of(request)
    thing = found_by_form(person, request.POST.get("thing", ""))
    form = LevelForm(request.POST)
    if not form.is_valid():
        raise Http404  # no form of ours asks for such a level
    if level := form.cleaned_data["level"]:
        follow(person, thing, level)
        said = _("%(what)s: %(level)s.") % {"what": label_of(thing), "level": Level(level).label}
    else:
        unfollow(person, thing)
        said = _("You do not follow %(what)s any more.") % {"what": label_of(thing)}
    return done(request, to=_way_back(request), said=said)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def choices(request: HttpRequest) -> HttpResponse:
    """One row for each thing; and all letters stopped, or begun again."""
    person = person_of(request)
    if request.method == "POST":
        return _chosen(request)
    context = {
        "followed": reads.followed_by(person),
        "levels": levels(),
        "is_stopped": stopping.is_stopped(person.email or ""),
    }
    return show(request, "journal/choices_page.html", context)


def _chosen(request: HttpRequest) -> HttpResponse:
    person, wish = person_of(request), request.POST.get("letters", "")
    said = ""
    if wish == "stop" and person.email:
        stopping.stop(stopping.mark_of(person.email))
        said = _("You get no more letters with news. The bell on the hub still tells you.")
    elif wish == "resume" and person.email:
        stopping.resume(person.email)
        said = _("You get letters with news again.")
    elif request.POST.get("drop", "").isdecimal():
        actions.forget_follow(person, int(request.POST["drop"][:18]))
        said = _("Taken off your list.")
    return done(request, to="journal:choices", said=said)


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else resolve_url("journal:choices")
