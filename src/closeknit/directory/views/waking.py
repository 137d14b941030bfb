"""Waking a group that is asleep: the neighbour's page, and the group's answer by the link in its letter."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from closeknit.accounts.limits import spend_unasked_letter
from closeknit.core.http import done, find, person_of, show
from closeknit.core.rate_limit import limited
from closeknit.directory import policies
from closeknit.directory.models import Group
from closeknit.directory.stewardship import waking as wakings
from closeknit.directory.stewardship.forms import WakeForm
from closeknit.directory.vocabulary import GroupState


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("wake a group", per_minute=5, per_hour=10)
def wake(request: HttpRequest, slug: str) -> HttpResponse:
    """A neighbour says why the group should wake. Also without an account."""
    group, person = find(Group.objects.public().filter(state=GroupState.DORMANT), slug=slug), person_of(request)
    form = WakeForm(request.POST or None, is_known=person is not None)
    if request.method == "POST" and form.is_valid():
        if not form.cleaned_data["nickname"]:
            if told_to := form.told.get("guest_email"):
                spend_unasked_letter(told_to)
            wakings.ask_to_wake(group=group, by=person, **form.told)
        return done(request, to=group, said=_("Thank you. The people of the group are asked."))
    context = {
        "group": group,
        "form": form,
        "asked": wakings.open_waking(group),
        "here": _("Wake them"),
        "crumbs": [(group.get_absolute_url(), group.name)],
    }
    return show(request, "directory/stewardship/wake_page.html", context, 422 if request.method == "POST" else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("an answer to waking", per_minute=20, per_hour=100)
def waking(request: HttpRequest, token: str) -> HttpResponse:
    """No signing in: whoever holds the letter speaks for the group, for this one purpose."""
    found = wakings.waking_of(token)
    if found is None:
        return show(request, "directory/stewardship/link_over_page.html", status=404)
    group, person = found.group, person_of(request)
    decision = request.POST.get("decision")
    if decision in ("wake", "pass"):
        by = person if policies.may_edit_group(person, group) else None
        wakings.answer(found, wakes=decision == "wake", by=by)
        said = _("You are awake. Welcome back!") if decision == "wake" else _("Thank you. You sleep on.")
        return done(request, to=group, said=said)
    status = 422 if request.method == "POST" else 200
    return show(request, "directory/stewardship/waking_page.html", {"waking": found, "group": group}, status)
