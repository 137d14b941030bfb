"""Links to other groups."""

from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from closeknit.core.http import done, find, person_of, show, wants_part
from closeknit.core.rate_limit import limited
from closeknit.directory.editing import actions, reads
from closeknit.directory.editing.forms.links import LinkForm
from closeknit.directory.editing.views.doors import crumbs, for_editors
from closeknit.directory.models import Group, Relation


@require_http_methods(["GET", "HEAD", "POST"])
@limited("links", per_minute=10, per_hour=60)
@for_editors
def links(request: HttpRequest, group: Group) -> HttpResponse:
    """Offers made and received, links in force, and a form for one more."""
    form = LinkForm(request.POST if request.method == "POST" else None, group=group, typed=request.GET.get("other", ""))
    if wants_part(request):
        return show(request, "directory/editing/_which_group.html", {"form": form})
    if form.is_valid():
        actions.offer_tie(group=group, by=person_of(request), **form.cleaned_data)
        return done(request, to=_list_of(group), said=_("Offered. It shows once the other group confirms it."))
    ties = reads.ties_of(group)
    context = {
        "group": group,
        "form": form,
        "received": [tie for tie in ties if not tie.confirmed_at and tie.offered_to_id == group.pk],
        "offered": [tie for tie in ties if not tie.confirmed_at and tie.offered_by_id == group.pk],
        "confirmed": [tie for tie in ties if tie.confirmed_at],
        "crumbs": crumbs(group),
    }
    return show(request, "directory/editing/links_page.html", context, 422 if form.errors else 200)


@require_POST
@for_editors
def link_answer(request: HttpRequest, group: Group, uuid: UUID) -> HttpResponse:
    """Confirm or decline what another group has offered."""
    tie = find(Relation.objects.filter(offered_to=group).select_related("offered_by", "offered_to"), uuid=uuid)
    is_accepted = request.POST.get("answer") == "yes"
    actions.answer_tie(tie=tie, is_accepted=is_accepted, by=person_of(request))
    return done(request, to=_list_of(group), said=_("Confirmed.") if is_accepted else _("Declined."))


@require_POST
@for_editors
def link_end(request: HttpRequest, group: Group, uuid: UUID) -> HttpResponse:
    """End a link, or take an offer back."""
    mine = Relation.objects.filter(Q(offered_by=group) | Q(offered_to=group), until=None)
    tie = find(mine.select_related("offered_by", "offered_to"), uuid=uuid)
    actions.end_tie(tie=tie, group=group, by=person_of(request))
    return done(request, to=_list_of(group), said=_("Ended."))


def _list_of(group: Group) -> str:
    return reverse("directory:edit-links", args=[group.slug])
