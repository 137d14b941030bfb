"""What was changed on a group's page, and taking it back. For those who may change it: the history
holds what is never shown, and what was taken off the page on purpose."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from closeknit.core.http import done, find, person_of, show
from closeknit.directory.editing import actions, reads
from closeknit.directory.editing.views.doors import crumbs, for_editors
from closeknit.directory.models import Group, Revision


@require_safe
@for_editors
def history(request: HttpRequest, group: Group) -> HttpResponse:
    """Who, when and what, as differences."""
    told = reads.history(group, number=request.GET.get("page", ""))
    context = {"group": group, "history": told, "crumbs": crumbs(group)}
    return show(request, "directory/editing/history_page.html", context)


@require_POST
@for_editors
def undo(request: HttpRequest, group: Group, uuid: UUID) -> HttpResponse:
    """Take one change back."""
    revision = find(Revision.objects.filter(group=group), uuid=uuid)
    actions.undo_change(revision=revision, by=person_of(request))
    return done(request, to=reverse("directory:history", args=[group.slug]), said=_("Undone."))
