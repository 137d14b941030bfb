"""The link in a letter that asks somebody to help look after a group."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from closeknit.core.http import current_hub, done, person_of, show
from closeknit.core.rate_limit import limited
from closeknit.directory.models import Invitation
from closeknit.directory.stewardship import stewards
from closeknit.directory.views.care import sign_in_first, you_look_after
from closeknit.places.vocabulary import NewGroups


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("an invitation", per_minute=10, per_hour=60)
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Opening it changes nothing. A yes counts from the person whose address it went to; of a letter to
    the group itself, from whoever of its people holds it."""
    found = stewards.invitation_of(secret)
    if found is None or not found.is_open(timezone.now()):
        return show(request, "directory/stewardship/link_over_page.html", status=404)
    person = person_of(request)
    is_theirs = stewards.may_take_up(found, person)
    if request.method == "POST":
        return _decided(request, found, is_theirs=is_theirs)
    context = {
        "invitation": found,
        "group": found.group,
        "is_theirs": is_theirs,
        "is_for_the_group": stewards.went_to_the_group(found),
        "is_enough": current_hub(request).new_groups == NewGroups.AT_ONCE,
        "is_named": is_theirs or not found.group.is_sensitive,
        "here": request.path,
    }
    return show(request, "directory/stewardship/invitation_page.html", context)


def _decided(request: HttpRequest, found: Invitation, *, is_theirs: bool) -> HttpResponse:
    if request.POST.get("decision") == "no":
        stewards.take_back(found)
        return done(request, to="website:home", said=_("Thank you for telling us."))
    if not is_theirs:
        return sign_in_first(request)
    stewards.accept_invitation(invitation=found, person=person_of(request))
    to = resolve_url("directory:stewards", found.group.slug)
    return done(request, to=to, said=you_look_after(found.group))
