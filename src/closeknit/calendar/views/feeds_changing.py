"""What is said to a connected calendar by one button each."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from closeknit.calendar.actions import feeds as actions
from closeknit.calendar.actions import feeds_refreshing
from closeknit.calendar.views.feeds import feed_of
from closeknit.core.http import done, person_of, signed_in
from closeknit.core.rate_limit import limited


@require_POST
@signed_in
def belief(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was read is right."""
    row = actions.believe(feed_of(request, uuid), by=person_of(request), digest=request.POST.get("digest", ""))
    return done(request, to=row, said=_("Done. The events are as the calendar says."))


@require_POST
@signed_in
def ours(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was read is wrong."""
    row = actions.keep_ours(feed_of(request, uuid), by=person_of(request))
    return done(request, to=row, said=_("The events stay as they are."))


@require_POST
@signed_in
@limited("feed-look", per_minute=6, per_hour=60)
def reading(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Read it now."""
    row = feed_of(request, uuid)
    if row.is_connected:
        feeds_refreshing.refresh(row)
    return done(request, to=row, said=_("Read again just now."))


@require_POST
@signed_in
def removal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A calendar that was looked at, and is not to be connected."""
    row = feed_of(request, uuid)
    actions.throw_away(row)
    return done(request, to=reverse("calendar:feeds", args=[row.group.slug]), said=_("Nothing was connected."))


@require_POST
@signed_in
def coming_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take the disconnecting back."""
    row = actions.connect_again(feed_of(request, uuid), by=person_of(request))
    return done(request, to=row, said=_("Connected again. We read it within a few minutes."))
