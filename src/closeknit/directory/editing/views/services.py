"""What a group runs: added, changed, ended."""

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.core.http import done, find, go, person_of, show
from closeknit.directory.editing import reads
from closeknit.directory.editing.actions import change_group, held
from closeknit.directory.editing.forms import ServiceForm
from closeknit.directory.editing.naming import Namer
from closeknit.directory.editing.portrait import portrait
from closeknit.directory.editing.venues import make_venue, venue_names
from closeknit.directory.editing.views.doors import crumbs, for_editors
from closeknit.directory.editing.views.saving import answer
from closeknit.directory.models import Group, Service


@require_safe
@for_editors
def services(request: HttpRequest, group: Group) -> HttpResponse:
    """All that the group runs, and ran."""
    now, namer = portrait(group), Namer()
    rows = [
        {"number": key.partition(":")[2], "value": value, "words": namer.words(key, value).split("\n")[1:]}
        for key, value in now.items()
        if key.startswith("service:")
    ]
    rows.sort(key=lambda row: (not row["value"]["is_running"], row["value"]["name"].casefold()))
    context = {"group": group, "services": rows, "crumbs": crumbs(group)}
    return show(request, "directory/editing/services_page.html", context)


@require_safe
@for_editors
def new_service(request: HttpRequest, group: Group) -> HttpResponse:
    """A number for it, so that a form sent twice makes one."""
    return go(request, reverse("directory:edit-service", args=[group.slug, uuid4()]))


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def service(request: HttpRequest, group: Group, uuid: UUID) -> HttpResponse:
    """One thing that the group runs, as a form. “Show me” says its times in words and saves nothing."""
    if Service.objects.filter(uuid=uuid).exclude(group=group).exists():
        raise Http404
    only_look = "look" in request.POST

    def make(*data: Any, now: Any) -> ServiceForm:
        return ServiceForm(*data, now=now, key=f"service:{uuid}")

    answered = answer(request, group, make, _with_venue, only_look=only_look)
    if answered.is_saved:
        return done(request, to=_list_of(group), said=_("Saved."))
    form = answered.form
    context = {
        "group": group,
        "form": form,
        "venues": venue_names(),
        "preview": reads.preview(form.told_when, now=timezone.localtime()),
        "looked": only_look,
        "crumbs": crumbs(group, (_list_of(group), _("What we run"))),
    }
    return show(request, "directory/editing/service_page.html", context, answered.status)


@require_POST
@for_editors
def running(request: HttpRequest, group: Group, uuid: UUID) -> HttpResponse:
    """It has stopped, or runs again."""
    find(Service.objects.filter(group=group), uuid=uuid)
    key, is_running = f"service:{uuid}", request.POST.get("is_running") == "yes"
    with held(group) as row:
        value = portrait(row)[key]
        change_group(group=row, changes={key: {**value, "is_running": is_running}}, by=person_of(request))
    return done(request, to=_list_of(group), said=_("It runs again.") if is_running else _("It has stopped."))


def _with_venue(form: ServiceForm) -> dict[str, Any]:
    return form.changes(venue=form.same_venue or make_venue(**form.place))


def _list_of(group: Group) -> str:
    return reverse("directory:edit-services", args=[group.slug])
