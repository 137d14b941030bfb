"""Letters of the organisers: write, look who gets it, try it out, send, stop."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.core.errors import Refused
from closeknit.core.http import done, find, go, person_of, show, signed_in
from closeknit.core.policy import require
from closeknit.core.rate_limit import limited
from closeknit.networks.actions import mailing as act
from closeknit.networks.forms import MailingForm
from closeknit.networks.models import Mailing, Network
from closeknit.networks.readers import readers_of
from closeknit.networks.views.showing import crumbs, form_page, network_named

Trail = list[tuple[str, str]]


@require_safe
@signed_in
def mailings(request: HttpRequest, slug: str) -> HttpResponse:
    """The letters to this network, the latest first."""
    row = _run_by(request, slug)
    context = {"network": row, "mailings": row.mailings.select_related("author")[:50], "crumbs": crumbs(row)}
    return show(request, "networks/mailings_page.html", context | {"here": _("Letters")})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Write one. Nothing is sent before somebody has seen who gets it."""
    row = _run_by(request, slug)
    form = MailingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = act.write_mailing(row, by=person_of(request), **form.cleaned_data)
        return go(request, _address(made))
    context = {"form": form, "network": row, "crumbs": _trail(row), "here": _("Write a letter")}
    return form_page(request, "networks/mailing_form_page.html", context)


@require_safe
@signed_in
def mailing(request: HttpRequest, uuid: Any) -> HttpResponse:
    """The letter as it goes out, who gets it by name and number, and who does not and why."""
    row = _mailing(request, uuid)
    context = {
        "mailing": row,
        "network": row.network,
        "readers": readers_of(row.network) if row.is_draft else None,
        "left": act.left_of(row) if row.state == "sent" else 0,
        "once": uuid4(),
        "crumbs": _trail(row.network),
        "here": row.subject,
    }
    return show(request, "networks/mailing_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Change what was not sent yet."""
    row = _mailing(request, uuid)
    form = MailingForm(request.POST or None, initial={"subject": row.subject, "text": row.text})
    if request.method == "POST" and form.is_valid():
        act.change_mailing(row, subject=form.cleaned_data["subject"], text=form.cleaned_data["text"])
        return go(request, _address(row))
    if not row.is_draft:
        raise Refused(_("It has been sent, so it cannot be changed any more."))
    context = {"form": form, "network": row.network, "crumbs": _trail(row.network), "here": _("Change the letter")}
    return form_page(request, "networks/mailing_form_page.html", context)


@require_POST
@signed_in
@limited("a letter to a network", per_minute=10, per_hour=60)
def do(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Try it out, send it, stop it, or throw the draft away."""
    row = _mailing(request, uuid)
    wish = request.POST.get("do", "")
    if wish == "throw-away":
        act.drop_draft(row)
        return done(request, to=reverse("networks:mailings", args=[row.network.slug]), said=_("The draft is gone"))
    return done(request, to=_address(row), said=_done_as_asked(request, row, wish))


def _done_as_asked(request: HttpRequest, row: Mailing, wish: str) -> str:
    if wish == "try":
        act.try_out(row, by=person_of(request), once=_number(request))
        return _("A test letter is on its way to you")
    if wish == "send":
        shown = request.POST.get("number", "")[:9]
        number = len(act.send_mailing(row, number=int(shown) if shown.isdecimal() else -1).gets)
        words = ngettext("It goes to %(n)d reader in five minutes", "It goes to %(n)d readers in five minutes", number)
        return words % {"n": number}
    number = act.stop_mailing(row)
    return ngettext("%(n)d letter was held back", "%(n)d letters were held back", number) % {"n": number}


def _number(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid4()


def _address(row: Mailing) -> str:
    return reverse("networks:mailing", args=[row.uuid])


def _trail(row: Network) -> Trail:
    return [*crumbs(row), (reverse("networks:mailings", args=[row.slug]), _("Letters"))]


def _mailing(request: HttpRequest, uuid: Any) -> Mailing:
    """404 for a letter of a network that one does not run."""
    run = Network.objects.run_by(person_of(request)).values("pk")
    return find(Mailing.objects.filter(network__in=run).select_related("network", "author"), uuid=uuid)


def _run_by(request: HttpRequest, slug: str) -> Network:
    row = network_named(request, slug)
    require(person_of(request), "networks.run", row)
    return row
