"""Wanting to hear of the next meeting: the page, the letter's page, stopping, the sheet, and typing in."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.accounts import with_help
from closeknit.accounts.limits import spend_unasked_letter
from closeknit.calendar.reads import happenings
from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.core.policy import require
from closeknit.core.rate_limit import limited
from closeknit.directory.sharing import qr_svg
from closeknit.networks import letters, reads
from closeknit.networks.actions import interests as act
from closeknit.networks.forms import InterestForm, PaperForms
from closeknit.networks.models import Interest, Network
from closeknit.networks.views.showing import crumbs, form_page, network_named, paged
from closeknit.networks.vocabulary import How

SOON = timedelta(days=120)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("interest in a network", per_minute=10, per_hour=120)  # a whole hall may share one address
def interest(request: HttpRequest, slug: str) -> HttpResponse:
    """With an account it is one button; without one a name and an address, to be confirmed by letter."""
    person, row = person_of(request), network_named(request, slug)
    if person is not None:
        return _of_a_person(request, person, row)
    form = InterestForm(request.POST or None, initial={"way": request.GET.get("way", "")})
    if request.method == "POST" and form.is_valid():
        if not form.cleaned_data["nickname"]:
            spend_unasked_letter(form.cleaned_data["guest_email"])
            act.ask_by_mail(row, **form.told)
        return done(request, to=reverse("networks:interest-sent", args=[row.slug]))
    context = {"form": form, "network": row, "crumbs": crumbs(row), "here": _("Hear of the next meeting")}
    return form_page(request, "networks/interest_page.html", context)


def _of_a_person(request: HttpRequest, person: Any, row: Network) -> HttpResponse:
    """One button, for oneself or for somebody whom one helps."""
    standing, wish = reads.standing_of(person, row), request.POST.get("do")
    form = Form(request.POST if request.method == "POST" else None)
    with_help.ask(form, person, or_me=not standing.is_interested)
    if wish == "end":
        for one in row.interests.open().filter(person=person):
            act.end_interest(one)
        return done(request, to=row, said=_("You hear of its meetings no more"))
    if request.method == "POST" and (wish == "keep" or form.is_valid()):
        hands = with_help.Hands(person) if wish == "keep" else with_help.hands_of(person, form)
        act.show_interest(row, by=hands.author, helper=hands.helper)
        return done(request, to=row, said=_will_hear(hands))
    context = {"network": row, "standing": standing, "crumbs": crumbs(row), "form": form}
    return form_page(request, "networks/interest_own_page.html", context | {"here": _("Hear of the next meeting")})


def _will_hear(hands: with_help.Hands) -> str:
    if hands.helper is None:
        return _("You will hear of the next meeting")
    return _("%(name)s will hear of the next meeting") % {"name": hands.author.name}


@require_safe
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """What a guest does now: look into their letters."""
    row = network_named(request, slug)
    return show(request, "networks/interest_sent_page.html", {"network": row, "crumbs": crumbs(row)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("confirm an interest", per_minute=20, per_hour=200)
def own(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the letter confirms, keeps it up for another year, or ends it."""
    number = letters.value_in(token, letters.INTEREST)
    row = find(Interest.objects.exclude(guest_email="").select_related("network"), uuid=number)
    wish = request.POST.get("do")
    if wish == "end":
        act.end_interest(row)
        return done(request, to=request.path, said=_("We write to you no more about this network."))
    if request.method == "POST":
        kept = act.confirm_interest(row)
        said = _("Thank you. You hear of the next meeting.")
        return done(request, to=urlsplit(letters.interest_address(kept)).path, said=said)
    context = {"interest": row, "network": row.network, "until": (row.confirmed_at or timezone.now()) + act.A_YEAR}
    return show(request, "networks/interest_kept_page.html", context)


@csrf_exempt  # RFC 8058: a mail programme posts here by itself; the address holds what it may do
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """One click ends the letters of a network to an address."""
    network_number, mark = letters.value_in(token, letters.STOP)
    row = find(Network.objects.all(), pk=network_number)
    if request.method == "POST":
        act.be_quiet(row.pk, mark)
        return show(request, "networks/stopped_page.html", {"network": row})
    return show(request, "networks/stop_page.html", {"network": row})


