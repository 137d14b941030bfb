"""Joining and leaving, for oneself or for a group; and the answer to an invitation by its link."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.core.rate_limit import limited
from closeknit.directory.models import Group
from closeknit.directory.policies import groups_of, is_steward
from closeknit.networks import letters, reads
from closeknit.networks.actions import inviting
from closeknit.networks.actions import joining as act
from closeknit.networks.models import Invitation, Network
from closeknit.networks.views.showing import crumbs, network_named


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@limited("join a network", per_minute=20, per_hour=100)
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """One page for all that one may decide: I belong, my groups belong, or not."""
    person, row = person_of(request), network_named(request, slug)
    if request.method == "POST":
        return done(request, to=request.path, said=_done_as_asked(request, person, row))
    context = {
        "network": row,
        "standing": reads.standing_of(person, row),
        "invited": {one.group_id for one in _open_questions(person, row)},
        "crumbs": crumbs(row),
        "here": _("Who belongs: you and your groups"),
    }
    return show(request, "networks/join_page.html", context)


def _done_as_asked(request: HttpRequest, person: Any, row: Network) -> str:
    """What the button says; a group only by somebody who looks after it."""
    wish = request.POST.get("do", "")
    if wish in ("join", "leave"):
        (act.join if wish == "join" else act.leave)(row, by=person)
        return _("You belong to the network") if wish == "join" else _("You do not belong to it any more")
    if wish not in ("join-group", "leave-group", "pass"):
        raise Http404
    group = find(groups_of(person), slug=request.POST.get("group", ""))
    if wish == "pass":
        inviting.answer(find(_open_questions(person, row), group=group), joins=False, by=person)
        return _("Thank you. The organisers know.")
    (act.join_group if wish == "join-group" else act.leave_group)(row, group, by=person)
    return _("Your group belongs to the network") if wish == "join-group" else _("Your group has left the network")


def _open_questions(person: Any, row: Network) -> Any:
    return Invitation.objects.open().filter(network=row, group__in=groups_of(person).values("pk"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("answer an invitation", per_minute=20, per_hour=100)
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """No signing in: whoever holds the letter speaks for the group, for this one purpose."""
    found = _invitation_of(token)
    if found is None:
        return show(request, "networks/link_over_page.html", status=404)
    wish = request.POST.get("do")
    if wish in ("join", "pass"):
        person = person_of(request)
        by = person if is_steward(person, found.group) else None
        inviting.answer(found, joins=wish == "join", by=by)
        said = _("Thank you. Your group belongs now.") if wish == "join" else _("Thank you. The organisers know.")
        return done(request, to=found.network, said=said)
    status = 422 if request.method == "POST" else 200
    return show(request, "networks/invitation_page.html", {"invitation": found, "network": found.network}, status)


def _invitation_of(token: str) -> Invitation | None:
    """The open question that this link is for, while the group is shown and its reader is one of those asked;
    a printed letter (no reader) holds for whoever has the sheet."""
    number, reader = letters.value_in(token, letters.INVITATION)
    shown = (
        Invitation.objects.open().filter(group__in=Group.objects.public().values("pk")).exclude(group__state="closed")
    )
    row: Invitation | None = shown.filter(uuid=number).select_related("network", "group").first()
    if row is None or (reader and reader not in inviting.readers_marks(row.group)):
        return None
    return row
