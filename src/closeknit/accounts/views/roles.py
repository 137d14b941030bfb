"""Roles over the hub and its areas: given, ended, and kept as a list of what was."""

from datetime import datetime, time

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from closeknit.accounts import actions, reads
from closeknit.accounts.doors import freshly_signed_in
from closeknit.accounts.forms import EndRoleForm, GrantForm
from closeknit.accounts.models import WHOLE_HUB, Grant
from closeknit.accounts.reading import count_records
from closeknit.core.http import done, find, only_who_may, person_of, show

PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
@only_who_may("accounts.manage_hub")
@freshly_signed_in
def roles(request: HttpRequest) -> HttpResponse:
    """Who has which role, and giving one."""
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        last_moment = timezone.make_aware(datetime.combine(said["until"], time(23, 59)))
        actions.give_role(
            person=said["email"],
            role=said["role"],
            over=("area", said["area"].pk) if said["area"] else WHOLE_HUB,
            by=person_of(request),
            reason=said["reason"],
            until=last_moment,
        )
        return done(request, to="accounts:roles", said=_("%s has the role now.") % said["email"].name)
    page = request.GET.get("page", "1")
    listed = reads.roles(page)
    people = {held.grant.person_id for held in [*listed["in_force"], *listed["ended"]]}
    count_records(person_of(request), f"accounts.roles {page}", len(people - {person_of(request).pk}))
    context = {"form": form, **listed}
    return show(request, "accounts/roles_page.html", context, 422 if request.method == "POST" else 200)


@require_http_methods(PAGE)
@only_who_may("accounts.manage_hub")
@freshly_signed_in
def role_end(request: HttpRequest, uuid: str) -> HttpResponse:
    """End a role, with a reason; the person is told. The last of a group or a network only in so many words."""
    grant = find(Grant.objects.select_related("person"), uuid=uuid)
    left_alone = actions.what_is_left_alone(grant)
    form = EndRoleForm(request.POST or None, left_alone=left_alone)
    if request.method == "POST" and form.is_valid():
        actions.end_grant(grant, by=person_of(request), **form.cleaned_data)
        return done(request, to="accounts:roles", said=_("The role has ended."))
    context = {"form": form, "held": reads.in_words([grant])[0], "left_alone": left_alone}
    return show(request, "accounts/role_end_page.html", context, 422 if request.method == "POST" else 200)