# ── For those who run it ─────────────────────────────────────────────────────────────────────────


@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """A sheet of A4 to pin up or to lie on a table: a square code, and lines for those without a telephone."""
    row = network_named(request, slug)
    context = {"network": row, "page_address": _address(row), "lines": range(14), "crumbs": crumbs(row)}
    return show(request, "networks/interest_sheet_page.html", context | {"here": _("A sheet to print")})


@require_safe
def code(request: HttpRequest, slug: str) -> HttpResponse:
    """The square code that leads to the page where one says that one wants to hear: SVG."""
    row = network_named(request, slug)
    return HttpResponse(qr_svg(f"{_address(row)}?way={How.QR}"), content_type="image/svg+xml")


def _address(row: Network) -> str:
    return settings.PUBLIC_URL + reverse("networks:interest", args=[row.slug])


@require_safe
@signed_in
def interested(request: HttpRequest, slug: str) -> HttpResponse:
    """Who wants to hear, how they are reached, and how they agreed."""
    row = _run_by(request, slug)
    rows = row.interests.open().select_related("person").order_by("-created_at", "-id")
    page, ways = paged(request, rows, 50)
    context = {
        "network": row,
        "interests": page,
        "pages": ways,
        "live": Interest.objects.live(timezone.now()).filter(network=row).count(),
        "crumbs": crumbs(row),
        "here": _("Who wants to hear"),
    }
    return show(request, "networks/interested_page.html", context)


@require_POST
@signed_in
def interested_end(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Somebody asked an organiser to be taken off the list."""
    row = _run_by(request, slug)
    act.end_interest(find(row.interests.all(), uuid=uuid))
    return done(request, to=reverse("networks:interested", args=[row.slug]), said=_("They are off the list"))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def typing_in(request: HttpRequest, slug: str) -> HttpResponse:
    """The lines of a sheet, many at once."""
    row = _run_by(request, slug)
    forms = PaperForms(request.POST or None)
    if request.method == "POST" and forms.is_valid():
        made = act.enter_from_paper(row, forms.entered(), by=person_of(request), **forms.sheet.cleaned_data)
        return done(request, to=request.path, said=_entered(made))
    context = {"network": row, "forms": forms, "form": forms.sheet, "crumbs": crumbs(row), "here": _("Type in a sheet")}
    return form_page(request, "networks/typing_in_page.html", context)


def _entered(made: act.Entered) -> str:
    said = [ngettext("%(n)d new person.", "%(n)d new people.", made.new) % {"n": made.new}]
    if made.known:
        said.append(ngettext("%(n)d we had.", "%(n)d we had.", made.known) % {"n": made.known})
    if made.quiet:
        words = ngettext(
            "%(n)d wants no more letters, and stays out.", "%(n)d want no more letters, and stay out.", made.quiet
        )
        said.append(words % {"n": made.quiet})
    return " ".join(said)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def by_hand(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has no e-mail: to be rung up or written to about the next meeting."""
    row = _run_by(request, slug)
    coming = next((one for one in _coming(row, person_of(request)) if not one.is_cancelled), None)
    meeting = getattr(coming.series, "meeting", coming.series) if coming else None
    if request.method == "POST":
        if meeting is None:
            raise Http404
        act.tell_by_hand(find(reads.by_hand(row, meeting), uuid=request.POST.get("who", "")), meeting)
        return done(request, to=request.path, said=_("It is written down"))
    people = reads.by_hand(row, meeting) if meeting is not None else row.interests.none()
    context = {
        "network": row,
        "coming": coming,
        "people": people,
        "crumbs": crumbs(row),
        "here": _("To ring or to write to"),
    }
    return show(request, "networks/by_hand_page.html", context)


def _coming(row: Network, person: Any) -> list[Any]:
    return happenings(timezone.now(), timezone.now() + SOON, hosts=[row], person=person)


def _run_by(request: HttpRequest, slug: str) -> Network:
    row = network_named(request, slug)
    require(person_of(request), "networks.run", row)
    return row
