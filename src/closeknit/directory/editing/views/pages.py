"""Editing a group's page in parts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from closeknit.core.http import done, person_of, show
from closeknit.directory.editing import reads
from closeknit.directory.editing.forms import PARTS
from closeknit.directory.editing.naming import Namer
from closeknit.directory.editing.portrait import portrait
from closeknit.directory.editing.views.doors import crumbs, for_editors
from closeknit.directory.editing.views.saving import answer
from closeknit.directory.models import Group
from closeknit.directory.policies import is_steward
from closeknit.directory.stewardship.keeping_fresh import confirm_group


@require_safe
@for_editors
def overview(request: HttpRequest, group: Group) -> HttpResponse:
    """All parts of the page, with what they say now."""
    now, namer = portrait(group), Namer()
    parts = [(name, form.title, form.words) for name, form in PARTS.items()]
    waiting, _answered = reads.suggestions_for(group)
    context = {
        "group": group,
        "parts": parts,
        "services": [value["name"] for key, value in now.items() if key.startswith("service:")],
        "photos": sum(key.startswith("photo:") for key in now),
        "themes": namer.words("themes", now["themes"]),
        "waiting": len(waiting),
        "crumbs": crumbs(group)[:1],
    }
    return show(request, "directory/editing/overview_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def part(request: HttpRequest, group: Group, name: str) -> HttpResponse:
    """One part of the page as a form."""
    if name not in PARTS:
        raise Http404
    answered = answer(request, group, PARTS[name])
    is_own = is_steward(person_of(request), group)
    if answered.is_saved:
        if is_own and "confirm" in request.POST:
            group.refresh_from_db()
            confirm_group(group, by=person_of(request))
        return done(request, to=reverse("directory:edit", args=[group.slug]), said=_("Saved."))
    context = {"group": group, "form": answered.form, "part": name, "crumbs": crumbs(group), "is_own": is_own}
    return show(request, "directory/editing/part_page.html", context, answered.status)
