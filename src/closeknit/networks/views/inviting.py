"""Asking groups to join: choosing them, the letters to print, who has answered."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.core.policy import require
from closeknit.directory.sharing import qr_svg
from closeknit.networks import invite_list, invited, letters
from closeknit.networks.actions import inviting as act
from closeknit.networks.forms import InviteForm
from closeknit.networks.models import Network
from closeknit.networks.views.showing import crumbs, form_page, network_named
from closeknit.networks.vocabulary import InvitedBy


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Which groups are asked, and why; and below, who was asked and what they said."""
    row = _run_by(request, slug)
    form = InviteForm(request.POST or None, groups=invited.can_be_invited(row))
    if request.method == "POST" and form.is_valid():
        made = act.invite(row, form.cleaned_data["groups"], words=form.cleaned_data["words"], by=person_of(request))
        return done(request, to=request.path, said=_asked(made))
    ticked = form["groups"].value() or []
    context = {
        "form": form,
        "ticked": len(ticked),
        "parts": invite_list.parts(row, form.fields["groups"].queryset, ticked),
        "network": row,
        "asked": invited.asked(row),
        "letters": row.invitations.open().filter(way=InvitedBy.LETTER).count(),
        "sleepers": invited.sleepers(row).count(),
        "crumbs": crumbs(row),
        "here": _("Invite groups"),
    }
    return form_page(request, "networks/invite_page.html", context)


def _asked(made: act.Asked) -> str:
    said = [
        ngettext("%(n)d group is asked by mail.", "%(n)d groups are asked by mail.", made.by_mail) % {"n": made.by_mail}
    ]
    if made.by_letter:
        words = ngettext("Print %(n)d letter.", "Print %(n)d letters.", made.by_letter)
        said.append(words % {"n": made.by_letter})
    return " ".join(said)


@require_POST
@signed_in
def wake(request: HttpRequest, slug: str) -> HttpResponse:
    """Sleeping groups are asked to wake, if they wanted to be for this."""
    row = _run_by(request, slug)
    number = act.wake(row, by=person_of(request))
    words = ngettext("%(n)d sleeping group is asked.", "%(n)d sleeping groups are asked.", number) % {"n": number}
    return done(request, to=f"{row.get_absolute_url()}invite/", said=words)


@require_safe
@signed_in
def printed(request: HttpRequest, slug: str) -> HttpResponse:
    """One letter on a sheet of A4 for each group without an address."""
    row = _run_by(request, slug)
    rows = (
        row.invitations.open()
        .filter(way=InvitedBy.LETTER)
        .select_related("group", "invited_by")
        .order_by("group__name")
    )
    found = [(one, letters.invitation_address(one, "")) for one in rows]
    context = {"network": row, "letters": found, "crumbs": crumbs(row), "here": _("Letters to print")}
    return show(request, "networks/letters_page.html", context)


@require_safe
@signed_in
def code(request: HttpRequest, slug: str, uuid: Any) -> HttpResponse:
    """The square code on a printed letter: SVG."""
    row = _run_by(request, slug)
    one = find(row.invitations.open().filter(way=InvitedBy.LETTER), uuid=uuid)
    return HttpResponse(qr_svg(letters.invitation_address(one, "")), content_type="image/svg+xml")


@require_POST
@signed_in
def answer(request: HttpRequest, slug: str, uuid: Any) -> HttpResponse:
    """An organiser writes down that a group said no, by telephone or at the door. A yes only the group itself gives."""
    row = _run_by(request, slug)
    act.answer(find(row.invitations.open(), uuid=uuid), joins=False, by=person_of(request))
    return done(request, to=f"{row.get_absolute_url()}invite/", said=_("It is written down"))


def _run_by(request: HttpRequest, slug: str) -> Network:
    row = network_named(request, slug)
    require(person_of(request), "networks.run", row)
    return row
