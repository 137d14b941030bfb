"""The lists of an organiser: who asks to look after a group, which groups wait, whom to ring up."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.accounts.reading import count_records
from closeknit.core.http import done, find, only_who_may, person_of, show
from closeknit.core.paging import pages_of
from closeknit.directory import policies
from closeknit.directory.models import Group
from closeknit.directory.stewardship import adding, claiming, keeping_fresh, reads
from closeknit.directory.stewardship.forms import CallForm, DecisionForm
from closeknit.directory.vocabulary import Answer
from closeknit.journal.reading import note_reading
from closeknit.places.naming import names_in_a_list

MOST_SHOWN = 100


@require_safe
@only_who_may("directory.organise_groups")
def claims(request: HttpRequest) -> HttpResponse:
    """All that waits for an organiser's word, the oldest first."""
    person = person_of(request)
    open_claims = list(reads.claims_to_decide(person, timezone.now())[:MOST_SHOWN])
    count_records(person, "directory.claims", len({one.person_id for one in open_claims}))
    context = {
        "claims": open_claims,
        "groups": reads.groups_to_vouch(person)[:MOST_SHOWN],
    }
    return show(request, "directory/stewardship/claims_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only_who_may("directory.organise_groups")
def claim(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One claim: who asks, what they say, and the organiser's yes or no."""
    person = person_of(request)
    found = find(reads.claims_to_decide(person, timezone.now()), uuid=uuid)
    if request.method == "GET":
        note_reading(found, by=person)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decide = claiming.accept if form.is_yes else claiming.refuse
        decide(claim=found, by=person, reason=form.cleaned_data["reason"])
        return done(request, to="directory:claims", said=_("They are told what you have decided."))
    context = {"claim": found, "group": found.group, "form": form}
    return show(request, "directory/stewardship/claim_page.html", context, 422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@only_who_may("directory.organise_groups")
def waiting_group(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One group that is not shown yet, and the organiser's yes or no."""
    person = person_of(request)
    group = find(reads.groups_to_vouch(person), uuid=uuid)
    if request.method == "GET":
        note_reading(group, by=person)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decide = adding.vouch if form.is_yes else adding.turn_away
        decide(group=group, by=person, reason=form.cleaned_data["reason"])
        said = _("Everyone can see it now.") if form.is_yes else _("It is not shown.")
        return done(request, to="directory:claims", said=said)
    context = {"group": group, "stewards": policies.stewards_of(group), "form": form}
    return show(request, "directory/stewardship/waiting_page.html", context, 422 if request.method == "POST" else 200)


@require_safe
@only_who_may("directory.organise_groups")
def to_ring_up(request: HttpRequest) -> HttpResponse:
    """The groups that do not answer letters, those longest unconfirmed first."""
    return _ring_up_page(request)


@require_POST
@only_who_may("directory.organise_groups")
def call(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Write down what a group said on the telephone."""
    person = person_of(request)
    group = find(Group.objects.organised_by(person).public(), uuid=uuid)
    form = CallForm(request.POST, auto_id=f"call-{group.pk}-%s")
    if not form.is_valid():
        return _ring_up_page(request, failed=form, ringing=group)
    keeping_fresh.answer_call(group=group, by=person, **form.cleaned_data)
    if form.cleaned_data["answer"] == Answer.CHANGE:
        said = _("Now put the page right. Then write down here that all is right.")
        return done(request, to=resolve_url("directory:edit", group.slug), said=said)
    return done(request, to="directory:to-ring-up", said=_("Written down. Thank you for ringing."))


def _ring_up_page(request: HttpRequest, *, failed: Any = None, ringing: Any = None) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    areas = reads.areas_of_organiser(person)
    area = next((one for one in areas if one.slug == request.GET.get("area")), None)
    found = reads.to_ring_up(person, area=area, now=now, page=request.GET.get("page"))
    numbers = sum(bool(one.dialled) for one in found.object_list)
    count_records(person, f"directory.ring_up {area and area.pk} {found.number}", numbers)
    groups = [(one, failed if failed and one.group == ringing else _fresh(one.group)) for one in found.object_list]
    context = {
        "found": found,
        "groups": groups,
        "areas": names_in_a_list(areas),
        "area": area,
        "pages": pages_of(found, area=area and area.slug),
    }
    return show(request, "directory/stewardship/to_ring_up_page.html", context, 422 if failed else 200)


def _fresh(group: Group) -> CallForm:
    return CallForm(auto_id=f"call-{group.pk}-%s")
