"""The page of those who look after a group, and what they can do there."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from closeknit.accounts.limits import spend_unasked_letter
from closeknit.accounts.models import Person
from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.core.policy import require
from closeknit.core.rate_limit import limited, spend
from closeknit.directory import policies
from closeknit.directory.models import Group
from closeknit.directory.stewardship import claiming, hidden, keeping_fresh, reads, reassigning, stewards
from closeknit.directory.stewardship.forms import DecisionForm, InviteForm, ReasonForm, ReassignForm
from closeknit.directory.views.care import group_in_care
from closeknit.journal.reading import note_reading

INVITATIONS_AN_HOUR = 10


class Failed(NamedTuple):
    """A form of the page that was not filled in well: which one, and for whom or what."""

    name: str = ""
    number: int = 0
    form: forms.Form | None = None


NONE = Failed()


@require_safe
@signed_in
def stewards_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Who looks after the group, who was asked, who asks; and the ways to leave."""
    return _page(request, group_in_care(request, slug))


@require_POST
@signed_in
@limited("invite a steward", per_minute=5, per_hour=20)
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask somebody to help, or to take over. The answer is the same whether we know the address or not."""
    group, person = group_in_care(request, slug), person_of(request)
    form = InviteForm(request.POST, can_hand_over=policies.is_steward(person, group), auto_id="invite-0-%s")
    if not form.is_valid():
        return _page(request, group, failed=Failed("invite", 0, form))
    spend("invitations", f"{person.pk}", per_hour=INVITATIONS_AN_HOUR)
    spend_unasked_letter(form.cleaned_data["email"])
    ask = stewards.offer_page if form.hands_over else stewards.invite_steward
    ask(group=group, by=person, email=form.cleaned_data["email"])
    return _back(request, group, _("A letter is on its way."))


@require_POST
@signed_in
def end_invitation(request: HttpRequest, slug: str, uuid: Any) -> HttpResponse:
    """Whoever asked thinks better of it."""
    group = group_in_care(request, slug)
    stewards.take_back(find(group.invitations.all(), uuid=uuid))
    return _back(request, group, _("The invitation is taken back."))


@require_POST
@signed_in
def take_off(request: HttpRequest, slug: str, uuid: Any) -> HttpResponse:
    """End another steward's right, with a reason that they can read."""
    group = group_in_care(request, slug)
    other = find(Person.objects.all(), uuid=uuid)
    form = ReasonForm(request.POST, auto_id=f"off-{other.pk}-%s")
    if not form.is_valid():
        return _page(request, group, failed=Failed("off", other.pk, form))
    stewards.take_off(group=group, person=other, by=person_of(request), reason=form.cleaned_data["reason"])
    return _back(request, group, _("They no longer look after this page."))


@require_POST
@signed_in
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Stop looking after the group, while somebody else does."""
    group = group_in_care(request, slug)
    stewards.leave(group=group, person=person_of(request))
    return done(request, to=group, said=_("You no longer look after this page. Thank you for what you did."))


@require_POST
@signed_in
def give_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the page to the organisers, also as the last one."""
    group = group_in_care(request, slug)
    form = ReasonForm(request.POST, auto_id="give-0-%s")
    if not form.is_valid():
        return _page(request, group, failed=Failed("give", 0, form))
    stewards.give_to_organisers(group=group, person=person_of(request), reason=form.cleaned_data["reason"])
    to = group if group.visibility == "public" else "website:home"
    return done(request, to=to, said=_("The organisers look for somebody new. Thank you for what you did."))


@require_POST
@signed_in
def decide_claim(request: HttpRequest, slug: str, uuid: Any) -> HttpResponse:
    """Say yes or no to somebody who asks to look after the page as well."""
    group, person = group_in_care(request, slug), person_of(request)
    claim = find(reads.claims_to_decide(person, timezone.now()).filter(group=group), uuid=uuid)
    form = DecisionForm(request.POST, auto_id=f"claim-{claim.pk}-%s")
    if not form.is_valid():
        return _page(request, group, failed=Failed("claim", claim.pk, form))
    decide = claiming.accept if form.is_yes else claiming.refuse
    decide(claim=claim, by=person, reason=form.cleaned_data["reason"])
    return _back(request, group, _("They are told what you have decided."))


@require_POST
@signed_in
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """All on the page is still right."""
    group = group_in_care(request, slug)
    keeping_fresh.confirm_group(group, by=person_of(request))
    return _back(request, group, _("Thank you. The page now says that you confirmed it today."))


@require_POST
@signed_in
def send_again(request: HttpRequest, slug: str) -> HttpResponse:
    """The organisers did not take the page up; now it is put right."""
    group = group_in_care(request, slug)
    hidden.send_again(group=group, by=person_of(request))
    return _back(request, group, _("The organisers look at it again."))


@require_POST
@signed_in
def reassign(request: HttpRequest, slug: str) -> HttpResponse:
    """An organiser proposes somebody new for a group that nobody answers for."""
    group = _group_to_reassign(request, slug)
    form = ReassignForm(request.POST, auto_id="new-0-%s")
    if not form.is_valid():
        return _page(request, group, failed=Failed("new", 0, form))
    reassigning.ask_reassignment(group=group, by=person_of(request), **form.cleaned_data)
    return _back(request, group, _("A second organiser has to agree."))


@require_POST
@signed_in
def agree_to_reassign(request: HttpRequest, slug: str) -> HttpResponse:
    """The second organiser agrees."""
    group = _group_to_reassign(request, slug)
    change = find(group.reassignments.filter(stopped_at=None, done_at=None))
    reassigning.agree(change=change, by=person_of(request))
    return _back(request, group, _("Those who look after it now are told, and have 14 days to object."))


@require_POST
@signed_in
def stop_reassigning(request: HttpRequest, slug: str) -> HttpResponse:
    """A steward is still there, or an organiser thinks better of it."""
    group = group_in_care(request, slug)
    reassigning.stop(change=find(group.reassignments.filter(stopped_at=None, done_at=None)), by=person_of(request))
    return _back(request, group, _("It is stopped. Nothing changes."))


def _group_to_reassign(request: HttpRequest, slug: str) -> Group:
    group = group_in_care(request, slug)
    require(person_of(request), "directory.vouch_for_group", group)
    return group


def _page(request: HttpRequest, group: Group, *, failed: Failed = NONE) -> HttpResponse:
    """The page with the form that was not filled in well, and fresh ones beside it."""
    page = reads.stewards_page(group, person_of(request), timezone.now())
    if request.method == "GET":
        note_reading(*page.claims, by=person_of(request))

    def form(name: str, number: int, make: Callable[..., forms.Form]) -> forms.Form:
        if (failed.name, failed.number) == (name, number) and failed.form is not None:
            return failed.form
        return make(auto_id=f"{name}-{number}-%s")

    context = {
        "page": page,
        "group": group,
        "stewards": [(line, form("off", line.person.pk, ReasonForm)) for line in page.stewards],
        "claims": [(claim, form("claim", claim.pk, DecisionForm)) for claim in page.claims],
        "invite_form": form("invite", 0, partial(InviteForm, can_hand_over=page.is_steward)),
        "give_back_form": form("give", 0, ReasonForm),
        "reassign_form": form("new", 0, ReassignForm),
        "failed": failed,
        "here": _("Who looks after it"),
        "crumbs": [(group.get_absolute_url(), group.name)],
    }
    return show(request, "directory/stewardship/stewards_page.html", context, 422 if failed.form else 200)


def _back(request: HttpRequest, group: Group, said: str) -> HttpResponse:
    return done(request, to=resolve_url("directory:stewards", group.slug), said=said)
