"""The page of things to look after, the hub's own words, and its themes."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.core.http import done, find, only_who_may, person_of, show, signed_in
from closeknit.core.manage_menu import entries_for
from closeknit.core.page_cache import version_of
from closeknit.directory import theme_actions
from closeknit.directory.models import Theme
from closeknit.places.actions import rename_place
from closeknit.places.models import Hub
from closeknit.website.manage import reads
from closeknit.website.manage.forms import NewThemeForm, ThemeForm
from closeknit.website.setup.actions import tell_of_hub
from closeknit.website.setup.forms import HubForm

who_manages = only_who_may("accounts.manage_hub")
form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@signed_in
def menu(request: HttpRequest) -> HttpResponse:
    """All that this person may look after, with what waits there. Who may look after nothing: 404."""
    entries = entries_for(person_of(request))
    if not entries:
        raise Http404
    return show(request, "website/manage/menu_page.html", {"entries": entries})


@form_page
@who_manages
def hub(request: HttpRequest) -> HttpResponse:
    """What the hub says of itself."""
    row = Hub.objects.filter(pk=Hub.SINGLE_ID).first()
    form = HubForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_valid():
        tell_of_hub(form.cleaned_data)
        if row is not None and row.root_area_id and "name" in form.changed_data:
            rename_place(name=form.cleaned_data["name"])
        return done(request, to="website:manage-hub", said=_("Kept."))
    status = 422 if request.method == "POST" else 200
    return show(request, "website/manage/hub_page.html", {"form": form}, status)


@form_page
@who_manages
def themes(request: HttpRequest) -> HttpResponse:
    """The vocabulary as a tree, and a place for one word more."""
    form = NewThemeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        theme_actions.add_theme(**form.cleaned_data)
        return done(request, to="website:manage-themes", said=_("The theme is there."))
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "tree": reads.theme_tree(version_of(request))}
    return show(request, "website/manage/themes_page.html", context, status)


@form_page
@who_manages
def theme(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Other words for one theme."""
    known = find(Theme.objects.all(), uuid=uuid)
    sent = request.POST if request.method == "POST" else None
    form = ThemeForm(sent, initial=ThemeForm.initial_of(known))
    if form.is_valid():
        theme_actions.rename_theme(known, **form.cleaned_data)
        return done(request, to="website:manage-themes", said=_("Kept."))
    status = 422 if request.method == "POST" else 200
    return show(request, "website/manage/theme_page.html", {"form": form, "theme": known}, status)


@require_POST
@who_manages
def theme_removal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a theme out that nothing uses."""
    theme_actions.take_out_theme(find(Theme.objects.all(), uuid=uuid))
    return done(request, to="website:manage-themes", said=_("The theme is gone."))
