"""A group's own calendars: connecting one, looking at what was read, leaving one."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from closeknit.calendar.actions import feeds as actions
from closeknit.calendar.feeds import reads
from closeknit.calendar.forms.feeds import AddressForm, LeavingForm
from closeknit.calendar.models import Feed
from closeknit.core.errors import Refused
from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.core.policy import require
from closeknit.core.rate_limit import limited
from closeknit.directory.models import Group

GET_AND_POST = ["GET", "HEAD", "POST"]


def feed_of(request: HttpRequest, uuid: UUID) -> Feed:
    """The feed that an address names, for whoever may see it; else 404."""
    return find(reads.visible_to(person_of(request)), uuid=uuid)


@require_http_methods(GET_AND_POST)
@signed_in
@limited("feed-look", per_minute=6, per_hour=60)
def feeds_of_group(request: HttpRequest, slug: str) -> HttpResponse:
    """The calendars that a group has connected, and how each is; another address is put in here."""
    person = person_of(request)
    group = find(Group.objects.visible_to(person), slug=slug)
    require(person, "calendar.connect_feeds", group)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return done(request, to=actions.look_at(group, form.cleaned_data["address"], by=person))
        except Refused as no:
            form.add_error("address", no.message)
    context = {
        "group": group,
        "form": form,
        "standings": reads.feeds_of(group, timezone.now()),
        "crumbs": [(group.get_absolute_url(), group.name)],
        "here": _("Your own calendar"),
    }
    return show(request, "calendar/feeds/feeds_page.html", context, 422 if form.errors else 200)


@require_safe
@signed_in
def feed(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How one calendar is, and what a reading that waits would change."""
    row = feed_of(request, uuid)
    return show(request, "calendar/feeds/feed_page.html", _around(row) | {"form": AddressForm()})


@require_http_methods(GET_AND_POST)
@signed_in
@limited("feed-look", per_minute=6, per_hour=60)
def address(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Read it at another address, which is looked at before it counts."""
    row = feed_of(request, uuid)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.look_elsewhere(row, form.cleaned_data["address"])
        except Refused as no:
            form.add_error("address", no.message)
        else:
            return done(request, to=row)
    status = 422 if form.errors else 200
    return show(
        request, "calendar/feeds/address_page.html", _around(row, _("Another address")) | {"form": form}, status
    )


@require_http_methods(GET_AND_POST)
@signed_in
def leaving(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Read it no more: its events stay, or go."""
    row = feed_of(request, uuid)
    form = LeavingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.disconnect(row, by=person_of(request), keep_events=form.keeps)
        return done(request, to=row, said=_("Disconnected. You can take that back for 30 days."))
    context = _around(row, _("Disconnect")) | {"form": form}
    return show(request, "calendar/feeds/leaving_page.html", context, 422 if form.errors else 200)


def _around(row: Feed, here: str = "") -> dict[str, Any]:
    group = row.group
    crumbs = [
        (group.get_absolute_url(), group.name),
        (reverse("calendar:feeds", args=[group.slug]), _("Your own calendar")),
    ]
    if here:
        crumbs.append((row.get_absolute_url(), str(row)))
    return {
        "group": group,
        "feed": row,
        "page": reads.feed_page(row, timezone.now()),
        "crumbs": crumbs,
        "here": here or str(row),
    }
